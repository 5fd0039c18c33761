import { parseRuleParameters } from '../core/rule-parameters';
import { meta } from '../meta';
import { parseInvocation, type Invocation } from '../protocol/trigger';
import { change } from './change';
import { IncompleteRunError } from './failures';
import { checkAccount } from './one-account';
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
  checkAccount(invocation, ports.accountId);
  const step: Step = {
    invocation,
    ruleParameters: parseRuleParameters(invocation.ruleParameters),
    now: started,
    tally: new Tally(),
    posting: new Posting(ports.ledger, invocation.resultToken, invocation.testMode, ports.clock),
  };
  const channel = mayPublish(invocation, ports.publishingRule) ? ports : { ...ports, findings: undefined };
  const outcome =
    trigger.kind === 'schedule' ? await scan(step, channel) : await change(trigger, step, channel);
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

const ofConformancePack = /:config-rule\/aws-service-rule\/config-conforms\.amazonaws\.com\//;

/** Another rule on the same function, with parameters of its own, would close what the deployed one has found. */
const mayPublish = ({ ruleName, ruleArn = '' }: Invocation, publishingRule: string = meta.id): boolean =>
  ruleName === publishingRule || ofConformancePack.test(ruleArn);
