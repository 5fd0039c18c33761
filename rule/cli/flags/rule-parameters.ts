import { type Command, Option } from 'commander';
import { parameterKeys, parameters, type ParameterKey } from '../../core/parameters';
import { parseParameterValues, type RuleParameters } from '../../core/rule-parameters';
import { listed } from './general';
import { grouped } from './help-text';
import { offering } from './offered';

/** `requiredMfa` is `--required-mfa`: one name, in the form of its place. */
const flagOf = (key: ParameterKey): string => key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** The flag of a parameter as it is typed; undefined for what is no parameter. */
export function flagOfParameter(name: string): string | undefined {
  const key = parameterKeys.find((known) => known === name);
  return key === undefined ? undefined : `--${flagOf(key)}`;
}

/** Adds a flag for each rule parameter. @param shown those of the help; the others are taken, too */
export const addRuleFlags = (command: Command, shown: readonly ParameterKey[] = parameterKeys): Command =>
  grouped(command, 'What decides, as the parameters of the rule:', (one) => addFlags(one, shown));

function addFlags(command: Command, shown: readonly ParameterKey[]): void {
  for (const key of parameterKeys) {
    const { description, allowed, default: value, kind, values = [] } = parameters[key];
    // The flag alone means true.
    const isSwitch = kind === 'flag';
    const help = `${description} Allowed: ${allowed}. Default: ${value === '' ? 'none' : value}.`;
    const option = new Option(`--${flagOf(key)} ${isSwitch ? '[value]' : '<value>'}`, help);
    if (!shown.includes(key)) option.hideHelp();
    if (isSwitch) option.preset('true');
    if (kind === 'list')
      option.argParser((value: string, before: string | undefined) => listed(value, before));
    command.addOption(offering(option, values));
  }
}

/** @throws InvalidParametersError which lists every problem */
export function ruleParametersOfFlags(flags: Readonly<Record<string, unknown>>): RuleParameters {
  const given = parameterKeys.filter((key) => flags[key] !== undefined);
  return parseParameterValues(Object.fromEntries(given.map((key) => [key, flags[key]])));
}
