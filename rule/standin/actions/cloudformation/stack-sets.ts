import * as v from 'valibot';
import { action, textOf } from '../action';
import { administered } from '../organizations/access';
import { ServiceError } from '../../service-error';
import type { Account } from '../../state/account';
import { pageOfArray } from '../../state/sequence';
import { tokenPage } from '../token-pages';

const named = v.object({ StackSetName: textOf(1, 128), NextToken: v.optional(v.string()) });

function stackSet(account: Account, name: string) {
  const { memberStackSet } = administered(account);
  if (memberStackSet !== undefined && name === 'iam-user-mfa-members') return memberStackSet;
  throw new ServiceError('StackSetNotFoundException', `StackSet ${name} not found`, 404);
}

export const DescribeStackSet = action(named, (account, { StackSetName }) => ({
  StackSet: {
    StackSetName,
    Status: 'ACTIVE',
    Parameters: Object.entries(stackSet(account, StackSetName).parameters).map(([key, value]) => ({
      ParameterKey: key,
      ParameterValue: value,
    })),
  },
}));

export const ListStackInstances = action(named, (account, { StackSetName, NextToken: token }, { region }) => {
  const { instances } = stackSet(account, StackSetName);
  const badToken = () => new ServiceError('ValidationError', 'Invalid NextToken');
  const size = Math.min(100, account.pageSize);
  const page = tokenPage(token, badToken, (after) => pageOfArray(instances, after, size));
  return {
    Summaries: page.things.map(({ accountId, status, detailedStatus, reason }) => ({
      Account: accountId,
      Region: region,
      Status: status,
      StatusReason: reason,
      StackInstanceStatus: { DetailedStatus: detailedStatus },
    })),
    NextToken: page.NextToken,
  };
});
