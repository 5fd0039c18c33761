import type { IamAccountSummary } from '../../aws/iam/account-summary';
import { privilegeLimits } from '../../core/privileges';
import type { RuleParameters } from '../../core/rule-parameters';
import type { Session } from '../session';
import { scanAccount, type AccountScanResult } from './account-scan';

/** The account as IAM says it is now, with its alias and IAM's own count of users. */
export async function readLive(session: Session, ruleParameters: RuleParameters): Promise<AccountScanResult> {
  const { iam, directory, privileges, summary, log } = session.account();
  const bar = session.progress('user', 'listing users...');
  let listed = 0;
  const seen = await scanAccount({
    directory,
    ruleParameters,
    now: session.now,
    // The scan's own failures say what is wrong with the credentials; the account's id is only a label.
    account: () =>
      session.caller().then(
        ({ accountId }) => accountId,
        () => null,
      ),
    privileges,
    log,
    progress: {
      ...bar,
      start: (total) => {
        listed = total;
        bar.start(total);
      },
    },
  });
  const result = { ...seen, scan: { ...seen.scan, ...(await session.madeBy(iam)) } };
  // If no user could be listed, there is nothing to name or to count.
  return listed === 0 ? result : withAccountFacts(result, ruleParameters, listed, summary);
}

/** With the account's alias and IAM's own count of users, and what the labels of privileges leave out. */
export async function withAccountFacts(
  result: AccountScanResult,
  { rankPrivileges }: RuleParameters,
  listed: number,
  summary: IamAccountSummary,
): Promise<AccountScanResult> {
  const [alias, counted] = await Promise.all([summary.alias(), summary.users()]);
  const accountName = alias ?? null;
  const { scan } = result;
  const notes = [...(scan.notes ?? []), ...(rankPrivileges ? [privilegeLimits] : [])];
  return {
    ...result,
    scan: {
      ...scan,
      accountName,
      findings: scan.findings.map((finding) => ({ ...finding, accountName })),
      ...(counted === undefined ? {} : { completeness: { counted, listed } }),
      ...(notes.length === 0 ? {} : { notes }),
    },
  };
}
