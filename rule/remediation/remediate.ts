import { RuleError } from '../core/errors';
import { parseRuleParameters } from '../core/rule-parameters';
import type { User } from '../core/user';
import type { Verdict } from '../core/verdict';
import { failureText } from '../run/failures';
import { meta } from '../meta';
import type { ReadFailure } from '../run/ports';
import { annotation } from '../protocol/annotation';
import { ConfigRuleError, ourRules } from '../protocol/config-rule';
import type { RemediationOutcome, RemediationPorts, WriteAnswer } from './ports';
import { parseRequest, type RemediationRequest } from './request';
import { actionTexts, fill } from './texts';

/** A step that could not be taken, or of which nobody knows whether it should be; it names the API and the user. */
export class RemediationError extends RuleError {}

/** What a request comes to before anything is written. */
export type Plan =
  | { readonly kind: 'nothing'; readonly outcome: RemediationOutcome }
  | {
      readonly kind: 'act';
      readonly request: RemediationRequest;
      readonly user: User;
      readonly verdict?: Verdict;
    };

/**
 * One user, one action, decided live by the rule's own core with the rule's own parameters: results of Config that started
 * an automation may be out of date. Only a NON_COMPLIANT user is acted on; there is no force. A second run changes nothing.
 * Between the decision and the act the user may still change; the act goes to the name that was just resolved.
 * @throws RuleError where it could not be decided or done
 */
export async function remediate(input: unknown, ports: RemediationPorts): Promise<RemediationOutcome> {
  return carryOut(await plan(parseRequest(input), ports), ports);
}

/** @param userName the last known name, if any: one call instead of a list */
export async function plan(
  request: RemediationRequest,
  ports: RemediationPorts,
  userName?: string,
): Promise<Plan> {
  if (/^\d{12}$/.test(request.resourceId)) {
    return nothing(request, `${request.resourceId} is the account, the result of a scan and no user`);
  }
  if (request.action === 'undo-require-mfa') return planUndo(request, ports);

  const policy = parseRuleParameters((await ruleOf(request, ports)).inputParameters);
  const now = ports.clock.now();
  const reading = await ports.directory.readUser(request.resourceId, userName, policy, now);
  if (reading.kind === 'unreadable') throw failed(reading.failure, reading.user.userName);
  const { verdict } = reading;
  const { user } = reading.facts;
  if (verdict.compliance !== 'NON_COMPLIANT') {
    return nothing(request, annotation(user.userName, verdict).replace(/\.$/, ''), user, verdict);
  }
  const act = { kind: 'act', request, user, verdict } as const;
  return request.action === 'require-mfa' ? unlessMember(act, true, ports) : act;
}

/**
 * The reverse step asks neither the rule nor the verdict: whoever enrolled a device meanwhile is the first who should be
 * let out, and a rule that is gone or broken must not lock anybody in. All it can do is end one membership.
 */
async function planUndo(request: RemediationRequest, ports: RemediationPorts): Promise<Plan> {
  const list = await ports.directory.listUsers();
  const user = list.users.find(({ userId }) => userId === request.resourceId);
  if (user !== undefined) return unlessMember({ kind: 'act', request, user }, false, ports);
  if (list.failure !== undefined) throw failed(list.failure, request.resourceId);
  return nothing(request, `no IAM user has the id ${request.resourceId}`);
}

async function unlessMember(
  act: Extract<Plan, { kind: 'act' }>,
  wanted: boolean,
  { iam }: RemediationPorts,
): Promise<Plan> {
  const { request, user, verdict } = act;
  const member = await iam.isMember(user.userName, meta.requiredGroupName);
  if (member === 'user-gone') return nothing(request, goneText(user), user, verdict);
  // Not known: both writes are idempotent, so the worst that follows is a `changed` that changed nothing.
  if (typeof member === 'object' || member !== wanted) return act;
  return nothing(
    request,
    fill(actionTexts[request.action].already, user.userName).replace(/\.$/, ''),
    user,
    verdict,
  );
}

export async function carryOut(planned: Plan, { iam }: RemediationPorts): Promise<RemediationOutcome> {
  if (planned.kind === 'nothing') return planned.outcome;
  const { request, user, verdict } = planned;
  const answer = await write(planned, iam);
  if (typeof answer === 'object') throw failed(answer.failure, user.userName);
  const texts = actionTexts[request.action];
  if (answer === 'done') return outcome(request, true, fill(texts.done, user.userName), user, verdict);
  const why = answer === 'already' ? fill(texts.already, user.userName).replace(/\.$/, '') : goneText(user);
  return outcome(request, false, nothingText(why), user, verdict);
}

async function write(
  { request, user }: Extract<Plan, { kind: 'act' }>,
  iam: RemediationPorts['iam'],
): Promise<WriteAnswer> {
  switch (request.action) {
    case 'require-mfa':
      return iam.addToGroup(user.userName, meta.requiredGroupName);
    case 'undo-require-mfa':
      return iam.removeFromGroup(user.userName, meta.requiredGroupName);
    case 'remove-console-access':
      return iam.deleteLoginProfile(user.userName);
  }
}

/** Another rule's parameters would decide by its own measure, most of all without our exemptions. */
async function ruleOf({ ruleName }: RemediationRequest, { rules }: RemediationPorts) {
  const [rule, another] = ourRules(await rules.named(ruleName), ruleName);
  if (another !== undefined) {
    throw new ConfigRuleError(
      `Several rules could be meant by ${ruleName}: ${rule?.name ?? ''}, ${another.name}; name the one whose parameters decide.`,
    );
  }
  if (rule !== undefined && (rule.owner ?? 'CUSTOM_LAMBDA') === 'CUSTOM_LAMBDA') return rule;
  throw new ConfigRuleError(
    `The rule ${ruleName} is not ${meta.id}: its owner is ${rule?.owner ?? 'unknown'}, allowed: CUSTOM_LAMBDA.`,
  );
}

const goneText = ({ userName }: User): string => `${userName} was deleted or renamed a moment ago`;
const nothingText = (why: string): string => `Nothing to do: ${why}.`;

function nothing(request: RemediationRequest, why: string, user?: User, verdict?: Verdict): Plan {
  return { kind: 'nothing', outcome: outcome(request, false, nothingText(why), user, verdict) };
}

function outcome(
  { action, resourceId }: RemediationRequest,
  changed: boolean,
  message: string,
  user: User | undefined,
  verdict: Verdict | undefined,
): RemediationOutcome {
  return {
    message,
    changed,
    action,
    resourceId,
    ...(user === undefined ? {} : { userName: user.userName }),
    ...(verdict === undefined ? {} : { compliance: verdict.compliance, reason: verdict.reason }),
  };
}

/** What mends a failure, where that is known. */
function failed(failure: ReadFailure, userName: string): RemediationError {
  const text = `${failureText(failure)} for ${userName}: nothing was changed`;
  if (failure.error === 'AccessDenied') {
    return new RemediationError(`${text}; allow ${failure.api} to the role that runs this.`);
  }
  if (failure.api === actionTexts['require-mfa'].api && failure.error === 'LimitExceeded') {
    return new RemediationError(
      `${text}; the user is in ten groups, IAM's limit: end another membership, or remove the console access instead.`,
    );
  }
  if (failure.api === actionTexts['require-mfa'].api && failure.error === 'NoSuchEntity') {
    return new RemediationError(
      `${text}; there is no group ${meta.requiredGroupName}: deploy the enforcement policy.`,
    );
  }
  return new RemediationError(`${text}.`);
}
