import { noCalls } from './aws/clients/call-meter';
import { configClient, iamClient } from './aws/clients/clients';
import { ConfigRules } from './aws/config/config-rules';
import { deadline, remainingMilliseconds } from './aws/lambda/deadline';
import { EntryLog } from './aws/lambda/entry-log';
import { IamApi } from './aws/iam/iam-api';
import { Directory } from './run/directory';
import { IamWriter } from './aws/iam/iam-writer';
import { onceIamClient } from './aws/clients/once-clients';
import type { RemediationOutcome } from './remediation/ports';
import { remediate } from './remediation/remediate';

/**
 * The Lambda behind the runbooks: `{ action, resourceId, ruleName }` -> what was done, in a sentence. It rejects where the
 * step could not be decided or taken, so that the automation shows a failure. Its log is the audit of every change.
 */
export async function handler(event: unknown, context?: unknown): Promise<RemediationOutcome> {
  const { reading, posting } = deadline(remainingMilliseconds(context));
  const calls = noCalls();
  const log = new EntryLog(calls);
  const iam = iamClient(process.env, calls);
  try {
    const outcome = await remediate(event, {
      directory: new Directory({ iam: new IamApi(iam, reading), log }),
      rules: new ConfigRules({ client: configClient(process.env, calls), signal: reading }),
      iam: new IamWriter({ reader: iam, writer: onceIamClient(calls), signal: posting }),
      clock: { now: () => new Date() },
    });
    log.summary('remediate', outcome);
    return outcome;
  } catch (error) {
    log.failure(error);
    throw error;
  }
}
