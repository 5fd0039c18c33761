import type { Node } from 'constructs';
import { parameterKeys } from '../../rule/core/parameters';
import { parseParameterValues } from '../../rule/core/rule-parameters';
import type { IamUserMfaRuleProps } from './iam-user-mfa-rule';
import { optionKeys } from '../options/options';
import { parseOptions } from '../options/parse-options';

/** The props' names are the context keys: `-c gracePeriodHours=24`. */
export const contextKeys = [
  ...parameterKeys,
  ...optionKeys,
] as const satisfies readonly (keyof IamUserMfaRuleProps)[];

/**
 * The props of the account stack, from the app's context; other keys are CDK's or another stack's.
 * @throws InvalidOptionsError which lists every problem
 */
export function accountProps(node: Node): IamUserMfaRuleProps {
  const values: Record<string, unknown> = {};
  for (const key of contextKeys) {
    const value: unknown = node.tryGetContext(key);
    // `-c exemptTagKey=` takes a value out that cdk.json sets.
    if (value !== undefined && value !== null && value !== '') values[key] = value;
  }
  const { options, parameters } = parseOptions(values);
  const policy = parseParameterValues(parameters);
  const set = parameterKeys.filter((key) => parameters[key] !== undefined);
  return { ...options, ...Object.fromEntries(set.map((key) => [key, policy[key]])) };
}
