import { parameters as ruleParameters } from '../../rule/core/parameters';
import { problem, quote } from '../../rule/core/problem';
import { type Options, optionDefaults, type SetParameters } from './options';

/** What each option allows and all of them together do not, and what can have no effect beside the others. */
export function contradictions(options: Options, parameters: SetParameters): readonly string[] {
  return [
    ...ofTopics(options),
    ...ofSecurityHub(options, parameters),
    ...ofRemediation(options),
    ...ofParameters(parameters),
  ];
}

function ofTopics(options: Options): readonly string[] {
  const { notificationEmail, notificationTopicArn, complianceNotice } = options;
  const problems: string[] = [];
  if (notificationEmail !== undefined && notificationTopicArn !== undefined) {
    problems.push('notificationTopicArn: got one beside notificationEmail, allowed: one of the two');
  }
  if (complianceNotice && notificationEmail === undefined && notificationTopicArn === undefined) {
    problems.push(
      problem(
        'complianceNotice',
        true,
        'only with notificationEmail or notificationTopicArn, which say where notices go',
      ),
    );
  }
  return problems;
}

function ofSecurityHub(options: Options, { rankPrivileges }: SetParameters): readonly string[] {
  const { securityHubFindings, securityHubInsight, criticalFindingNotice } = options;
  const { notificationEmail, notificationTopicArn } = options;
  const problems: string[] = [];
  if (securityHubInsight && !securityHubFindings) {
    problems.push(
      problem('securityHubInsight', true, 'only with securityHubFindings, it has no effect otherwise'),
    );
  }
  if (!criticalFindingNotice) return problems;
  const missing = [
    ...(securityHubFindings ? [] : ['securityHubFindings']),
    ...(rankPrivileges === 'true' ? [] : ['rankPrivileges, which alone makes a finding critical']),
    ...((notificationEmail ?? notificationTopicArn) ? [] : ['notificationEmail or notificationTopicArn']),
  ];
  if (missing.length > 0) {
    problems.push(
      problem(
        'criticalFindingNotice',
        true,
        `only with ${missing.join(' and ')}, it has no effect otherwise`,
      ),
    );
  }
  return problems;
}

const remediationOnly = [
  'remediationAction',
  'removeConsoleAccess',
  'allowFirstPasswordChange',
  'auditRetentionDays',
] as const satisfies readonly (keyof Options)[];

function ofRemediation(options: Options): readonly string[] {
  const { remediation, remediationAction, removeConsoleAccess } = options;
  if (remediation === 'off') {
    return remediationOnly
      .filter((key) => options[key] !== optionDefaults[key])
      .map(
        (key) =>
          `${key}: got ${quote(options[key])} beside remediation "off", allowed: only with remediation manual or automatic, it has no effect otherwise`,
      );
  }
  const problems: string[] = [];
  if (remediationAction !== 'remove-console-access') return problems;
  if (remediation === 'automatic') {
    problems.push(
      'remediationAction: got "remove-console-access" beside remediation "automatic", allowed: require-mfa, the one step that can be undone',
    );
  }
  if (!removeConsoleAccess) {
    problems.push(
      problem('removeConsoleAccess', false, 'true with remediationAction "remove-console-access"'),
    );
  }
  return problems;
}

function ofParameters({ maxExemptDays, exemptTagKey }: SetParameters): readonly string[] {
  if (exemptTagKey !== undefined || maxExemptDays === undefined) return [];
  if (maxExemptDays === ruleParameters.maxExemptDays.default) return [];
  return [problem('maxExemptDays', maxExemptDays, 'only with exemptTagKey, it has no effect otherwise')];
}

/** A topic that neither an alarm nor a notice is sent to. */
export function topicWithoutUse(options: Options, otherUse: boolean): readonly string[] {
  if (options.alarms || options.complianceNotice || options.criticalFindingNotice || otherUse) return [];
  return (['notificationEmail', 'notificationTopicArn'] as const)
    .filter((key) => options[key] !== undefined)
    .map((key) => problem(key, options[key], 'only with alarms or a notice, it has no effect otherwise'));
}
