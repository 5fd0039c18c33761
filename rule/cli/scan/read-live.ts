import type { IAMClient } from '@aws-sdk/client-iam';
import { iamClient } from '../../aws/clients/iam-client';
import { stsClient } from '../../aws/sts';
import { IamAccountSummary } from '../../aws/iam/account-summary';
import { IamAuthorizationDetails } from '../../aws/iam/authorization-details';
import { IamApi } from '../../aws/iam/iam-api';
import { privilegeLimits } from '../../core/privileges';
import type { RuleParameters } from '../../core/rule-parameters';
import { isEnforcement } from '../../enforcement/is-enforcement';
import { Directory } from '../../run/directory';
import { readPrivileges, type PrivilegesReader } from '../../run/privileges';
import { callerAccount, scanAccount, type AccountScanOptions, type AccountScanResult } from './account-scan';
import { connectionOf } from '../connection';
import type { ConnectionFlags } from '../flags/connection';
import { remarks, type GeneralFlags } from '../flags/general';
import type { CliIo } from '../terminal/io';
import { progress } from '../terminal/progress';

export type ReadingFlags = ConnectionFlags & GeneralFlags;

/** What reads IAM for a command. */
export interface LiveAccount {
  readonly iam: IAMClient;
  readonly directory: Directory;
  readonly privileges: PrivilegesReader;
  readonly log: NonNullable<AccountScanOptions['log']>;
}

export function liveAccount(flags: ReadingFlags, signal: AbortSignal, io: CliIo): LiveAccount {
  const say = remarks(io, flags);
  const log = {
    warn: (message: string, details: object): void => say(`${message} ${JSON.stringify(details)}`),
  };
  const iam = iamClient(connectionOf(flags, io));
  const details = new IamAuthorizationDetails({ client: iam, signal, awsManaged: new Map() });
  return {
    iam,
    log,
    directory: new Directory({ iam: new IamApi(iam, signal), log }),
    privileges: () => readPrivileges(details, isEnforcement),
  };
}

/** The account as IAM says it is now, with its alias and IAM's own count of users. */
export async function readLive(
  flags: ReadingFlags,
  ruleParameters: RuleParameters,
  now: Date,
  signal: AbortSignal,
  io: CliIo,
): Promise<AccountScanResult> {
  const { iam, directory, privileges, log } = liveAccount(flags, signal, io);
  const bar = progress(io, flags, 'user', 'listing users...');
  let listed = 0;
  const result = await scanAccount({
    directory,
    ruleParameters,
    now,
    account: () => callerAccount(stsClient(connectionOf(flags, io))),
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
  // Where no user could be listed, there is nothing to name or to count.
  if (listed === 0) return result;
  return withAccountFacts(result, ruleParameters, listed, new IamAccountSummary(iam, signal));
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
