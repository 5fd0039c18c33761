import * as v from 'valibot';
import { action, textOf } from '../action';
import { administered, listed, paging } from './access';
import { showMember } from './shown';

export const ListAccounts = action(v.object(paging), (account, input) => {
  const organization = administered(account);
  const members = [...organization.members.values()];
  return listed(organization, 'Accounts', members, input, (member) => showMember(organization, member));
});

export const ListAccountsForParent = action(
  v.object({ ParentId: textOf(1, 100), ...paging }),
  (account, input) => {
    const organization = administered(account);
    const unit = organization.unit(input.ParentId, 'ParentNotFoundException');
    const members = [...organization.members.values()].filter(({ parent }) => parent === unit);
    return listed(organization, 'Accounts', members, input, (member) => showMember(organization, member));
  },
);
