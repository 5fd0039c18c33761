import { parameterKeys, parameters as known, valueText, type ParameterKey } from '../../core/parameters';
import type { RuleParameters } from '../../core/rule-parameters';

/** Those that differ from their defaults. */
export const changedParameters = (
  parameters: RuleParameters,
): readonly (readonly [key: ParameterKey, value: string])[] =>
  parameterKeys
    .map((key) => [key, valueText(parameters[key])] as const)
    .filter(([key, value]) => value !== known[key].default);

/** As they are typed: "parameters requiredMfa=has-phishing-resistant exemptPaths=/a/,/b/". */
export function parametersText(parameters: RuleParameters): string {
  const changed = changedParameters(parameters);
  return changed.length === 0
    ? 'default parameters'
    : `parameters ${changed.map(([key, value]) => `${key}=${value.replaceAll(', ', ',')}`).join(' ')}`;
}
