import { isEnforcement } from '../enforcement/is-enforcement';
import { nearMiss } from '../enforcement/near-miss';
import type { DeclaredPolicy, Possibility } from './declared';

/** An inline policy of a user or a group. The name is undefined where only the deployment knows it. */
export interface InlinePolicy {
  readonly name: string | undefined;
  readonly policies: readonly DeclaredPolicy[];
}

/** IAM takes 5,120 characters of inline policies for a group, and 2,048 for a user: fewer than this. */
const most = 100;

/**
 * The inline policies of one principal, each as far as it is sure to stay. IAM replaces one by the next one of its name, and a
 * deployment has no order: of those about MFA nobody knows which stays, unless all of that name enforce.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutUserPolicy.html
 */
export function keptOf(
  all: readonly InlinePolicy[],
  user: Pick<Possibility, 'userName'>,
  mayBeSame: (name: string, other: string) => boolean,
): (one: InlinePolicy) => readonly DeclaredPolicy[] {
  if (all.length < 2) return ({ policies }) => policies;
  const enforces = (policy: DeclaredPolicy): boolean =>
    policy.kind === 'document' && isEnforcement(policy.document, user);
  const enforcing = new Set(all.filter(({ policies }) => policies.some(enforces)));
  const mayReplace = (one: InlinePolicy, other: InlinePolicy): boolean => {
    if (one === other || (enforcing.has(one) && enforcing.has(other))) return false;
    if (all.length > most || one.name === undefined || other.name === undefined) return true;
    return mayBeSame(one.name, other.name);
  };
  return (one) => {
    const isAboutMfa = (policy: DeclaredPolicy): boolean =>
      enforces(policy) || (policy.kind === 'document' && nearMiss(policy.document, user) !== undefined);
    if (!one.policies.some(isAboutMfa) || !all.some((other) => mayReplace(one, other))) return one.policies;
    const why = 'another inline policy of its name may replace it';
    return one.policies.map((policy) =>
      isAboutMfa(policy) ? { kind: 'unseen', address: policy.address, why } : policy,
    );
  };
}
