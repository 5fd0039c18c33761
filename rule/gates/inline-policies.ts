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
 * What is sure to stay of an inline policy of one principal. IAM replaces one by the next one of its name, and a deployment has no
 * order: of those about MFA nobody knows which stays, unless all of that name enforce. `perhaps` may be somebody else's, and many:
 * their text is read only where the name is the same.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutUserPolicy.html
 */
export function keptOf(
  sure: readonly InlinePolicy[],
  perhaps: readonly InlinePolicy[],
  user: Pick<Possibility, 'userName'>,
  mayBeSame: (name: string, other: string) => boolean,
): (one: InlinePolicy) => readonly DeclaredPolicy[] {
  const others = [...sure, ...perhaps];
  if (others.length < 2) return ({ policies }) => policies;
  const enforces = (policy: DeclaredPolicy): boolean =>
    policy.kind === 'document' && isEnforcement(policy.document, user);
  const known = new Map<InlinePolicy, boolean>();
  const isEnforcing = (one: InlinePolicy): boolean => {
    const found = known.get(one) ?? one.policies.some(enforces);
    known.set(one, found);
    return found;
  };
  const isNamedLike = ({ name }: InlinePolicy, other: InlinePolicy): boolean =>
    sure.length > most || name === undefined || other.name === undefined || mayBeSame(name, other.name);
  const mayReplace = (one: InlinePolicy, other: InlinePolicy): boolean =>
    other !== one && isNamedLike(one, other) && !(isEnforcing(one) && isEnforcing(other));
  const isAboutMfa = (policy: DeclaredPolicy): boolean =>
    enforces(policy) || (policy.kind === 'document' && nearMiss(policy.document, user) !== undefined);
  const why = 'another inline policy of its name may replace it';
  return (one) => {
    const { policies } = one;
    if (!policies.some(isAboutMfa) || !others.some((other) => mayReplace(one, other))) return policies;
    return policies.map((policy) =>
      isAboutMfa(policy) ? { kind: 'unseen', address: policy.address, why } : policy,
    );
  };
}
