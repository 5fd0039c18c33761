import type { Node } from 'constructs';
import { parameterKeys } from '../../rule/core/parameters';
import { parseParameterValues } from '../../rule/core/rule-parameters';
import { contextValues } from '../options/context';
import { optionKeys } from '../options/options';
import { parseOptions } from '../options/parse-options';
import type { IamUserMfaRuleProps } from './iam-user-mfa-rule-props';

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
  const { options, parameters } = parseOptions(contextValues(node, contextKeys));
  const policy = parseParameterValues(parameters);
  const set = parameterKeys.filter((key) => parameters[key] !== undefined);
  return { ...options, ...Object.fromEntries(set.map((key) => [key, policy[key]])) };
}
