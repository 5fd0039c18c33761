import { noCalls, type Calls } from './aws/clients/call-meter';
import { configClient, iamClient } from './aws/clients/clients';
import { loadSecurityHub, securityHubClient } from './aws/clients/security-hub-client';
import { ConfigLedger } from './aws/config/config-ledger';
import { deadline, remainingMilliseconds } from './aws/lambda/deadline';
import { IamAuthorizationDetails } from './aws/iam/authorization-details';
import { IamApi } from './aws/iam/iam-api';
import { LambdaLog } from './aws/lambda/lambda-log';
import { SecurityHubAdapter } from './aws/security-hub';
import { isEnforcement } from './enforcement/is-enforcement';
import { Directory } from './run/directory';
import type { FindingsChannel } from './run/findings-channel';
import { readPrivileges, type ReadPolicy } from './run/privileges';
import { run } from './run/run';
import { SecurityHubPublisher } from './security-hub/publish';

/** AWS's own policies are the same everywhere and change rarely: what was read of them outlives the invocation. */
const awsManaged = new Map<string, ReadPolicy>();

/** The Lambda that AWS Config invokes. It rejects on failure: a returned error object looks like success to Config. */
export async function handler(event: unknown, context?: unknown): Promise<void> {
  const { reading, posting } = deadline(remainingMilliseconds(context));
  const calls = noCalls();
  const log = new LambdaLog(calls);
  const iam = iamClient(process.env, calls);
  const details = new IamAuthorizationDetails({ client: iam, signal: reading, awsManaged });
  try {
    await run(event, {
      directory: new Directory({ iam: new IamApi(iam, reading), log }),
      privileges: () => readPrivileges(details, isEnforcement),
      ledger: new ConfigLedger({ client: configClient(process.env, calls), reading, posting }),
      clock: { now: () => new Date() },
      log,
      ...(await findings(calls, log, posting)),
    });
  } catch (error) {
    log.failure(error);
    throw error;
  }
}

/** Findings of our own go to Security Hub where the function's SECURITY_HUB_FINDINGS is `true`. */
async function findings(
  calls: Calls,
  log: LambdaLog,
  signal: AbortSignal,
): Promise<{ readonly findings?: FindingsChannel }> {
  if (process.env['SECURITY_HUB_FINDINGS'] !== 'true') return {};
  const sdk = await loadSecurityHub();
  const client = securityHubClient(sdk, process.env, calls);
  return {
    findings: new SecurityHubPublisher({ hub: new SecurityHubAdapter({ sdk, client, signal }), log }),
  };
}
