import { InvalidParametersError } from '../../core/errors';
import { parseRuleParameters, type RuleParameters } from '../../core/rule-parameters';
import type { ConfigRules } from '../../aws/config/config-rules';
import { ConfigRuleError, ourRules } from '../../protocol/config-rule';
import { ReadFailedError } from '../../run/failures';

/** Those of the deployed rule where there is one and it may be read, else those of the flags. */
export async function parametersOfRule(
  rules: Pick<ConfigRules, 'all'>,
  fromFlags: RuleParameters,
): Promise<RuleParameters> {
  try {
    const [rule] = ourRules(await rules.all(), undefined);
    return rule === undefined ? fromFlags : parseRuleParameters(rule.inputParameters);
  } catch (error) {
    const isExpected =
      error instanceof ReadFailedError ||
      error instanceof ConfigRuleError ||
      error instanceof InvalidParametersError;
    if (isExpected) return fromFlags;
    throw error;
  }
}
