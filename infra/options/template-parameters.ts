import { CfnParameter, type CfnParameterProps, type Stack } from 'aws-cdk-lib';
import { type Kind, type Range } from '../../rule/core/kinds';
import { parameterKeys } from '../../rule/core/parameters';
import { isOption, type Key, rowOf } from './logic';
import { isIn, isInMembers, kindIn, type OptionKey, optionKeys, type Place } from './options';

type Constraint = Pick<CfnParameterProps, 'allowedPattern' | 'allowedValues' | 'maxLength' | 'noEcho'>;

/** Config takes 1,024 characters of parameters in all: with both lists at this length it is kept, whatever the others are. */
const listMaxLength = 288;

export const parameterName = (key: string): string => key.charAt(0).toUpperCase() + key.slice(1);

/** The options that are parameters of each template; the rule's own parameters are in both. */
export const accountKeys = optionKeys.filter((key) => isIn(key, 'account'));
export const memberKeys = optionKeys.filter(isInMembers);

/** One CloudFormation parameter for every option, named as the prop with a capital letter; and how the console groups them. */
export function declareParameters(
  stack: Stack,
  keys: readonly OptionKey[],
  place: Place,
): ReadonlyMap<Key, CfnParameter> {
  const groups: readonly { readonly name: string; readonly members: readonly Key[] }[] = [
    { name: 'The rule', members: [...keys.filter((key) => key === 'ruleIn'), ...parameterKeys] },
    { name: 'How it runs and who is notified', members: keys.filter((key) => key !== 'ruleIn') },
  ];
  stack.templateOptions.metadata = {
    'AWS::CloudFormation::Interface': {
      ParameterGroups: groups.map(({ name, members }) => ({
        Label: { default: name },
        Parameters: members.map(parameterName),
      })),
    },
  };
  const declared = groups
    .flatMap(({ members }) => members)
    .map((key) => [key, new CfnParameter(stack, parameterName(key), templateParameter(key, place))] as const);
  return new Map(declared);
}

export interface TemplateParameter extends Constraint {
  readonly default: string;
  readonly description: string;
  readonly constraintDescription: string;
}

/** A parameter as every template has it, the conformance pack's file included. */
export function templateParameter(key: Key, place: Place): TemplateParameter {
  const { default: value, description } = rowOf(key);
  const kind = isOption(key) ? kindIn(key, place) : rowOf(key);
  const { allowed } = kind;
  const none = value === '' && isOption(key) ? ' Empty: none.' : '';
  return {
    ...constraintOf(kind, value === ''),
    // It holds no password, but validators go by its name (W2509).
    ...(/password/i.test(key) ? { noEcho: true } : {}),
    default: value,
    description: description + none,
    constraintDescription: `must be ${allowed}${value === '' ? ', or empty' : ''}`,
  };
}

/** Numbers are texts here, as CloudFormation's Number takes 0.5, which the rule refuses at every run. */
function constraintOf({ kind, values, range, pattern = '' }: Kind<unknown>, mayBeEmpty: boolean): Constraint {
  const listed = values === undefined ? {} : { allowedValues: [...values] };
  if (range !== undefined)
    return {
      ...listed,
      allowedPattern: wholeNumberPattern(range).replace(/\)\$$/, mayBeEmpty ? '|)$' : ')$'),
    };
  if (kind === 'text') return { allowedPattern: `^(${pattern})?$` };
  if (kind !== 'list') return listed;
  return { allowedPattern: `^( *${pattern} *(, *${pattern} *)*)?$`, maxLength: listMaxLength };
}

/** A regular expression for the whole numbers from `min` to `max`, without a sign and without leading zeros. */
function wholeNumberPattern({ min, max }: Range): string {
  const found: string[] = [];
  for (let low = min; low <= max;) {
    const high = endOfBlock(low, max);
    found.push(block(String(low), String(high)));
    low = high + 1;
  }
  return `^(${found.join('|')})$`;
}

/** The last number that one pattern can share with `low`: the same digits, then one digit's range, then any digits. */
function endOfBlock(low: number, max: number): number {
  let best = low;
  for (let size = 1; low % size === 0 && String(low).length >= String(size).length; size *= 10) {
    const digit = Math.floor(low / size) % 10;
    for (let last = digit; last <= 9; last++) {
      const high = low + (last - digit + 1) * size - 1;
      if (high > max || String(high).length !== String(low).length) break;
      best = Math.max(best, high);
    }
    if (size > low && low !== 0) break;
  }
  return best;
}

const block = (low: string, high: string): string =>
  Array.from(low, (digit, index) => {
    const other = high.charAt(index);
    return digit === other ? digit : `[${digit}-${other}]`;
  }).join('');
