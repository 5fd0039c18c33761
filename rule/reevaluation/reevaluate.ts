import { RuleError } from '../core/errors';
import { failureText } from '../run/failures';
import type { ReadFailure } from '../run/ports';
import { NoConfigRuleError, ourRules, type ConfigRule } from '../protocol/config-rule';
import { parseIamActivity } from '../protocol/iam-activity';
import { ChangeSearch } from './change-search';
import type { Cause, ReevaluationPorts, ReevaluationSummary } from './ports';

export interface ReevaluationOptions {
  readonly ruleName: string | undefined;
  /** `conformance-pack`: the rule comes with a pack, which may leave this account out. */
  readonly ruleIn: string | undefined;
}

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
  { ruleName, ruleIn }: ReevaluationOptions,
  ports: ReevaluationPorts,
): Promise<ReevaluationSummary> {
  const begun = ports.clock.now();
  const activity = parseIamActivity(event);
  const { records, userNames, nameless } = activity;
  const summary = (cause: ReevaluationSummary['cause'], started: readonly string[]): ReevaluationSummary => ({
    records,
    users: userNames.length,
    nameless,
    started,
    cause,
    milliseconds: ports.clock.now().getTime() - begun.getTime(),
  });
  if (userNames.length + nameless === 0) return summary('none', []);

  const all = ruleName === undefined ? await ports.rules.all() : await ports.rules.named(ruleName);
  const rules = rulesOf(all, { ruleName, ruleIn });
  if (rules === undefined) {
    ports.log.warn('The conformance pack has made no rule in this account, so no scan is started.', {
      records,
    });
    return summary('no-rule', []);
  }
  let cause: Cause | undefined = nameless > 0 ? 'nameless-record' : undefined;
  for (const rule of rules) cause ??= await new ChangeSearch(rule, ports).cause(userNames);
  if (cause === undefined) return summary('none', []);

  const ruleNames = rules.map(({ name }) => name);
  const failure = await ports.start(ruleNames);
  if (failure !== undefined) throw new NotStartedError(failure, records);
  return summary(cause, ruleNames);
}

/** Undefined where there is none and there need not be: an account that the pack leaves out must not poll for it. */
function rulesOf(
  all: readonly ConfigRule[],
  { ruleName, ruleIn }: ReevaluationOptions,
): readonly ConfigRule[] | undefined {
  try {
    return ourRules(all, ruleName);
  } catch (error) {
    if (error instanceof NoConfigRuleError && ruleIn === 'conformance-pack') return undefined;
    throw error;
  }
}
