import * as v from 'valibot';
import { action, textOf } from '../action';
import { AwsFault } from '../../errors';
import { administered, badToken, pageOf, PAGING, showUnit } from './shared';

export const ListRoots = action(v.object(PAGING), (account, { MaxResults, NextToken: token }) => {
  const organization = administered(account);
  const roots = [...organization.units.values()].filter(({ parent }) => parent === undefined);
  const { things, NextToken } = pageOf(roots, token, MaxResults, organization.emptyPages, badToken);
  return { Roots: things.map((root) => ({ ...showUnit(organization, root), PolicyTypes: [] })), NextToken };
});

export const ListOrganizationalUnitsForParent = action(
  v.object({ ParentId: textOf(1, 100), ...PAGING }),
  (account, { ParentId, MaxResults, NextToken: token }) => {
    const organization = administered(account);
    const unit = organization.unit(ParentId, 'ParentNotFoundException');
    const children = [...organization.units.values()].filter(({ parent }) => parent === unit);
    const { things, NextToken } = pageOf(children, token, MaxResults, organization.emptyPages, badToken);
    return { OrganizationalUnits: things.map((child) => showUnit(organization, child)), NextToken };
  },
);

export const DescribeOrganizationalUnit = action(
  v.object({ OrganizationalUnitId: textOf(1, 100) }),
  (account, { OrganizationalUnitId: id }) => {
    const organization = administered(account);
    const unit = organization.unit(id, 'OrganizationalUnitNotFoundException');
    return { OrganizationalUnit: showUnit(organization, unit) };
  },
);

/** An account or OU has exactly one parent. */
export const ListParents = action(
  v.object({ ChildId: textOf(1, 100), ...PAGING }),
  (account, { ChildId }) => {
    const organization = administered(account);
    const parent = organization.members.get(ChildId)?.parent ?? organization.units.get(ChildId)?.parent;
    if (parent === undefined) {
      throw new AwsFault('ChildNotFoundException', `You specified a child that doesn't exist: ${ChildId}.`);
    }
    const type = parent.parent === undefined ? 'ROOT' : 'ORGANIZATIONAL_UNIT';
    return { Parents: [{ Id: parent.id, Type: type }] };
  },
);
