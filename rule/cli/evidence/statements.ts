import { exemptions } from '../../report/words/exemptions';
import type { AccountScan } from '../../findings/account-scan';
import { meta } from '../../meta';
import type { ScanSummary } from '../../protocol/scan-summary';
import { count } from '../../report/words/words';

/** Every user is in exactly one of these numbers, and their sum is compared with IAM's own count. */
export function populationOf(scan: AccountScan): object {
  const byReason: Record<string, number> = {};
  for (const { reason } of scan.findings) byReason[reason] = (byReason[reason] ?? 0) + 1;
  const unreadable = scan.unreadable.filter(({ userName }) => userName !== null).length;
  const listed = scan.findings.length + unreadable;
  const listedToTheEnd = scan.unreadable.every(({ userName }) => userName !== null);
  const counted = scan.completeness?.counted ?? null;
  return {
    countedByAccountSummary: counted,
    listed,
    listedToTheEnd,
    decided: scan.findings.length,
    byReason,
    unreadable,
    reconciled: counted === null ? null : listedToTheEnd && counted === listed,
    statement: reconciliation(counted, listed, listedToTheEnd, unreadable),
    notEvaluated: 'The root user, roles and users of IAM Identity Center: they are no IAM users.',
  };
}

function reconciliation(
  counted: number | null,
  listed: number,
  toTheEnd: boolean,
  unreadable: number,
): string {
  const of = `IAM listed ${count(listed, 'user')}${toTheEnd ? '' : ', and the list could not be read to its end'}; ${listed - unreadable} were decided and ${unreadable} could not be read.`;
  if (counted === null) return `${of} IAM's own count (GetAccountSummary) could not be read.`;
  const same = counted === listed ? 'the same' : `not the same: users may have come or gone meanwhile`;
  return `${of} IAM's own count (GetAccountSummary) is ${counted}, ${same}.`;
}

export const exemptionsOf = ({ findings, scannedAt }: AccountScan): readonly object[] =>
  exemptions(findings, scannedAt).map(({ finding, until, daysLeft, reason, source }) => ({
    userName: finding.userName,
    userId: finding.userId,
    until,
    daysLeft,
    reason,
    source,
  }));

/** The scan's statement on each control: about the users who were read, and never more than that. */
export function frameworksOf(scan: AccountScan, summary: ScanSummary): readonly object[] {
  const { withConsolePassword: all, withoutSufficientMfa: open, exempt, inGrace } = summary;
  const good = all - open - exempt - inGrace;
  const numbers =
    `${good} of ${count(all, 'IAM user')} with a console password have sufficient MFA; ` +
    `without it: ${open} who must act, ${exempt} exempt, ${inGrace} within the grace period`;
  const statement = scan.complete
    ? `At ${scan.scannedAt}, ${numbers}.`
    : `At ${scan.scannedAt}, of the users who could be read, ${numbers}. Not every user could be read, so this says nothing of all users.`;
  return Object.entries(meta.frameworks).map(([framework, controls]) => ({
    framework,
    controls,
    statement: `${framework}, ${controls.join(', ')}, as far as MFA of IAM users with a console password is asked for: ${statement}`,
    everyUserHasSufficientMfa: scan.complete ? good === all : null,
  }));
}
