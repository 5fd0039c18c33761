import { IamCredentialReport } from '../../aws/iam/credential-report';
import type { RuleParameters } from '../../core/rule-parameters';
import {
  CredentialReportError,
  newestTimeIn,
  parseCredentialReport,
  type CredentialReport,
} from '../../credential-report/parse-report';
import { ReportQuestions } from '../../credential-report/report-questions';
import type { Finding } from '../../findings/finding';
import { hasNoId } from '../../findings/without-ids';
import { Directory } from '../../run/directory';
import { ReadFailedError } from '../../run/failures';
import { scanAccount, type AccountScanOptions, type AccountScanResult } from './account-scan';
import { flagOfParameter } from '../flags/rule-parameters';
import type { Session } from '../session';
import { UsageError } from '../terminal/io';
import { ConfirmingDirectory } from './confirming-directory';
import { withAccountFacts } from './read-live';
import { fetchedSource, readReportSource, type ReportSource } from './report-source';
import { sourceNote } from './source-note';

export const fetching = 'fetch';

/** Facts that a report lacks must not look as if they were in it. @throws UsageError */
export function refuseWhatNoReportTells(parameters: RuleParameters, signIns: boolean): void {
  const flag = (name: keyof RuleParameters): string => flagOfParameter(name) ?? name;
  const lacking = [
    ...(parameters.requiredMfa === 'any' ? [] : [`the kinds of MFA devices (${flag('requiredMfa')})`]),
    ...(parameters.exemptTagKey === undefined ? [] : [`tags (${flag('exemptTagKey')})`]),
    ...(parameters.ownerTagKey === undefined ? [] : [`tags (${flag('ownerTagKey')})`]),
    ...(parameters.rankPrivileges ? [`privileges (${flag('rankPrivileges')})`] : []),
    ...(signIns ? ['ids of users (--sign-ins)'] : []),
  ];
  if (lacking.length > 0)
    throw new UsageError(
      `a credential report does not tell ${lacking.join(', ')}; use --credential-report ${fetching}, or scan without it.`,
    );
}

/** A report in a file or on stdin: AWS is not asked. */
export async function readReport(
  place: string,
  ruleParameters: RuleParameters,
  now: Date,
): Promise<AccountScanResult> {
  const source = readReportSource(place);
  const report = parsed(source, place);
  return scanReport(source, report, ruleParameters, { directory: offline(report, ruleParameters, now), now });
}

/** A report that IAM makes now, or has made in the last four hours. Who would have to act is read live, and that decides. */
export async function fetchReport(
  session: Session,
  ruleParameters: RuleParameters,
): Promise<AccountScanResult> {
  const { now, signal } = session;
  const live = session.account();
  const bar = session.progress('user', 'waiting for the credential report...');
  try {
    const source = fetchedSource(await new IamCredentialReport(live.iam, signal).fetch());
    const report = parsed(source, fetching);
    const directory = new ConfirmingDirectory(
      offline(report, ruleParameters, now),
      live.directory,
      ruleParameters,
    );
    const result = await scanReport(source, report, ruleParameters, {
      directory,
      now,
      privileges: live.privileges,
      log: live.log,
      progress: bar,
    });
    const listed = report.users.length + report.unusable.length;
    const seen = { ...result, scan: { ...result.scan, ...(await session.madeBy(live.iam)) } };
    return await withAccountFacts(seen, ruleParameters, listed, live.summary);
  } finally {
    bar.stop();
  }
}

const offline = (report: CredentialReport, { gracePeriodHours }: RuleParameters, now: Date): Directory =>
  new Directory({
    iam: new ReportQuestions(report, gracePeriodHours, now),
    log: { warn: () => undefined },
  });

/** @throws UsageError */
function parsed({ content }: ReportSource, place: string): CredentialReport {
  try {
    return parseCredentialReport(content);
  } catch (error) {
    if (!(error instanceof CredentialReportError)) throw error;
    if (place === fetching)
      throw new ReadFailedError({
        api: 'iam:GetCredentialReport',
        error: 'MalformedResponse',
        detail: error.message,
      });
    throw new UsageError(`--credential-report ${place} is no credential report: ${error.message}`);
  }
}

async function scanReport(
  source: ReportSource,
  report: CredentialReport,
  ruleParameters: RuleParameters,
  options: Omit<AccountScanOptions, 'ruleParameters' | 'account'>,
): Promise<AccountScanResult> {
  const told = { ...ruleParameters, exemptTagKey: undefined, ownerTagKey: undefined };
  const result = await scanAccount({
    ...options,
    ruleParameters: told,
    account: () => Promise.resolve(report.accountId),
  });
  const notes = [sourceNote(source, newestTimeIn(report), options.now)];
  const findings = result.scan.findings.map(asTold);
  const scan = {
    ...result.scan,
    source: 'credential-report' as const,
    parameters: ruleParameters,
    notes,
    findings,
  };
  return { ...result, scan };
}

/** A report says neither when a login profile was made nor which devices a user has. */
function asTold(finding: Finding): Finding {
  if (!hasNoId(finding)) return finding;
  const mfaRead = finding.mfaKinds.length > 0 ? 'not-asked' : finding.mfaRead;
  return { ...finding, passwordCreatedAt: null, mfaRead };
}
