import { functionArnPattern } from './deciding-rule';
import type { RemediationSettings } from './ports';

/** The settings in the remediation function's environment; a missing one refuses the actions that need it. */
export function settingsOf(env: Readonly<Record<string, string | undefined>>): RemediationSettings {
  const functionArn = env['RULE_FUNCTION_ARN'] || undefined;
  const groupName = env['REQUIRED_GROUP_NAME'] || undefined;
  return {
    trustedRule: { by: 'function', functionArn },
    group:
      groupName === undefined
        ? {
            missing:
              'The environment variable REQUIRED_GROUP_NAME does not say which group requires MFA: got nothing, allowed: ' +
              'the name of the group that carries the MFA-enforcement policy. Nothing was done; deploy the stack again.',
          }
        : { name: groupName },
    accountId: functionArnPattern.test(functionArn ?? '') ? functionArn?.split(':')[4] : undefined,
  };
}
