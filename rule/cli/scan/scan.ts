import { CloudTrailSignIns, cloudTrailClient } from '../../aws/cloudtrail';
import type { AccountScan } from '../../findings/account-scan';
import { differenceOf, type KnownState } from '../../findings/difference';
import { stateOfScan } from '../../findings/known-state';
import { subjectOfScan } from '../../findings/report-subject';
import { withIdsOf } from '../../findings/without-ids';
import { renderScanSummary } from '../../protocol/scan-summary';
import { scanReports } from '../../report/formats';
import { paragraph } from '../../report/table/scan-table';
import { completenessText } from '../../report/words/scan-words';
import { IncompleteRunError } from '../../run/failures';
import type { AccountScanResult } from './account-scan';
import {
  exitCodeBy,
  readBaseline,
  refuseOtherBaseline,
  type Baseline,
  type BaselineFlags,
} from '../flags/baseline';
import { connectionOf } from '../connection';
import { refuseBadCredentials, type ConnectionFlags } from '../flags/connection';
import { outputsOf, type FormatFlags } from '../flags/format';
import { remarks, timeLimit, type GeneralFlags } from '../flags/general';
import { ruleParametersOfFlags } from '../flags/rule-parameters';
import { unusable, UsageError, widthOf, type CliIo } from '../terminal/io';
import { writeReports } from '../terminal/output';
import { say } from '../terminal/say';
import { readLive } from './read-live';
import { fetching, fetchReport, readReport, refuseWhatNoReportTells } from './read-report';
import { globalSignInRegions, readSignIns } from './sign-ins';

export interface ScanFlags extends ConnectionFlags, FormatFlags, GeneralFlags, BaselineFlags {
  readonly credentialReport?: string;
  readonly signIns?: number;
  readonly signInRegions?: string;
  readonly signInLimit: number;
}

export async function scan(flags: ScanFlags, io: CliIo): Promise<void> {
  const outputs = outputsOf(flags);
  const baseline = readBaseline(flags, 'scan');
  const signInRegions = signInRegionsOf(flags);
  const now = new Date();
  const signal = timeLimit(flags);
  const { scan: read, tally, problems } = await readAll(flags, now, signal, io);
  if (read.findings.length === 0) refuseBadCredentials(read.unreadable[0]);
  if (baseline !== undefined) refuseOtherBaseline(baseline, read.account);
  const seen = await withSignIns(read, flags, signInRegions, now, signal, io);
  const scan: AccountScan =
    baseline === undefined
      ? seen
      : { ...seen, difference: differenceOf(asKnownBy(baseline, seen), stateOfScan(seen)) };

  writeReports(scan, scanReports, outputs, flags, io, subjectOfScan);
  if (outputs.stdout === 'table')
    io.stdout.write(
      `\n${paragraph(renderScanSummary(tally.scanSummary(problems)), { columns: widthOf(io) })}`,
    );
  const doubt = completenessText(scan);
  if (doubt !== undefined && outputs.stdout !== 'table') say(io, doubt);
  // The table shows it; of the other formats, some have no place for it.
  if (flags.credentialReport !== undefined && outputs.stdout !== 'table')
    for (const note of (scan.notes ?? []).slice(0, 1)) remarks(io, flags)(note);
  if (problems.length > 0) say(io, `Scan incomplete: ${new IncompleteRunError(problems).message}`);
  const code = problems.length > 0 ? 3 : tally.nonCompliant > 0 ? 1 : 0;
  io.exit(exitCodeBy(code, flags, scan.difference));
}

const asKnownBy = (baseline: Baseline, { findings }: AccountScan): KnownState => ({
  at: baseline.at,
  open: withIdsOf(baseline.open, findings),
  exempt: withIdsOf(baseline.exempt, findings),
  knows: () => true,
});

/** IAM live, or a credential report in its place. */
function readAll(flags: ScanFlags, now: Date, signal: AbortSignal, io: CliIo): Promise<AccountScanResult> {
  const ruleParameters = ruleParametersOfFlags({ ...flags });
  const { credentialReport, signIns } = flags;
  if (credentialReport === undefined) return readLive(flags, ruleParameters, now, signal, io);
  if (credentialReport === fetching) return fetchReport(flags, ruleParameters, now, signal, io);
  refuseWhatNoReportTells(ruleParameters, signIns !== undefined);
  return readReport(credentialReport, ruleParameters, now);
}

/** The regions of the global endpoint and those that were named. @throws UsageError */
function signInRegionsOf({ signIns, signInRegions }: ScanFlags): readonly string[] {
  const named = signInRegions === undefined ? [] : signInRegions.split(',').map((region) => region.trim());
  const bad = named.filter((region) => !/^[a-z]{2,5}(-[a-z]+)+-\d$/.test(region));
  if (bad.length > 0) throw unusable('--sign-in-regions', bad.join(', '), 'regions like eu-central-1');
  if (signIns === undefined && named.length > 0)
    throw new UsageError('--sign-in-regions needs --sign-ins beside it, like --sign-ins 30.');
  return named;
}

async function withSignIns(
  scan: AccountScan,
  flags: ScanFlags,
  named: readonly string[],
  now: Date,
  signal: AbortSignal,
  io: CliIo,
): Promise<AccountScan> {
  if (flags.signIns === undefined) return scan;
  const connection = connectionOf(flags, io);
  const open = scan.findings.filter(({ verdict }) => verdict === 'NON_COMPLIANT');
  const partition = /^arn:([\w-]+):/.exec(scan.findings[0]?.arn ?? '')?.[1] ?? 'aws';
  const regions = partition === 'aws' ? globalSignInRegions : [iamRegions[partition] ?? 'us-east-1'];
  const { latest, notes } = await readSignIns(open, {
    days: flags.signIns,
    regions: [...new Set([...regions, ...named])],
    now,
    limit: flags.signInLimit,
    pagesOf: (region, since, until) =>
      new CloudTrailSignIns(cloudTrailClient({ ...connection, region }), signal).pages(since, until),
  });
  return {
    ...scan,
    findings: scan.findings.map((finding) =>
      finding.verdict === 'NON_COMPLIANT'
        ? { ...finding, signIn: latest.get(finding.userId) ?? null }
        : finding,
    ),
    notes: [...(scan.notes ?? []), ...notes],
  };
}

const iamRegions: Readonly<Record<string, string>> = {
  'aws-cn': 'cn-north-1',
  'aws-us-gov': 'us-gov-west-1',
  'aws-eusc': 'eusc-de-east-1',
};
