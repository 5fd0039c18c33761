import * as v from 'valibot';
import { action, textOf } from '../action';
import { administered, badToken, pageOf, PAGING, showMember } from './shared';

export const ListAccounts = action(v.object(PAGING), (account, { MaxResults, NextToken: token }) => {
  const organization = administered(account);
  const members = [...organization.members.values()];
  const { things, NextToken } = pageOf(members, token, MaxResults, organization.emptyPages, badToken);
  return { Accounts: things.map((member) => showMember(organization, member)), NextToken };
});

export const ListAccountsForParent = action(
  v.object({ ParentId: textOf(1, 100), ...PAGING }),
  (account, { ParentId, MaxResults, NextToken: token }) => {
    const organization = administered(account);
    const unit = organization.unit(ParentId, 'ParentNotFoundException');
    const members = [...organization.members.values()].filter(({ parent }) => parent === unit);
    const { things, NextToken } = pageOf(members, token, MaxResults, organization.emptyPages, badToken);
    return { Accounts: things.map((member) => showMember(organization, member)), NextToken };
  },
);
