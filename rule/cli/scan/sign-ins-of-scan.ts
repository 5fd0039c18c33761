import { CloudTrailSignIns, cloudTrailClient } from '../../aws/cloudtrail';
import { partitionOfArn } from '../../core/partition';
import type { AccountScan } from '../../findings/account-scan';
import type { Session } from '../session';
import { unusable, UsageError } from '../terminal/io';
import { readSignIns, signInRegionsIn } from './sign-ins';

export interface SignInFlags {
  readonly signIns?: number;
  readonly signInRegions?: string;
  /** Milliseconds for each region. */
  readonly signInLimit: number;
}

export interface AskedSignIns {
  readonly days: number;
  readonly regions: readonly string[];
  readonly limit: number;
}

/** The regions that were named; those of the global endpoint are always read. @throws UsageError */
export function askedSignIns({ signIns, signInRegions, signInLimit }: SignInFlags): AskedSignIns | undefined {
  const regions = signInRegions === undefined ? [] : signInRegions.split(',').map((region) => region.trim());
  const bad = regions.filter((region) => !/^[a-z]{2,5}(-[a-z]+)+-\d$/.test(region));
  if (bad.length > 0) throw unusable('--sign-in-regions', bad.join(', '), 'regions like eu-central-1');
  if (signIns !== undefined) return { days: signIns, regions, limit: signInLimit };
  if (regions.length > 0)
    throw new UsageError('--sign-in-regions needs --sign-ins beside it, like --sign-ins 30.');
  return undefined;
}

/** The scan with the latest sign-in of each user who must act. */
export async function withSignIns(
  scan: AccountScan,
  { days, regions: named, limit }: AskedSignIns,
  { connection, now, signal }: Session,
): Promise<AccountScan> {
  const open = scan.findings.filter(({ verdict }) => verdict === 'NON_COMPLIANT');
  const regions = signInRegionsIn(partitionOfArn(...scan.findings.map(({ arn }) => arn)));
  const read = await readSignIns(open, {
    days,
    regions: [...new Set([...regions, ...named])],
    now,
    limit,
    signal,
    pagesIn: (region, limited) => {
      const signIns = new CloudTrailSignIns(cloudTrailClient({ ...connection, region }), limited);
      return (...of) => signIns.pages(...of);
    },
  });
  return {
    ...scan,
    findings: scan.findings.map((finding) =>
      finding.verdict === 'NON_COMPLIANT' ? { ...finding, ...read.of(finding.userId) } : finding,
    ),
    notes: [...(scan.notes ?? []), ...read.notes],
    signIns: read.regions,
  };
}
