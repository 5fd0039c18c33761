import type { Options } from './options';

/** What each option allows and all of them together do not. */
export function contradictions(options: Options): readonly string[] {
  const { notificationEmail, notificationTopicArn, complianceNotice } = options;
  const problems: string[] = [];
  if (notificationEmail !== undefined && notificationTopicArn !== undefined) {
    problems.push('notificationTopicArn: got one beside notificationEmail, allowed: one of the two');
  }
  if (complianceNotice && notificationEmail === undefined && notificationTopicArn === undefined) {
    problems.push(
      'complianceNotice: got true, allowed: only with notificationEmail or notificationTopicArn, which say whom to tell',
    );
  }
  if (options.remediationAction === 'remove-console-access') {
    if (options.remediation === 'automatic') {
      problems.push(
        'remediationAction: got "remove-console-access" beside remediation "automatic", allowed: require-mfa, the one step that can be taken back',
      );
    }
    if (!options.removeConsoleAccess) {
      problems.push(
        'removeConsoleAccess: got false, allowed: true with remediationAction "remove-console-access"',
      );
    }
  }
  return problems;
}
