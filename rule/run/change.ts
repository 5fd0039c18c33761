import { finding } from '../findings/finding';
import { userEvaluation, type Evaluation, type HeldResult } from '../protocol/evaluation';
import { differs } from '../protocol/held';
import { privilegeIn } from '../protocol/labels';
import type { Trigger } from '../protocol/trigger';
import { goneReading } from './directory';
import { failureText } from './failures';
import { checkUsers } from './one-account';
import type { Reading } from './ports';
import { isRefusalOfACall } from './posting';
import type { Outcome, RunPorts, Step } from './step';

type Change = Extract<Trigger, { kind: 'change' }>;

/**
 * One user. A re-evaluation may run the rule once for every user, and Config bills every evaluation: what Config holds already
 * is not posted again, and the result token is answered by an empty list.
 */
export async function change(trigger: Change, step: Step, ports: RunPorts): Promise<Outcome> {
  const { invocation, tally } = step;
  const reading = await read(trigger, step, ports);
  if (reading.kind === 'unreadable') {
    const { user, failure } = reading;
    tally.unreadable.push(reading);
    const text = `user ${user.userName} (${user.userId}) could not be read (${failureText(failure)}), so nothing was posted`;
    return { problems: [{ text, names: [], failures: [failure] }], cleared: 0 };
  }
  const { facts, verdict } = reading;
  checkUsers(invocation, [facts.user]);
  tally.count(verdict);
  const { known, held } = await heldOf(trigger.userId, step, ports);
  const labels = { owner: facts.owner, privilege: privilegeIn(held?.annotation) };
  const evaluation = userEvaluation(facts.user, verdict, invocation.orderingTimestamp, labels);
  if (known && !differs(evaluation, held)) return answerWithNothing(evaluation, step, ports);
  const posted = await post(evaluation, step);
  const { accountId, testMode } = invocation;
  if (ports.findings === undefined || testMode) return posted;
  const found = finding(facts, verdict, evaluation.annotation, { account: accountId, accountName: null });
  const ranked = labels.privilege === undefined ? found : { ...found, privileges: labels.privilege };
  const unsent = await ports.findings.change(accountId, step.now, ranked);
  return { ...posted, problems: [...posted.problems, ...unsent] };
}

function read({ userId, userName, gone }: Change, step: Step, { directory }: RunPorts): Promise<Reading> {
  if (gone === false) return directory.readUser(userId, userName, step.ruleParameters, step.now);
  const user = { userId, userName: userName ?? userId, path: '/', arn: '' };
  return Promise.resolve(goneReading(user, gone));
}

/** With the token TESTMODE nothing counts as held: a person who tests the rule wants to see the evaluation. */
async function heldOf(
  userId: string,
  { invocation }: Step,
  { ledger, log }: RunPorts,
): Promise<{ readonly known: boolean; readonly held?: HeldResult | undefined }> {
  if (invocation.testMode) return { known: false };
  const answer = await ledger.heldOf(invocation.ruleName, userId);
  if ('held' in answer) return { known: true, held: answer.held };
  log.warn('What Config holds for the user could not be read; the evaluation is posted.', {
    ...answer.failure,
  });
  return { known: false };
}

async function answerWithNothing(
  evaluation: Evaluation,
  step: Step,
  { ledger, log }: RunPorts,
): Promise<Outcome> {
  const failure = await ledger.putNothing(step.invocation.resultToken);
  if (failure === undefined) return { problems: [], cleared: 0 };
  if (isRefusalOfACall(failure)) {
    log.warn('Config refused an answer without evaluations; the evaluation is posted.', { ...failure });
    return post(evaluation, step);
  }
  const text = `the answer that nothing has changed could not be recorded (${failureText(failure)})`;
  return { problems: [{ text, names: [evaluation.subject], failures: [failure] }], cleared: 0 };
}

async function post(evaluation: Evaluation, { posting }: Step): Promise<Outcome> {
  await posting.add(evaluation);
  await posting.flush();
  return { problems: posting.problems, cleared: 0 };
}
