import * as v from 'valibot';
import { action, textOf } from '../action';
import { ServiceError } from '../../service-error';
import { administered, listed, paging } from './access';
import { showUnit } from './shown';

export const ListRoots = action(v.object(paging), (account, input) => {
  const organization = administered(account);
  const roots = [...organization.units.values()].filter(({ parent }) => parent === undefined);
  return listed(organization, 'Roots', roots, input, (root) => ({
    ...showUnit(organization, root),
    // Units have a path in the answer, roots have none.
    Path: undefined,
    PolicyTypes: [],
  }));
});

export const ListOrganizationalUnitsForParent = action(
  v.object({ ParentId: textOf(1, 100), ...paging }),
  (account, input) => {
    const organization = administered(account);
    const unit = organization.unit(input.ParentId, 'ParentNotFoundException');
    const children = [...organization.units.values()].filter(({ parent }) => parent === unit);
    return listed(organization, 'OrganizationalUnits', children, input, (child) =>
      showUnit(organization, child),
    );
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
  v.object({ ChildId: textOf(1, 100), ...paging }),
  (account, { ChildId }) => {
    const organization = administered(account);
    const parent = organization.members.get(ChildId)?.parent ?? organization.units.get(ChildId)?.parent;
    if (parent === undefined) {
      throw new ServiceError(
        'ChildNotFoundException',
        `You specified a child that doesn't exist: ${ChildId}.`,
      );
    }
    const type = parent.parent === undefined ? 'ROOT' : 'ORGANIZATIONAL_UNIT';
    return { Parents: [{ Id: parent.id, Type: type }] };
  },
);
