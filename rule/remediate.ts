import { noCalls } from './aws/clients/call-meter';
import { configClient, iamClient } from './aws/clients/clients';
import { onceIamClient } from './aws/clients/once-clients';
import { ConfigRules } from './aws/config/config-rules';
import { IamApi } from './aws/iam/iam-api';
import { IamGroups } from './aws/iam/iam-groups';
import { IamWriter } from './aws/iam/iam-writer';
import { deadline, remainingMilliseconds } from './aws/lambda/deadline';
import { EntryLog } from './aws/lambda/entry-log';
import { settingsOf } from './remediation/door-settings';
import type { RemediationOutcome } from './remediation/ports';
import { remediate } from './remediation/remediate';
import { Directory } from './run/directory';

/** Where Lambda says nothing of the time, the writes end all the same. */
const millisecondsWithoutDeadline = 15_000;

/**
 * The Lambda behind the runbooks: `{ action, resourceId, ruleName }` -> what was done, in a sentence. It rejects where the
 * step could not be decided or taken, so that the automation shows a failure. Its log is the audit of every change.
 */
export async function handler(event: unknown, context?: unknown): Promise<RemediationOutcome> {
  const remaining = remainingMilliseconds(context);
  const { reading, posting } = deadline(remaining);
  const writing = remaining === undefined ? AbortSignal.timeout(millisecondsWithoutDeadline) : posting;
  const calls = noCalls();
  const log = new EntryLog(calls);
  const iam = iamClient(process.env, calls);
  try {
    const outcome = await remediate(
      event,
      {
        directory: new Directory({ iam: new IamApi(iam, reading), log }),
        rules: new ConfigRules({ client: configClient(process.env, calls), signal: reading }),
        groups: new IamGroups(iam, reading),
        iam: new IamWriter({ reader: iam, writer: onceIamClient(calls), signal: writing }),
        clock: { now: () => new Date() },
      },
      settingsOf(process.env),
    );
    log.summary('remediate', outcome);
    return outcome;
  } catch (error) {
    log.failure(error);
    throw error;
  }
}
