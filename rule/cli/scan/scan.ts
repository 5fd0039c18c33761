import type { AccountScan } from '../../findings/account-scan';
import { differenceOf, type KnownState } from '../../findings/difference';
import { stateOfScan } from '../../findings/known-state';
import { subjectOfScan } from '../../findings/report-subject';
import { withIdsOf } from '../../findings/without-ids';
import type { RuleParameters } from '../../core/rule-parameters';
import { renderScanSummary } from '../../protocol/scan-summary';
import { scanReports } from '../../report/formats';
import { paragraph } from '../../report/table/paragraph';
import { completenessText } from '../../report/words/scan-words';
import {
  exitCodeBy,
  readBaseline,
  refuseOtherBaseline,
  type Baseline,
  type BaselineFlags,
} from '../flags/baseline';
import { refuseBadCredentials } from '../flags/connection';
import { incompleteText } from '../flags/print-policy';
import { outputsOf, type FormatFlags } from '../flags/format';
import { ruleParametersOfFlags } from '../flags/rule-parameters';
import { inSession, type Session, type SessionFlags } from '../session';
import { widthOf, type CliIo, type ExitCode } from '../terminal/io';
import { writeReports, type Outputs } from '../terminal/output';
import { say } from '../terminal/say';
import type { AccountScanResult } from './account-scan';
import { readLive } from './read-live';
import { fetching, fetchReport, readReport, refuseWhatNoReportTells } from './read-report';
import { askedSignIns, withSignIns, type AskedSignIns, type SignInFlags } from './sign-ins-of-scan';

export interface ScanFlags extends SessionFlags, FormatFlags, BaselineFlags, SignInFlags {
  readonly credentialReport?: string;
}

/** The task that the flags describe, each part checked before anything is asked of AWS. */
interface ScanTask {
  readonly ruleParameters: RuleParameters;
  readonly outputs: Outputs;
  readonly baseline: Baseline | undefined;
  readonly failOn: BaselineFlags['failOn'];
  readonly signIns: AskedSignIns | undefined;
  readonly credentialReport: string | undefined;
}

/** @throws UsageError, InvalidParametersError */
const taskOf = (flags: ScanFlags): ScanTask => ({
  outputs: outputsOf(flags),
  baseline: readBaseline(flags, 'scan'),
  signIns: askedSignIns(flags),
  ruleParameters: ruleParametersOfFlags({ ...flags }),
  failOn: flags.failOn,
  credentialReport: flags.credentialReport,
});

export async function scan(flags: ScanFlags, io: CliIo): Promise<void> {
  const task = taskOf(flags);
  io.exit(await inSession(flags, io, (session) => work(task, session), { showsWhatWasRead: true }));
}

async function work(task: ScanTask, session: Session): Promise<ExitCode> {
  const result = await readAll(task, session);
  const { scan: read, tally, problems } = result;
  if (read.findings.length === 0) refuseBadCredentials(read.unreadable[0]);
  if (task.baseline !== undefined) refuseOtherBaseline(task.baseline, read.account);
  const seen = task.signIns === undefined ? read : await withSignIns(read, task.signIns, session);
  const found = comparedWith(task.baseline, seen);
  show(task, { ...result, scan: found }, session);
  const code = problems.length > 0 ? 3 : tally.nonCompliant > 0 ? 1 : 0;
  return exitCodeBy(code, task.failOn, found.difference);
}

/** IAM live, or a credential report in its place. */
async function readAll(task: ScanTask, session: Session): Promise<AccountScanResult> {
  const { credentialReport, ruleParameters } = task;
  if (credentialReport === undefined || credentialReport === fetching) {
    await session.announce(ruleParameters);
    return credentialReport === undefined
      ? readLive(session, ruleParameters)
      : fetchReport(session, ruleParameters);
  }
  refuseWhatNoReportTells(ruleParameters, task.signIns !== undefined);
  return readReport(credentialReport, ruleParameters, session.now);
}

function comparedWith(baseline: Baseline | undefined, seen: AccountScan): AccountScan {
  if (baseline === undefined) return seen;
  const known: KnownState = {
    ...baseline,
    open: withIdsOf(baseline.open, seen.findings),
    exempt: withIdsOf(baseline.exempt, seen.findings),
    users: withIdsOf(baseline.users, seen.findings),
    knows: () => true,
  };
  return { ...seen, difference: differenceOf(known, stateOfScan(seen)) };
}

function show(
  { outputs, credentialReport }: ScanTask,
  { scan: found, tally, problems }: AccountScanResult,
  { io, remark }: Session,
): void {
  writeReports(found, scanReports, outputs, io, subjectOfScan);
  if (outputs.stdout === 'table')
    io.stdout.write(
      `\n${paragraph(renderScanSummary(tally.scanSummary(problems)), { columns: widthOf(io) })}`,
    );
  const doubt = completenessText(found);
  if (doubt !== undefined && outputs.stdout !== 'table') say(io, doubt);
  // The table shows it; of the other formats, some have no place for it.
  if (credentialReport !== undefined && outputs.stdout !== 'table')
    for (const note of (found.notes ?? []).slice(0, 1)) remark(note);
  if (problems.length > 0) say(io, incompleteText(problems, 'scan', io));
}
