import { failed } from './failed';
import { plan } from './plan';
import { goneText, nothingText, outcome, type Act, type Plan } from './planned';
import type { RemediationOutcome, RemediationPorts, RemediationSettings, WriteAnswer } from './ports';
import { parseRequest } from './request';
import { actionTexts, byThisOrAnother } from './texts';

/**
 * One user, one action, decided live by the rule's own core with the rule's own parameters: results of Config that started
 * an automation may be out of date. Only a NON_COMPLIANT user is acted on; there is no force. A second run changes nothing.
 * Between the decision and the act the user may still change; the act goes to the name that was just resolved.
 * @throws RuleError where it could not be decided or done
 */
export async function remediate(
  input: unknown,
  ports: RemediationPorts,
  settings: RemediationSettings,
): Promise<RemediationOutcome> {
  return carryOut(await plan(parseRequest(input, settings.accountId), ports, settings), ports);
}

/** @throws RemediationError which says what was done before the failure */
export async function carryOut(planned: Plan, { iam }: RemediationPorts): Promise<RemediationOutcome> {
  if (planned.kind !== 'act') return planned.outcome;
  const { request, user, verdict, groups } = planned;
  const done: string[] = [];
  let last: WriteAnswer = 'already';
  for (const write of writesOf(planned, iam)) {
    const answer = await write.send();
    if (typeof answer === 'object')
      throw failed(answer.failure, user.userName, changedText(done, answer.unclear));
    if (answer === 'user-gone') return outcome(request, false, nothingText(goneText(user)), user, verdict);
    if (answer === 'already') continue;
    done.push(write.group);
    last = answer;
  }
  const texts = actionTexts[request.action];
  if (done.length === 0)
    return outcome(request, false, nothingText(texts.already(user.userName, groups)), user, verdict);
  const by = last === 'done-by-this-or-another' ? byThisOrAnother : '';
  const message = texts.done(user.userName, done, by);
  return outcome(request, true, message, user, verdict);
}

interface Write {
  readonly group: string;
  readonly send: () => Promise<WriteAnswer>;
}

function writesOf({ request, user, groups }: Act, iam: RemediationPorts['iam']): readonly Write[] {
  const { userName } = user;
  switch (request.action) {
    case 'require-mfa':
      return groups.map((group) => ({ group, send: () => iam.addToGroup(userName, group) }));
    case 'undo-require-mfa':
      return groups.map((group) => ({ group, send: () => iam.removeFromGroup(userName, group) }));
    case 'remove-console-access':
      return [{ group: '', send: () => iam.deleteLoginProfile(userName) }];
  }
}

function changedText(done: readonly string[], unclear = false): string {
  const left = done.length === 0 ? '' : `the user has left ${done.join(', ')}, and `;
  if (unclear) return `${left}it is not known whether this was done; run it again to see`;
  return left === '' ? 'nothing was changed' : `${left}nothing else was changed`;
}
