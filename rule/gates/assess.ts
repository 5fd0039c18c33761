import { exemptionByParameters, exemptionByTag, type Exemption } from '../core/exemption';
import type { RuleParameters } from '../core/rule-parameters';
import { isEnforcement } from '../enforcement/is-enforcement';
import type { PolicyUser } from '../enforcement/principal-condition';
import type { DeclaredPolicy, DeclaredUser } from './declared';

/**
 * What a gate says of a user who gets a login profile. A gate sees no MFA device; it sees whether an MFA-enforcement policy
 * goes with the password.
 *
 * | # | the user                                                         | answer       |
 * | - | ---------------------------------------------------------------- | ------------ |
 * | 1 | has an enforcement policy, directly or by a group                | enforced     |
 * | 2 | is exempt, by the parameters of the rule or by a tag             | exempt       |
 * | 3 | has a policy, or a group, of which the document shows no text    | cannot-see   |
 * | 4 | has none of these                                                | not-enforced |
 */
export type GateAnswer =
  | { readonly answer: 'enforced'; readonly by: string }
  | { readonly answer: 'exempt'; readonly exemption: Exemption }
  | { readonly answer: 'cannot-see'; readonly unseen: readonly UnseenPolicy[] }
  | { readonly answer: 'not-enforced' };

export type UnseenPolicy = Extract<DeclaredPolicy, { kind: 'unseen' }>;

export function assess(user: DeclaredUser, ruleParameters: RuleParameters, now: Date): GateAnswer {
  const bound: PolicyUser = { userName: user.userName };
  const enforcing = user.policies.find(
    (policy) =>
      policy.kind === 'known-enforcement' ||
      (policy.kind === 'document' && isEnforcement(policy.document, bound)),
  );
  if (enforcing !== undefined) return { answer: 'enforced', by: enforcing.address };

  const exemption = exemptionOf(user, ruleParameters, now);
  if (exemption !== undefined) return { answer: 'exempt', exemption };

  const unseen = user.policies.filter((policy) => policy.kind === 'unseen');
  return unseen.length > 0 ? { answer: 'cannot-see', unseen } : { answer: 'not-enforced' };
}

/** The rule's own exemptions, as far as the document shows the user's name, path and tags. */
function exemptionOf(
  { userName, path, tags }: DeclaredUser,
  ruleParameters: RuleParameters,
  now: Date,
): Exemption | undefined {
  const named = { userId: '', userName: userName ?? '', path: path ?? '', arn: '' };
  const byParameters = exemptionByParameters(named, ruleParameters);
  if (byParameters !== undefined) return byParameters;
  const byTag = exemptionByTag(tags ?? [], ruleParameters, now);
  return byTag !== undefined && 'by' in byTag ? byTag : undefined;
}
