import type { ParsedPolicy } from '../core/parsed-policy';
import { notRead, privilegesOf, type HeldPolicy, type Privileges } from '../core/privileges';
import type { User } from '../core/user';
import { forEachOf } from './each-of';
import type { ReadFailure } from './ports';

/** A policy, inline or managed, reduced to what can matter to the labels. */
export interface ReadPolicy {
  /** The ARN, or the name of an inline policy. */
  readonly name: string;
  readonly policy: ParsedPolicy | 'not-read';
  /** The whole document, where it may enforce MFA; the answer depends on the user. */
  readonly mayEnforceMfa?: unknown;
}

export interface PrincipalPolicies {
  readonly inline: readonly ReadPolicy[];
  readonly attachedArns: readonly string[];
}

export interface GroupDetails extends PrincipalPolicies {
  readonly groupName: string;
  readonly arn: string;
}

export interface UserDetails extends PrincipalPolicies {
  readonly user: User;
  readonly groupNames: readonly string[];
  /** The ARN of the permissions boundary. */
  readonly boundary?: string | undefined;
}

/** The policies of an account, as IAM lists them. A `failure` means that something is left out. */
export interface AuthorizationDetails {
  /** All users and groups. */
  principals(): Promise<{
    readonly users: readonly UserDetails[];
    readonly groups: readonly GroupDetails[];
    readonly failure?: ReadFailure;
  }>;
  /** The customer managed policies of these ARNs. */
  customerPolicies(arns: ReadonlySet<string>): Promise<{
    readonly policies: readonly ReadPolicy[];
    readonly failure?: ReadFailure;
  }>;
  /** One of AWS's own policies, which no listing has; what was read once is known for the life of the process. */
  awsManagedPolicy(arn: string): Promise<ReadPolicy | { readonly failure: ReadFailure }>;
}

/** `enforcement/is-enforcement`, handed in by the door: whether documents, taken together, enforce MFA for the user. */
export type EnforcesMfa = (documents: readonly unknown[], user: User) => boolean;

/** The privileges of an account's users, read once. */
export interface PrivilegesReading {
  /** By user id, or by the ARN; `not-read` for a user whom the listing did not have. */
  of(userIdOrArn: string): Privileges;
  /** The reads that failed: one warning, never a failed scan. */
  readonly failures: readonly ReadFailure[];
}

/** How a use case reads privileges; `readPrivileges` over the adapter is the way of the product. */
export type PrivilegesReader = () => Promise<PrivilegesReading>;

const awsManaged = /^arn:[\w-]+:iam::aws:policy\//;
const policiesAtOnce = 4;

/**
 * Reads the privileges of every user of the account: one listing of users and groups, one of the customer managed policies
 * where any is attached, and each attached policy of AWS's own once. Where a listing is incomplete, every user is `not-read`.
 */
export async function readPrivileges(
  source: AuthorizationDetails,
  enforcesMfa: EnforcesMfa,
): Promise<PrivilegesReading> {
  const { users, groups, failure } = await source.principals();
  if (failure !== undefined) return nothingRead(failure);
  const arns = new Set([...users, ...groups].flatMap(({ attachedArns }) => attachedArns));
  const customers = new Set([...arns].filter((arn) => !awsManaged.test(arn)));
  const read = customers.size === 0 ? { policies: [] } : await source.customerPolicies(customers);
  if (read.failure !== undefined) return nothingRead(read.failure);

  const managed = new Map(read.policies.map((policy) => [policy.name, policy]));
  const failures: ReadFailure[] = [];
  await forEachOf(
    [...arns].filter((arn) => awsManaged.test(arn)),
    policiesAtOnce,
    async (arn) => {
      const answer = await source.awsManagedPolicy(arn);
      if ('failure' in answer) failures.push(answer.failure);
      else managed.set(arn, answer);
    },
  );

  const byName = new Map(groups.map((group) => [group.groupName, group]));
  const labels = new Map(
    users.flatMap((details) => {
      const label = labelOf(details, byName, managed, enforcesMfa);
      return [details.user.userId, details.user.arn].map((key) => [key, label] as const);
    }),
  );
  return { of: (userIdOrArn) => labels.get(userIdOrArn) ?? notRead, failures };
}

function nothingRead(failure: ReadFailure): PrivilegesReading {
  return { of: () => notRead, failures: [failure] };
}

function labelOf(
  { user, groupNames, inline, attachedArns, boundary }: UserDetails,
  groups: ReadonlyMap<string, GroupDetails>,
  managed: ReadonlyMap<string, ReadPolicy>,
  enforcesMfa: EnforcesMfa,
): Privileges {
  // A group that is in no page was made or renamed during the listing: what it gives is unknown.
  const memberships = groupNames.map((name) => groups.get(name));
  const known = memberships.filter((group) => group !== undefined);
  const own: PrincipalPolicies = { inline, attachedArns };
  const policies = [own, ...known].flatMap((principal) => [
    ...principal.inline,
    ...principal.attachedArns.map((arn): ReadPolicy => managed.get(arn) ?? { name: arn, policy: 'not-read' }),
  ]);
  const unknownGroups = groupNames.filter((name) => !groups.has(name));
  const documents = policies.flatMap(({ mayEnforceMfa }) => mayEnforceMfa ?? []);
  // A boundary is named, not read, and may hold the Deny.
  const isAllRead =
    unknownGroups.length === 0 &&
    boundary === undefined &&
    policies.every(({ policy }) => policy !== 'not-read');
  const privileges = privilegesOf({
    ...user,
    groupArns: known.map(({ arn }) => arn),
    customerPolicyArns: [own, ...known]
      .flatMap((principal) => principal.attachedArns)
      .filter((arn) => !awsManaged.test(arn)),
    policies: [
      ...policies.map((read) => held(read, user, enforcesMfa)),
      ...unknownGroups.map((name): HeldPolicy => ({ name, policy: 'not-read', enforcesMfa: false })),
    ],
    boundary,
  });
  const isEnforced = documents.length > 0 && enforcesMfa(documents, user);
  return { ...privileges, mfaEnforced: isEnforced ? 'enforced' : isAllRead ? 'not enforced' : 'cannot see' };
}

function held({ name, policy, mayEnforceMfa }: ReadPolicy, user: User, enforcesMfa: EnforcesMfa): HeldPolicy {
  return { name, policy, enforcesMfa: mayEnforceMfa !== undefined && enforcesMfa([mayEnforceMfa], user) };
}
