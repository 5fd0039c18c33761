import { parseRuleParameters } from '../core/rule-parameters';
import { parseInvocation } from '../protocol/trigger';
import { change } from './change';
import { IncompleteRunError } from './failures';
import { Posting } from './posting';
import { scan } from './scan';
import type { RunPorts, Step } from './step';
import { Tally } from './tally';

/**
 * One invocation by Config: event -> trigger and parameters -> facts -> verdicts -> evaluations. A change reads one user, a
 * schedule reads all, a deletion reads none.
 * @throws RuleError naming the parameter, or the API and the users; what could be decided was posted before
 */
export async function run(event: unknown, ports: RunPorts): Promise<void> {
  const started = ports.clock.now();
  const invocation = parseInvocation(event);
  const { trigger } = invocation;
  const step: Step = {
    invocation,
    ruleParameters: parseRuleParameters(invocation.ruleParameters),
    now: started,
    tally: new Tally(),
    posting: new Posting(ports.ledger, invocation.resultToken, invocation.testMode),
  };
  const outcome = trigger.kind === 'schedule' ? await scan(step, ports) : await change(trigger, step, ports);
  if (outcome === 'second-try') {
    const text =
      'The first try of this scan recorded that it was denied; a second one would be, too. Nothing was read.';
    ports.log.warn(text, { ruleName: invocation.ruleName });
    return;
  }
  const { problems, cleared } = outcome;
  const { tally, posting } = step;
  ports.log.summary({
    ruleName: invocation.ruleName,
    accountId: invocation.accountId,
    trigger: trigger.kind,
    succeeded: problems.length === 0,
    users: tally.read + tally.unreadable.length,
    compliant: tally.compliant,
    nonCompliant: tally.nonCompliant,
    notApplicable: tally.notApplicable,
    unreadable: tally.unreadable.length,
    posted: posting.posted,
    cleared,
    milliseconds: ports.clock.now().getTime() - started.getTime(),
  });
  if (problems.length > 0) throw new IncompleteRunError(problems);
}
