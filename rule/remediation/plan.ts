import { parseRuleParameters, withoutLabelParameters } from '../core/rule-parameters';
import { annotation } from '../protocol/annotation';
import type { ConfigRule } from '../protocol/config-rule';
import { checkTrusted, decidingRule } from './deciding-rule';
import { failed } from './failed';
import { nothing, type Plan } from './planned';
import type { RemediationPorts, RemediationSettings } from './ports';
import { isAccountId, type RemediationRequest } from './request';
import { planRequireMfa } from './require-mfa';
import { planUndo } from './undo-require-mfa';

/**
 * @param userName the last known name, if any: one call instead of a list
 * @throws RuleError where it could not be decided, or the step is refused
 */
export async function plan(
  request: RemediationRequest,
  ports: RemediationPorts,
  settings: RemediationSettings,
  userName?: string,
): Promise<Plan> {
  if (isAccountId(request.resourceId)) {
    return nothing(request, `${request.resourceId} is the account, the result of a scan and no user`);
  }
  if (request.action === 'undo-require-mfa') return planUndo(request, ports, settings);

  const rule = await ruleOf(request, ports, settings);
  // The role reads no tags for an owner: labels are shown, and nothing is decided by them.
  const parameters = withoutLabelParameters(parseRuleParameters(rule.inputParameters));
  const now = ports.clock.now();
  const reading = await ports.directory.readUser(request.resourceId, userName, parameters, now);
  if (reading.kind === 'unreadable') throw failed(reading.failure, reading.user.userName);
  const { facts, verdict } = reading;
  if (verdict.compliance !== 'NON_COMPLIANT') {
    return nothing(request, annotation(facts.user.userName, verdict).replace(/\.$/, ''), facts.user, verdict);
  }
  return request.action === 'require-mfa'
    ? planRequireMfa(request, facts, verdict, ports, settings)
    : { kind: 'act', request, user: facts.user, verdict, groups: [] };
}

/** @throws RuleError where no rule's parameters can be trusted */
export async function ruleOf(
  { ruleName }: Pick<RemediationRequest, 'ruleName'>,
  { rules }: Pick<RemediationPorts, 'rules'>,
  { trustedRule }: Pick<RemediationSettings, 'trustedRule'>,
): Promise<ConfigRule> {
  checkTrusted(trustedRule);
  return decidingRule(await rules.all(), ruleName, trustedRule);
}
