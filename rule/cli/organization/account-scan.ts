import type { IAMClient } from '@aws-sdk/client-iam';
import type { STSClient } from '@aws-sdk/client-sts';
import { assumeRole, roleArn, type Caller } from '../../aws/sts';
import { Gates } from '../../aws/clients/gate';
import { iamClient } from '../../aws/clients/iam-client';
import type { Connection } from '../../aws/clients/settings';
import { IamAuthorizationDetails } from '../../aws/iam/authorization-details';
import { IamApi } from '../../aws/iam/iam-api';
import { isEnforcement } from '../../enforcement/is-enforcement';
import { readPrivileges, type ReadPolicy } from '../../run/privileges';
import { Directory } from '../../run/directory';
import type { RuleParameters } from '../../core/rule-parameters';
import type { Member } from '../../organization/members';
import type { LiveScan, OrgScanOptions } from '../../organization/from-live-scan';
import { scanAccount } from '../scan/account-scan';
import { within } from '../time-limit';

export interface AccountScannerOptions {
  readonly connection: Connection;
  readonly sts: STSClient;
  readonly caller: Caller;
  readonly roleName: string;
  readonly externalId: string | undefined;
  readonly ruleParameters: RuleParameters;
  readonly now: Date;
  readonly signal: AbortSignal;
  /** A slow account hides no other; 0 is no limit. */
  readonly accountMilliseconds: number;
  readonly warn: (text: string) => void;
}

/**
 * Scans one account: the caller's own with the caller's credentials, any other through the role in it. IAM may count what is done
 * in a role against the account that assumed it, so all accounts share one pace.
 */
export function accountScanner(options: AccountScannerOptions): OrgScanOptions['scan'] {
  const { sts, caller, accountMilliseconds } = options;
  const { clock } = options.connection;
  const connection = { ...options.connection, sharedGates: new Gates(undefined, clock) };
  return (member) =>
    within(options.signal, accountMilliseconds, async (signal) => {
      if (member.accountId === caller.accountId)
        return scanWith(iamClient(connection), member, { ...options, signal });
      const role = roleArn({ ...caller, accountId: member.accountId }, options.roleName);
      const assumed = await assumeRole(sts, role, options.externalId, signal);
      if ('failure' in assumed) return { notAssumed: assumed.failure, role };
      const client = iamClient({ ...connection, credentials: assumed.credentials });
      return scanWith(client, member, { ...options, signal });
    });
}

/** AWS's own policies are the same in every account. */
const awsManaged = new Map<string, ReadPolicy>();

/** The client is one of many with the same connections, so it is not destroyed. */
async function scanWith(
  client: IAMClient,
  { accountId }: Member,
  { ruleParameters, now, signal, warn }: AccountScannerOptions,
): Promise<LiveScan> {
  const log = {
    warn: (text: string, details: object): void => warn(`${accountId}: ${text} ${JSON.stringify(details)}`),
  };
  const details = new IamAuthorizationDetails({ client, signal, awsManaged });
  const { scan, tally, problems } = await scanAccount({
    directory: new Directory({ iam: new IamApi(client, signal), log }),
    privileges: () => readPrivileges(details, isEnforcement),
    log,
    ruleParameters,
    now,
    account: () => Promise.resolve(accountId),
  });
  return { scannedAt: now, summary: tally.scanSummary(problems), problems, findings: scan.findings };
}
