import { duringInvocation, noCalls } from '../aws/clients/call-scope';
import { configClient, onceConfigClient } from '../aws/clients/config-client';
import { iamClient } from '../aws/clients/iam-client';
import { ConfigLedger } from '../aws/config/config-ledger';
import { ConfigRules, startEvaluation } from '../aws/config/config-rules';
import { deadline, remainingMilliseconds } from '../aws/lambda/deadline';
import { EntryLog } from '../aws/lambda/entry-log';
import { IamApi } from '../aws/iam/iam-api';
import { Directory } from '../run/directory';
import { timeLimit } from '../run/time-limit';
import { reevaluate, type ReevaluationOptions } from '../reevaluation/reevaluate';

/** The time limit of an invocation if Lambda gives none. */
const millisecondsWithoutDeadline = 15_000;

/** Its clients live as long as the process. */
export function createHandler(): (event: unknown, context?: unknown) => Promise<void> {
  const iam = iamClient();
  const config = configClient();
  const starter = onceConfigClient();
  return async (event, context) => {
    const { reading, posting, patienceMilliseconds, end } = deadline(
      remainingMilliseconds(context) ?? millisecondsWithoutDeadline,
    );
    const { signal, end: stop } = timeLimit(undefined, reading);
    const calls = noCalls();
    const log = new EntryLog(calls);
    try {
      const summary = await duringInvocation(calls, () =>
        reevaluate(event, optionsOf(process.env), {
          rules: new ConfigRules({ client: config, signal }),
          start: (ruleNames) => startEvaluation({ client: starter, signal: posting }, ruleNames),
          directory: new Directory({ iam: new IamApi(iam, signal, patienceMilliseconds), log }),
          ledger: new ConfigLedger({ client: config, reading: signal, posting, patienceMilliseconds }),
          clock: { now: () => new Date() },
          log,
          stopReading: stop,
        }),
      );
      log.invocation('reevaluate', summary);
    } catch (error) {
      log.failure(error);
      throw error;
    } finally {
      stop();
      end();
    }
  };
}

const optionsOf = (env: Readonly<Record<string, string | undefined>>): ReevaluationOptions => ({
  ruleName: env['CONFIG_RULE_NAME'] || undefined,
  ruleIn: env['RULE_IN'] || undefined,
});

/**
 * The Lambda behind the queue of IAM activity. It rejects wherever a change could be lost: SQS then delivers the batch again.
 * Its time is kept for the one call that matters: when reading must end, what was not read counts as a change.
 */
export const handler = createHandler();
