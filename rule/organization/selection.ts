import { RuleError } from '../core/errors';
import type { Member, Organization } from './members';

/** An account or OU that cannot be selected; the message names all of them. */
export class SelectionError extends RuleError {}

/** The accounts that are named and those in a named unit or below it; without either, all. @throws SelectionError */
export function select(
  organization: Organization,
  accounts: readonly string[],
  unitIds: readonly string[],
): readonly Member[] {
  const known = new Set(organization.members.map(({ accountId }) => accountId));
  const absent = [
    ...accounts.filter((account) => !known.has(account)),
    ...unitIds.filter((id) => !organization.units.has(id)),
  ];
  if (absent.length > 0)
    throw new SelectionError(`Not in the organization ${organization.id}: ${absent.join(', ')}.`);
  if (accounts.length === 0 && unitIds.length === 0) return organization.members;
  return organization.members.filter(
    (member) => accounts.includes(member.accountId) || member.unitIds.some((id) => unitIds.includes(id)),
  );
}
