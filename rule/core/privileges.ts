import type { ParsedPolicy, ParsedStatement } from './parsed-policy';
import {
  coversAction,
  coversEveryAction,
  coversEveryIamAction,
  coversEveryResource,
  coversResource,
  requiresMfa,
} from './policy-coverage';
import { escalations, ownTargets, type Escalation, type Identity } from './escalations';

/** The labels for a user's policies, the gravest first. `none-found` is never "unprivileged". */
export const privilegeLabels = [
  'administrator',
  'can-become-administrator',
  'administrator-with-mfa-only',
  'none-found',
  'not-read',
] as const;
export type PrivilegeLabel = (typeof privilegeLabels)[number];

/**
 * Whether the user's identity policies deny what a session without MFA may ask for: without it, a user who has a device can sign in,
 * take the device off and go on without. `cannot see` where a policy that could enforce it was not read.
 */
export type MfaEnforced = 'enforced' | 'not enforced' | 'cannot see';

/** Printed with the labels. */
export const privilegeLimits =
  'Privileges are read from the text of identity policies only: no service or resource control policies, no role chains or ' +
  'iam:PassRole paths, no resource policies; a condition other than MFA counts as conditional and gives no label; a permissions ' +
  'boundary is named, not computed.';

/** One policy that holds for a user, inline or attached, of the user or of a group. */
export interface HeldPolicy {
  readonly name: string;
  readonly policy: ParsedPolicy | 'not-read';
  /** Whether it denies (nearly) everything without MFA; `enforcement/is-enforcement` decides. */
  readonly enforcesMfa: boolean;
}

export interface PrivilegeFacts extends Identity {
  readonly policies: readonly HeldPolicy[];
  /** The ARN of the permissions boundary. */
  readonly boundary?: string | undefined;
}

export interface Privileges {
  readonly label: PrivilegeLabel;
  /** The names of the policies that the label comes from. */
  readonly policies: readonly string[];
  readonly boundary?: string;
  /** It never decides a verdict. */
  readonly mfaEnforced?: MfaEnforced;
}

/** The privileges of a user whose policies could not be read. */
export const notRead: Privileges = { label: 'not-read', policies: [], mfaEnforced: 'cannot see' };

/**
 * The label of one user. The rows are tried from the top.
 *
 * | label                       | the user                                                                              |
 * | --------------------------- | ------------------------------------------------------------------------------------- |
 * | administrator               | an Allow without Condition of every action (or of all but some, IAM's left in) on `*` |
 * | can-become-administrator    | an Allow without Condition of one of the `escalations`                                |
 * | not-read                    | a policy that holds for the user could not be read                                    |
 * | administrator-with-mfa-only | the same, but each such Allow requires MFA, or a policy of the user enforces MFA      |
 * | none-found                  | none of these                                                                         |
 *
 * An unconditional Deny of the same actions takes the label away. A policy that was not read could take a label away, too;
 * it never does here: the graver label stays.
 */
export function privilegesOf(facts: PrivilegeFacts): Privileges {
  const { policies } = facts;
  const enforced = policies.some(({ enforcesMfa }) => enforcesMfa);
  const unread = policies.filter(({ policy }) => policy === 'not-read').map(({ name }) => name);
  const statements = new UserStatements(facts);
  const answer = (label: PrivilegeLabel, names: readonly string[]): Privileges => ({
    label,
    policies: [...new Set(names)].sort(),
    ...(facts.boundary === undefined ? {} : { boundary: facts.boundary }),
  });

  const administrator = statements.administrator(isUnconditional);
  const becomes = statements.canBecome(isUnconditional);
  if (!enforced && administrator.length > 0) return answer('administrator', administrator);
  if (!enforced && becomes.length > 0) return answer('can-become-administrator', becomes);
  if (unread.length > 0) return answer('not-read', unread);

  const guarded = [...statements.administrator(atMostWithMfa), ...statements.canBecome(atMostWithMfa)];
  return guarded.length > 0 ? answer('administrator-with-mfa-only', guarded) : answer('none-found', []);
}

/**
 * The statements of a policy that can matter to `privilegesOf`. Nothing else has to be kept once a policy was read: an
 * account may hold 1,500 policies of 6,144 characters.
 */
export function relevantToPrivileges(policy: ParsedPolicy): ParsedPolicy {
  const statements = policy.statements.filter((statement) => {
    const { effect, actions } = statement;
    if (effect === 'Deny' ? !isUnconditional(statement) : !atMostWithMfa(statement)) return false;
    return (
      coversEveryAction(actions) ||
      (effect === 'Deny' && actions.kind === 'all-but') ||
      escalations.some(({ action, together }) =>
        [action, ...together].some((name) => coversAction(actions, name)),
      )
    );
  });
  return { ...policy, statements };
}

const isUnconditional = ({ conditions }: ParsedStatement): boolean => conditions.length === 0;
const atMostWithMfa = ({ conditions }: ParsedStatement): boolean => conditions.every(requiresMfa);

type Counts = (statement: ParsedStatement) => boolean;

interface NamedStatement {
  readonly name: string;
  readonly variables: boolean;
  readonly statement: ParsedStatement;
}

/** All that holds for one user, as a list of statements. */
class UserStatements {
  private readonly allows: readonly NamedStatement[];
  private readonly denies: readonly NamedStatement[];

  constructor(private readonly facts: PrivilegeFacts) {
    const all = facts.policies.flatMap(({ name, policy }) =>
      policy === 'not-read'
        ? []
        : policy.statements.map((statement) => ({ name, variables: policy.variables, statement })),
    );
    this.allows = all.filter(({ statement }) => statement.effect === 'Allow');
    this.denies = all.filter(({ statement }) => statement.effect === 'Deny' && isUnconditional(statement));
  }

  /** The policies whose Allow makes an administrator. */
  administrator(counts: Counts): readonly string[] {
    const denied = this.denies.some(
      ({ statement: { actions, resources } }) =>
        coversEveryResource(resources) && (coversEveryIamAction(actions) || actions.kind === 'all-but'),
    );
    if (denied) return [];
    return this.allows
      .filter(({ statement }) => counts(statement))
      .filter(
        ({ statement: { actions, resources } }) =>
          coversEveryAction(actions) && coversEveryResource(resources),
      )
      .map(({ name }) => name);
  }

  /** The policies whose Allows are enough for one of the escalations. */
  canBecome(counts: Counts): readonly string[] {
    return escalations.flatMap((escalation) => this.waysOf(escalation, counts));
  }

  private waysOf({ action, targets, together }: Escalation, counts: Counts): readonly string[] {
    for (const target of ownTargets(targets, this.facts)) {
      const first = this.allowing(action, target, counts);
      if (first.length === 0) continue;
      if (together.length === 0) return first;
      const second = together.flatMap((other) => this.allowing(other, target, counts));
      if (second.length > 0) return [...first, ...second];
    }
    return [];
  }

  private allowing(action: string, target: string, counts: Counts): readonly string[] {
    const about = ({ statement, variables }: NamedStatement): boolean =>
      coversAction(statement.actions, action) &&
      coversResource(statement.resources, target, variables ? this.variables : undefined);
    if (this.denies.some(about)) return [];
    return this.allows
      .filter(({ statement }) => counts(statement))
      .filter(about)
      .map(({ name }) => name);
  }

  private get variables() {
    return { 'aws:username': this.facts.userName, 'aws:userid': this.facts.userId };
  }
}
