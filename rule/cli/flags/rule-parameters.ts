import { type Command, Option } from 'commander';
import { parameterKeys, parameters, type ParameterKey } from '../../core/parameters';
import { parseParameterValues, type RuleParameters } from '../../core/rule-parameters';

/** `requiredMfa` is `--required-mfa`: one name, in the form of its place. */
const flagOf = (key: ParameterKey): string => key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** Adds a flag for each rule parameter. */
export function addRuleFlags(command: Command): Command {
  for (const key of parameterKeys) {
    const { description, allowed, default: value } = parameters[key];
    const help = `${description} Allowed: ${allowed}. Default: ${value === '' ? 'none' : value}.`;
    command.addOption(new Option(`--${flagOf(key)} <value>`, help));
  }
  return command;
}

/** @throws InvalidParametersError which lists every problem */
export function ruleParametersOfFlags(flags: Readonly<Record<string, unknown>>): RuleParameters {
  const given = parameterKeys.filter((key) => flags[key] !== undefined);
  return parseParameterValues(Object.fromEntries(given.map((key) => [key, flags[key]])));
}
