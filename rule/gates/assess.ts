import { caseFaultOf, exemptionByParameters, exemptionByTag, type Exemption } from '../core/exemption';
import type { RuleParameters } from '../core/rule-parameters';
import { areEnforcement, isEnforcement } from '../enforcement/is-enforcement';
import { nearMiss } from '../enforcement/near-miss';
import { faultText } from '../meta';
import type { DeclaredPolicy, DeclaredUser, Possibility } from './declared';

/**
 * The verdict of a gate on a user who gets a login profile. A gate sees no MFA device; it sees whether an
 * MFA-enforcement policy goes with the password. In one world, or for one candidate:
 *
 * | # | the user                                                          | answer       |
 * | - | ----------------------------------------------------------------- | ------------ |
 * | 1 | has policies that enforce, directly, by group or by the boundary  | enforced     |
 * | 2 | is exempt, by the parameters of the rule or by a tag              | exempt       |
 * | 3 | has a policy, or a group, of which the document shows no text     | cannot-see   |
 * | 4 | has none of these                                                 | not-enforced |
 *
 * Over worlds the worst answer counts. Candidates must agree: some not enforced and some otherwise is cannot-see.
 */
export type GateAnswer =
  | { readonly answer: 'enforced'; readonly by: string }
  | { readonly answer: 'exempt'; readonly exemption: Exemption }
  | ({ readonly answer: 'cannot-see'; readonly unseen: readonly Reason[] } & Remarks)
  | ({ readonly answer: 'not-enforced'; readonly seen: readonly Reason[] } & Remarks);

interface Remarks {
  readonly where?: string | undefined;
  /** Why what looks like an exemption is none. */
  readonly faults?: string;
}

/** A policy, and the rest of a sentence about it. */
export interface Reason {
  readonly address: string;
  readonly why: string;
}

type Rank = GateAnswer['answer'];
const worstFirst: readonly Rank[] = ['not-enforced', 'cannot-see', 'exempt', 'enforced'];

export function assess(user: DeclaredUser, ruleParameters: RuleParameters, now: Date): GateAnswer {
  const answers = user.possibilities.map((one) => assessOne(one, ruleParameters, now));
  const [worst = { answer: 'cannot-see', unseen: [] } as const] = worstFirst.flatMap((rank) =>
    answers.filter(({ answer }) => answer === rank),
  );
  const agreed = answers.every(({ answer }) => answer === 'not-enforced');
  if (user.kind === 'worlds' || worst.answer !== 'not-enforced' || agreed) return worst;
  const unseen = answers.flatMap((one, index) =>
    one.answer === 'not-enforced'
      ? [{ address: user.address, why: unsettled(user.possibilities[index]) }]
      : one.answer === 'cannot-see'
        ? one.unseen
        : [],
  );
  return { answer: 'cannot-see', unseen: unique(unseen) };
}

const unsettled = (one: Possibility | undefined): string =>
  one?.where === undefined
    ? 'one of several outcomes enforces nothing'
    : `nothing enforces MFA where ${one.where}`;

function assessOne(user: Possibility, ruleParameters: RuleParameters, now: Date): GateAnswer {
  const { where, policies } = user;
  const by = enforcingIn(policies, user);
  if (by !== undefined) return { answer: 'enforced', by };

  const exemption = exemptionOf(user, ruleParameters, now);
  if (typeof exemption === 'object') return { answer: 'exempt', exemption };
  const faults = exemption === '' ? {} : { faults: exemption };

  const unseen = policies.flatMap((policy) => (policy.kind === 'unseen' ? [policy] : []));
  if (unseen.length > 0)
    return {
      answer: 'cannot-see',
      where,
      ...faults,
      unseen: unique(unseen.map(({ address, why }) => ({ address, why }))),
    };
  const seen = policies.flatMap((policy) => {
    const why = policy.kind === 'document' ? nearMiss(policy.document, user) : undefined;
    return why === undefined ? [] : [{ address: policy.address, why }];
  });
  return { answer: 'not-enforced', where, ...faults, seen: unique(seen) };
}

/** The address of what enforces among the policies: one of them, or several together. */
export function enforcingIn(
  policies: readonly DeclaredPolicy[],
  { userName }: Pick<Possibility, 'userName'>,
): string | undefined {
  const documents = policies.flatMap((policy) => (policy.kind === 'document' ? [policy] : []));
  const alone =
    policies.find(({ kind }) => kind === 'known-enforcement') ??
    documents.find(({ document }) => isEnforcement(document, { userName }));
  if (alone !== undefined) return alone.address;
  const together = documents.map(({ document }) => document);
  if (documents.length < 2 || !areEnforcement(together, { userName })) return undefined;
  return [...new Set(documents.map(({ address }) => address))].join(' with ');
}

function unique(reasons: readonly Reason[]): readonly Reason[] {
  return [...new Map(reasons.map((reason) => [`${reason.address}\n${reason.why}`, reason])).values()];
}

/** The rule's own exemptions, as far as the document shows the user's name, path and tags; or why there is none. */
function exemptionOf(
  { userName = '', path = '', tags = [] }: Possibility,
  ruleParameters: RuleParameters,
  now: Date,
): Exemption | string {
  const named = { userId: '', userName, path, arn: '' };
  const byParameters = exemptionByParameters(named, ruleParameters);
  if (byParameters !== undefined) return byParameters;
  const byTag = exemptionByTag(tags, ruleParameters, now);
  if (byTag !== undefined && 'by' in byTag) return byTag;
  const caseFault = caseFaultOf(named, ruleParameters);
  return faultText({ ...(byTag && { tagFault: byTag }), ...(caseFault && { caseFault }) });
}
