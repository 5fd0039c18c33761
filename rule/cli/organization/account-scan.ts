import { assumeRole, roleArn, type Caller } from '../../aws/sts';
import { Gates } from '../../aws/clients/gate';
import type { Connection } from '../../aws/clients/settings';
import type { RuleParameters } from '../../core/rule-parameters';
import type { LiveScan, OrgScanOptions } from '../../organization/from-live-scan';
import type { Log } from '../../run/ports';
import type { ReadPolicy } from '../../run/privileges';
import { liveAccount } from '../live-account';
import { scanAccount } from '../scan/account-scan';
import type { Session } from '../session';
import { within } from '../../run/time-limit';

export interface AccountScannerOptions {
  readonly session: Pick<Session, 'connection' | 'stsClient' | 'signal' | 'now' | 'log'>;
  readonly caller: Caller;
  readonly roleName: string;
  readonly externalId: string | undefined;
  readonly ruleParameters: RuleParameters;
  /** A slow account hides no other: milliseconds; 0 is no limit. */
  readonly accountTimeout: number;
}

/**
 * Scans one account: the caller's own with the caller's credentials, any other through the role in it. IAM may count what is done
 * in a role against the account that assumed it, so all accounts share one pace. The clients are some of many with the same
 * connections, so they are not destroyed.
 */
export function accountScanner(options: AccountScannerOptions): OrgScanOptions['scan'] {
  const { session, caller, roleName, externalId, ruleParameters, accountTimeout } = options;
  const { now } = session;
  const connection = { ...session.connection, sharedGates: new Gates(undefined, session.connection.clock) };
  const awsManaged = new Map<string, ReadPolicy>();

  const scanWith = async (theirs: Connection, accountId: string, signal: AbortSignal): Promise<LiveScan> => {
    const log: Pick<Log, 'warn'> = {
      warn: (text, details) => session.log.warn(`${accountId}: ${text}`, details),
    };
    const { scan, tally, problems } = await scanAccount({
      ...liveAccount(theirs, signal, log, awsManaged),
      ruleParameters,
      now,
      account: () => Promise.resolve(accountId),
    });
    return { scannedAt: now, summary: tally.scanSummary(problems), problems, findings: scan.findings };
  };

  return ({ accountId }) =>
    within(session.signal, accountTimeout, async (signal) => {
      if (accountId === caller.accountId) return scanWith(connection, accountId, signal);
      const role = roleArn({ ...caller, accountId }, roleName);
      const assumed = await assumeRole(session.stsClient, role, externalId, signal);
      if ('failure' in assumed) return { notAssumed: assumed.failure, role };
      return scanWith({ ...connection, credentials: assumed.credentials }, accountId, signal);
    });
}
