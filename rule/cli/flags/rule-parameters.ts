import { type Command, Option } from 'commander';
import { requiredMfaLevels } from '../../core/mfa-device';
import { parameterKeys, parameters, type ParameterKey } from '../../core/parameters';
import { parseParameterValues, type RuleParameters } from '../../core/rule-parameters';
import { listed } from './general';
import { offering } from './offered';

/** `requiredMfa` is `--required-mfa`: one name, in the form of its place. */
const flagOf = (key: ParameterKey): string => key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** The flag of a parameter as it is typed; undefined for what is no parameter. */
export function flagOfParameter(name: string): string | undefined {
  const key = parameterKeys.find((known) => known === name);
  return key === undefined ? undefined : `--${flagOf(key)}`;
}

/** Parameters that are true or false; the flag alone means true. */
const switches: readonly string[] = ['rankPrivileges'];
const choices: Partial<Record<ParameterKey, readonly string[]>> = {
  requiredMfa: requiredMfaLevels,
  rankPrivileges: ['true', 'false'],
};
const lists: readonly ParameterKey[] = ['exemptPaths', 'exemptUserNames'];

/** Adds a flag for each rule parameter. */
export function addRuleFlags(command: Command): Command {
  for (const key of parameterKeys) {
    const { description, allowed, default: value } = parameters[key];
    const isSwitch = switches.includes(key);
    const help = `${description} Allowed: ${allowed}. Default: ${value === '' ? 'none' : value}.`;
    const option = new Option(`--${flagOf(key)} ${isSwitch ? '[value]' : '<value>'}`, help);
    if (isSwitch) option.preset('true');
    if (lists.includes(key))
      option.argParser((value: string, before: string | undefined) => listed(value, before));
    command.addOption(offering(option, choices[key] ?? []));
  }
  return command;
}

/** @throws InvalidParametersError which lists every problem */
export function ruleParametersOfFlags(flags: Readonly<Record<string, unknown>>): RuleParameters {
  const given = parameterKeys.filter((key) => flags[key] !== undefined);
  return parseParameterValues(Object.fromEntries(given.map((key) => [key, flags[key]])));
}
