import * as v from 'valibot';
import { action, textOf } from '../action';
import { ServiceError } from '../../service-error';
import type { Account } from '../../state/account';
import { administered, listed, organizationOf, paging } from './access';
import { policyArn } from './shown';

const idOf = (index: number): string => `p-${String(index).padStart(10, '0')}`;

const policiesOf = (account: Account) =>
  administered(account).policies.map((policy, index) => ({ ...policy, id: idOf(index) }));

function policyOf(account: Account, id: string) {
  const found = policiesOf(account).find((policy) => policy.id === id);
  if (found !== undefined) return found;
  throw new ServiceError('PolicyNotFoundException', "You specified a policy that doesn't exist.");
}

const summary =
  (account: Account) =>
  ({ id, name, type }: { id: string; name: string; type: string }) => ({
    Id: id,
    Arn: policyArn(organizationOf(account), type, id),
    Name: name,
    Type: type,
    AwsManaged: false,
  });

export const ListPolicies = action(v.object({ ...paging, Filter: textOf(1, 64) }), (account, input) => {
  const ours = policiesOf(account).filter(({ type }) => type === input.Filter);
  return listed(administered(account), 'Policies', ours, input, summary(account));
});

export const DescribePolicy = action(v.object({ PolicyId: textOf(1, 130) }), (account, { PolicyId }) => {
  const policy = policyOf(account, PolicyId);
  return { Policy: { PolicySummary: summary(account)(policy), Content: JSON.stringify(policy.content) } };
});

export const ListTargetsForPolicy = action(
  v.object({ ...paging, PolicyId: textOf(1, 130) }),
  (account, input) => {
    const { targets } = policyOf(account, input.PolicyId);
    return listed(administered(account), 'Targets', targets, input, (target) => ({
      TargetId: target,
      Name: target,
      Type: 'ROOT',
    }));
  },
);

/** The policies of a type as they apply to the account that asks. */
export const DescribeEffectivePolicy = action(v.object({ PolicyType: textOf(1, 64) }), (account, input) => {
  const policy = organizationOf(account).policies.find(({ type }) => type === input.PolicyType);
  if (policy === undefined)
    throw new ServiceError('EffectivePolicyNotFoundException', 'There is no effective policy of this type.');
  return { EffectivePolicy: { PolicyContent: JSON.stringify(policy.content), PolicyType: input.PolicyType } };
});
