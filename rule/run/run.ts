import { parseRuleParameters, type RuleParameters } from '../core/rule-parameters';
import type { User } from '../core/user';
import { failureText, IncompleteRunError, type Problem } from './failures';
import { goneReading, type Directory } from './directory';
import { readAccount } from './read-account';
import { meta } from '../meta';
import type { Clock, Ledger, Log, ReadFailure, Reading } from './ports';
import { Posting } from './posting';
import { clearingEvaluation, scanEvaluation, userEvaluation, type Evaluation } from '../protocol/evaluation';
import { HeldResults, mustPost } from '../protocol/held';
import { parseInvocation, type Invocation, type Trigger } from '../protocol/trigger';
import { Tally } from './tally';

export interface RunPorts {
  readonly directory: Directory;
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * One invocation by Config: event -> trigger and policy -> facts -> verdicts -> evaluations. A change reads one user, a
 * schedule reads all, a deletion reads none.
 * @throws RuleError naming the parameter, or the API and the users; what could be decided was posted before
 */
export async function run(event: unknown, ports: RunPorts): Promise<void> {
  const started = ports.clock.now();
  const invocation = parseInvocation(event);
  const ruleParameters = parseRuleParameters(invocation.ruleParameters);
  const step: Step = {
    invocation,
    ruleParameters,
    now: started,
    tally: new Tally(),
    posting: new Posting(ports.ledger, invocation.resultToken, invocation.testMode),
  };
  const { trigger } = invocation;
  const outcome =
    trigger.kind === 'schedule' ? await scan(step, ports) : await change(trigger, step, ports.directory);
  ports.log.summary({
    ruleName: invocation.ruleName,
    accountId: invocation.accountId,
    trigger: trigger.kind,
    succeeded: outcome.problems.length === 0,
    users: step.tally.read + step.tally.unreadable.length,
    compliant: step.tally.compliant,
    nonCompliant: step.tally.nonCompliant,
    notApplicable: step.tally.notApplicable,
    unreadable: step.tally.unreadable.length,
    posted: step.posting.posted,
    cleared: outcome.cleared,
    milliseconds: ports.clock.now().getTime() - started.getTime(),
  });
  if (outcome.problems.length > 0) throw new IncompleteRunError(outcome.problems);
}

interface Step {
  readonly invocation: Invocation;
  readonly ruleParameters: RuleParameters;
  readonly now: Date;
  readonly tally: Tally;
  readonly posting: Posting;
}

interface Outcome {
  readonly problems: readonly Problem[];
  readonly cleared: number;
}

async function change(
  trigger: Extract<Trigger, { kind: 'change' }>,
  { invocation, ruleParameters, now, tally, posting }: Step,
  directory: Directory,
): Promise<Outcome> {
  const { userId, userName } = trigger;
  const reading: Reading = trigger.gone
    ? goneReading({ userId, userName: userName ?? userId, path: '/', arn: '' }, trigger.gone)
    : await directory.readUser(userId, userName, ruleParameters, now);
  if (reading.kind === 'unreadable') {
    const { user, failure } = reading;
    tally.unreadable.push(reading);
    const text = `user ${user.userName} (${userId}) could not be read (${failureText(failure)}), so nothing was posted`;
    return { problems: [{ text, names: [], failures: [failure] }], cleared: 0 };
  }
  const { facts, verdict } = reading;
  tally.count(verdict);
  await posting.finish([userEvaluation(facts.user, verdict, invocation.orderingTimestamp)]);
  return { problems: posting.problems, cleared: 0 };
}

async function scan(
  { invocation, ruleParameters, now, tally, posting }: Step,
  ports: RunPorts,
): Promise<Outcome> {
  const { directory, ledger } = ports;
  const { orderingTimestamp, accountId } = invocation;

  const answer = invocation.testMode ? { results: [] } : await ledger.held(invocation.ruleName);
  const held = 'results' in answer ? new HeldResults(answer.results) : undefined;
  const holds = (user: User): boolean =>
    held?.of({ resourceType: meta.resourceType, resourceId: user.userId }) !== undefined;
  const { list, readings } = await readAccount({
    directory,
    ruleParameters,
    now,
    likely: holds,
    // Gone or renamed decides only whether a result is cleared.
    findAgain: (user) => held === undefined || holds(user),
  });
  for await (const reading of readings) {
    if (reading.kind === 'unreadable') {
      tally.unreadable.push(reading);
      continue;
    }
    tally.count(reading.verdict);
    const evaluation = userEvaluation(reading.facts.user, reading.verdict, orderingTimestamp);
    if (mustPost(evaluation, held)) await posting.add(evaluation);
  }

  const unseen = [...tally.problems(list), ...heldProblems('failure' in answer ? answer.failure : undefined)];
  const present = new Set(list.users.map(({ userId }) => userId));
  const stale = unseen.length === 0 ? (held?.stale(present, accountId, orderingTimestamp) ?? []) : [];
  const line = (): Evaluation =>
    scanEvaluation(accountId, tally.scanSummary([...unseen, ...posting.problems]), orderingTimestamp);

  const clearings = stale.map((result) => clearingEvaluation(result, orderingTimestamp));
  await posting.finish([...clearings, line()]);
  // Something was refused or taken later: what the line said may not be true any more, and it has to be the last.
  if (!posting.inOrder) await posting.finish([line()]);
  const cleared = clearings.filter((evaluation) => !posting.isRefused(evaluation)).length;
  return { problems: [...unseen, ...posting.problems], cleared };
}

function heldProblems(failure: ReadFailure | undefined): readonly Problem[] {
  if (failure === undefined) return [];
  const text = `the results that Config holds could not be read (${failureText(failure)}), so none was cleared`;
  return [{ text, names: [], failures: [failure] }];
}
