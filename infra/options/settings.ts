import {
  Aws,
  CfnCondition,
  type CfnParameter,
  CfnRule,
  type CfnRuleAssertion,
  Fn,
  type ICfnConditionExpression,
  type IResolvable,
  type Stack,
  Token,
} from 'aws-cdk-lib';
import { type ParameterKey, parameterKeys } from '../../rule/core/parameters';
import { assertionsOf } from './contradictions';
import { iamRegions } from '../../rule/core/partition';
import { refuseOtherRegions } from './iam-region';
import { is, isSet, joined, type Key, known, type Logic, rowOf, type Test } from './logic';
import { frequencies, type OptionKey, secondsOf } from './options';
import { type Parsed } from './parse-options';
import { accountKeys, declareParameters, memberKeys, parameterName } from './template-parameters';
import { valueOf, type When } from './when';

/** The options as the parts ask for them: what is known in a CDK stack, and decided by parameters in a template. */
export interface Settings {
  readonly text: (key: Key) => string;
  readonly number: (key: OptionKey) => number;
  /** Whether a test holds; in a template a condition of that name, made once. */
  readonly when: (name: string, test: Test) => When;
  /** The rule's own parameters, as Config is to have them: it refuses those without a value. */
  readonly inputParameters: Readonly<Record<string, string>>;
}

export function settingsOf({ textOf, parameters }: Parsed, inIamRegion = true): Settings {
  const logic = known(textOf, inIamRegion);
  return {
    text: textOf,
    number: (key) => Number(textOf(key)),
    when: (_, test) => test(logic),
    inputParameters: parameters,
  };
}

type Condition = boolean | ICfnConditionExpression;

/** The settings of a self-contained template; of an option that is no parameter of it, the default decides. */
export class TemplateSettings implements Settings {
  readonly inputParameters: Readonly<Record<string, string>>;
  private readonly conditions = new Map<string, When>();
  private readonly parameters: ReadonlyMap<Key, CfnParameter>;

  constructor(
    private readonly stack: Stack,
    place: 'account' | 'member',
  ) {
    this.parameters = declareParameters(stack, place === 'account' ? accountKeys : memberKeys, place);
    this.inputParameters = Object.fromEntries(parameterKeys.map((key) => [key, this.input(key)]));
    refuseOtherRegions(stack, Fn.conditionEquals(this.text('allowAnyRegion'), 'true'));
    this.refuseContradictions();
  }

  text(key: Key): string {
    const parameter = this.parameters.get(key);
    const example = examples[key];
    if (parameter === undefined) return rowOf(key).default;
    return example === undefined ? parameter.valueAsString : orElse(parameter.valueAsString, example);
  }

  /** The text of a parameter where CloudFormation wants a number. */
  number(key: OptionKey): number {
    return Token.asNumber(this.parameters.get(key)?.value);
  }

  when(name: string, test: Test): When {
    const made = this.conditions.get(name) ?? this.whenOf(name, test(this.logic));
    this.conditions.set(name, made);
    return made;
  }

  private whenOf(name: string, expression: Condition): When {
    return typeof expression === 'boolean' ? expression : new CfnCondition(this.stack, name, { expression });
  }

  private readonly logic: Logic<Condition> = {
    is: (key, text) => {
      const parameter = this.parameters.get(key);
      return parameter === undefined
        ? rowOf(key).default === text
        : Fn.conditionEquals(parameter.valueAsString, text);
    },
    not: (test) => (typeof test === 'boolean' ? !test : Fn.conditionNot(test)),
    any: (...tests) => joined(tests, true, (...open) => Fn.conditionOr(...open)),
    all: (...tests) => joined(tests, false, (...open) => Fn.conditionAnd(...open)),
    inIamRegion: () => Fn.conditionOr(...iamRegions.map((region) => Fn.conditionEquals(Aws.REGION, region))),
  };

  private input(key: ParameterKey): string {
    if (rowOf(key).default !== '') return this.text(key);
    const set = this.when(`Has${parameterName(key)}`, isSet(key));
    return String(valueOf(set, this.text(key), Aws.NO_VALUE));
  }

  /** CloudFormation checks them before it makes anything. */
  private refuseContradictions(): void {
    const rules = new Map<
      string,
      { readonly when: true | ICfnConditionExpression; readonly assertions: CfnRuleAssertion[] }
    >();
    for (const { key, when, assert, text } of assertionsOf(this.logic)) {
      if (when === false || assert === true) continue;
      if (assert === false) throw new Error(`${key}: no parameter of this template can settle it`);
      const name = JSON.stringify([key, this.stack.resolve(when)]);
      const rule = rules.get(name) ?? { when, assertions: [] };
      rules.set(name, rule);
      rule.assertions.push({ assert, assertDescription: `${parameterName(key)}: ${inTemplate(text)}.` });
    }
    [...rules].forEach(([name, { when, assertions }], index) => {
      const [key = ''] = JSON.parse(name) as readonly string[];
      const ruleCondition = when === true ? {} : { ruleCondition: when };
      new CfnRule(this.stack, `Check${index + 1}${parameterName(key)}`, { ...ruleCondition, assertions });
    });
  }
}

/** The parameters that CloudFormation uses as they are, under a condition that they are not empty. */
const examples: Readonly<Partial<Record<Key, string>>> = {
  notificationTopicArn: 'arn:aws:sns:us-east-1:111122223333:none',
  kmsKeyArn: 'arn:aws:kms:us-east-1:111122223333:key/none',
};

/**
 * The text, or the other one where it is empty. It never is where it is used; but validators of templates (aws-cdk-lib's F3033 and
 * W1030 among them) look at the parameter's default alone, and not at the condition.
 */
const orElse = (text: string, other: string): string =>
  Fn.select(1, Fn.split('|', Fn.join('|', Fn.split('||', Fn.join('', ['|', text, `|${other}|`])))));

/** A sentence about options as one about parameters. */
const inTemplate = (text: string): string =>
  text
    .replace(/\b[a-z]+(?:[A-Z]\w*)+\b/g, (name) => parameterName(name))
    .replace(/\bremediation (?=manual)/, 'Remediation ');

/** An alarm's period is a number, and a mapping's keys may not hold the underscore of `Six_Hours`. */
export function scanPeriodSeconds(settings: Settings): number {
  const [last, ...others] = [...frequencies].reverse();
  const fallback: number | IResolvable = secondsOf(last ?? 'TwentyFour_Hours');
  const period = others.reduce<number | IResolvable>((otherwise, name) => {
    const every = settings.when(`Every${name.replace('_', '')}`, is('maximumExecutionFrequency', name));
    return valueOf(every, secondsOf(name), otherwise);
  }, fallback);
  return typeof period === 'number' ? period : Token.asNumber(period);
}
