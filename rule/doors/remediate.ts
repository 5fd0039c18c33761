import { duringInvocation, noCalls } from '../aws/clients/call-scope';
import { iamClient, onceIamClient } from '../aws/clients/iam-client';
import { IamApi } from '../aws/iam/iam-api';
import { IamGroups } from '../aws/iam/iam-groups';
import { IamWriter } from '../aws/iam/iam-writer';
import { deadline, remainingMilliseconds } from '../aws/lambda/deadline';
import { EntryLog } from '../aws/lambda/entry-log';
import { settingsOf } from '../remediation/door-settings';
import type { RemediationOutcome, RemediationPorts } from '../remediation/ports';
import { remediate } from '../remediation/remediate';
import { Directory } from '../run/directory';

/** The time limit of an invocation if Lambda gives none. */
const millisecondsWithoutDeadline = 15_000;

/** Its clients live as long as the process. Config's is loaded when a rule is asked for: it is 70 % of the import. */
export function createHandler(): (event: unknown, context?: unknown) => Promise<RemediationOutcome> {
  const iam = iamClient();
  const writer = onceIamClient();
  let loading: ReturnType<typeof loadRules> | undefined;
  return async (event, context) => {
    const { reading, posting, patienceMilliseconds, end } = deadline(
      remainingMilliseconds(context) ?? millisecondsWithoutDeadline,
    );
    const calls = noCalls();
    const log = new EntryLog(calls);
    const ports: RemediationPorts = {
      directory: new Directory({ iam: new IamApi(iam, reading, patienceMilliseconds), log }),
      rules: { all: async () => (await (loading ??= loadRules()))(reading).all() },
      groups: new IamGroups(iam, reading),
      iam: new IamWriter({ reader: iam, writer, signal: posting }),
      clock: { now: () => new Date() },
    };
    try {
      const outcome = await duringInvocation(calls, () => remediate(event, ports, settingsOf(process.env)));
      log.invocation('remediate', outcome);
      return outcome;
    } catch (error) {
      log.failure(error);
      throw error;
    } finally {
      end();
    }
  };
}

async function loadRules(): Promise<(signal: AbortSignal) => RemediationPorts['rules']> {
  const { configClient } = await import('../aws/clients/config-client.js');
  const { ConfigRules } = await import('../aws/config/config-rules.js');
  const client = configClient();
  return (signal) => new ConfigRules({ client, signal });
}

/**
 * The Lambda behind the runbooks: `{ action, resourceId, ruleName }` -> what was done, in a sentence. It rejects where the
 * step could not be decided or taken, so that the automation shows a failure. Its log is the audit of every change.
 */
export const handler = createHandler();
