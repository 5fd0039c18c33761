import { duringInvocation, noCalls } from '../aws/clients/call-scope';
import { configClient } from '../aws/clients/config-client';
import { iamClient } from '../aws/clients/iam-client';
import type { Connection } from '../aws/clients/settings';
import { loadSecurityHub, securityHubClient } from '../aws/clients/security-hub-client';
import { ConfigLedger } from '../aws/config/config-ledger';
import { deadline, remainingMilliseconds, type Deadline } from '../aws/lambda/deadline';
import { IamAuthorizationDetails } from '../aws/iam/authorization-details';
import { IamApi } from '../aws/iam/iam-api';
import { accountOfFunction } from '../aws/lambda/invoked-function';
import { LambdaLog } from '../aws/lambda/lambda-log';
import { SecurityHubAdapter } from '../aws/security-hub';
import { areEnforcement } from '../enforcement/is-enforcement';
import { Directory } from '../run/directory';
import type { FindingsChannel } from '../run/findings-channel';
import { readPrivileges, type ReadPolicy } from '../run/privileges';
import { run } from '../run/run';
import { timeLimit } from '../run/time-limit';
import { SecurityHubPublisher } from '../security-hub/publish';

/** Clients live as long as the process: a warm function that makes new ones leaks connections until it has none left. */
export function createHandler(
  connection: Connection = {},
): (event: unknown, context?: unknown) => Promise<void> {
  const iam = iamClient(connection);
  const config = configClient(connection);
  const channel = findingsChannel();
  // AWS's own policies are the same everywhere and change rarely.
  const awsManaged = new Map<string, ReadPolicy>();
  return async (event, context) => {
    const limit = deadline(remainingMilliseconds(context));
    const { reading, posting, patienceMilliseconds } = limit;
    const calls = noCalls();
    const log = new LambdaLog(calls, process.env['METRICS']);
    const details = new IamAuthorizationDetails({ client: iam, signal: reading, awsManaged });
    try {
      await duringInvocation(calls, async () =>
        run(event, {
          directory: new Directory({ iam: new IamApi(iam, reading, patienceMilliseconds), log }),
          privileges: () => readPrivileges(details, areEnforcement),
          ledger: new ConfigLedger({ client: config, reading, posting, patienceMilliseconds }),
          clock: { now: () => new Date() },
          log,
          optionalMilliseconds: () => limit.halfOf('reading'),
          accountId: accountOfFunction(context),
          publishingRule: process.env['CONFIG_RULE_NAME'] || undefined,
          ...(await channel(log, limit)),
        }),
      );
    } catch (error) {
      log.failure(error);
      throw error;
    } finally {
      limit.end();
    }
  };
}

/** The Lambda that AWS Config invokes. It rejects on failure: a returned error object looks like success to Config. */
export const handler = createHandler();

/** Findings of our own go to Security Hub where the function's SECURITY_HUB_FINDINGS is `true`. */
function findingsChannel(): (log: LambdaLog, limit: Deadline) => Promise<{ findings?: FindingsChannel }> {
  const connect = async () => {
    const sdk = await loadSecurityHub();
    return { sdk, client: securityHubClient(sdk) };
  };
  let connecting: ReturnType<typeof connect> | undefined;
  return async (log, { posting, halfOf }) => {
    if (process.env['SECURITY_HUB_FINDINGS'] !== 'true') return {};
    const { sdk, client } = await (connecting ??= connect());
    let sending: AbortSignal | undefined;
    const hub = new SecurityHubAdapter({
      sdk,
      client,
      // From its first call on, when all users are read and posted.
      signal: () => (sending ??= timeLimit(halfOf('posting'), posting).signal),
    });
    return { findings: new SecurityHubPublisher({ hub, log }) };
  };
}
