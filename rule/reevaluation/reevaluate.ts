import { RuleError } from '../core/errors';
import { failureText } from '../run/failures';
import type { ReadFailure } from '../run/ports';
import { ourRules } from '../protocol/config-rule';
import { parseIamActivity } from '../protocol/iam-activity';
import { ChangeSearch } from './change-search';
import type { Cause, ReevaluationPorts, ReevaluationSummary } from './ports';

/** Config did not start the scan: the batch must come again. */
export class NotStartedError extends RuleError {
  constructor(
    readonly failure: ReadFailure,
    records: number,
  ) {
    super(`${failureText(failure)}: no scan was started, so the ${records} records go back to the queue.`);
  }
}

/**
 * IAM activity -> a scan, if it would change a verdict; otherwise nothing. No record is ever lost: this returns only where
 * no verdict would change, or where Config took the one call; in every other case it throws, and the queue delivers the
 * whole batch again. Config refuses while a scan is running and within a minute of the last one.
 * @throws RuleError
 */
export async function reevaluate(
  event: unknown,
  ruleName: string | undefined,
  ports: ReevaluationPorts,
): Promise<ReevaluationSummary> {
  const begun = ports.clock.now();
  const activity = parseIamActivity(event);
  const { records, userNames, nameless } = activity;
  const summary = (cause: Cause | 'none', started: readonly string[]): ReevaluationSummary => ({
    records,
    users: userNames.length,
    nameless,
    started,
    cause,
    milliseconds: ports.clock.now().getTime() - begun.getTime(),
  });
  if (userNames.length + nameless === 0) return summary('none', []);

  const all = ruleName === undefined ? await ports.rules.all() : await ports.rules.named(ruleName);
  const rules = ourRules(all, ruleName);
  let cause: Cause | undefined = nameless > 0 ? 'nameless-record' : undefined;
  for (const rule of rules) cause ??= await new ChangeSearch(rule, ports).cause(userNames);
  if (cause === undefined) return summary('none', []);

  const ruleNames = rules.map(({ name }) => name);
  const failure = await ports.start(ruleNames);
  if (failure !== undefined) throw new NotStartedError(failure, records);
  return summary(cause, ruleNames);
}
