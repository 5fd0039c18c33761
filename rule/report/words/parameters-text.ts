import { parameterKeys, parameters as known, type ParameterKey } from '../../core/parameters';
import type { RuleParameters } from '../../core/rule-parameters';

/** For a person; an empty text where it is not set. */
export const valueText = (value: RuleParameters[ParameterKey] | undefined): string =>
  typeof value === 'object' ? value.join(', ') : String(value ?? '');

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
