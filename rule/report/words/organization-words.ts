import type { OrganizationView } from '../../findings/organization-view';
import { count } from './words';

/** The answer for an organization in a sentence; what is unknown is never left out of it. */
export function organizationHeading({ accounts, totals }: OrganizationView): string {
  if (
    totals.reporting === 0 &&
    totals.unknown > 0 &&
    accounts.every(({ withoutMfa }) => withoutMfa.length === 0)
  )
    return `No account could be read, so it is unknown who can sign in without sufficient MFA. ${count(totals.unknown, 'account does', 'accounts do')} not report.`;
  const of = (row: OrganizationView['accounts'][number]): number =>
    Math.max(row.withoutMfa.length, row.withoutMfaCount ?? 0);
  const affected = accounts.filter((row) => of(row) > 0).length;
  const people = accounts.reduce((sum, row) => sum + of(row), 0);
  const who = people === 0 ? 'Nobody' : count(people, 'person', 'people');
  const known = totals.unknown === 0 ? '' : ' of those who are known';
  const where = people === 0 ? '' : ` in ${count(affected, 'account')}`;
  const unknown =
    totals.unknown === 0
      ? ''
      : ` ${count(totals.unknown, 'account does', 'accounts do')} not report: their users are unknown, not compliant.`;
  return `${who}${known} can sign in without sufficient MFA${where}.${unknown}`;
}
