import { CfnParameter, type CfnParameterProps, type Stack, Token, Validations } from 'aws-cdk-lib';
import {
  gracePeriodHoursRange,
  maxExemptDaysRange,
  parameters,
  type ParameterKey,
} from '../../rule/core/parameters';
import { requiredMfaLevels } from '../../rule/core/mfa-device';
import { ruleRemediations } from '../../rule/meta';
import { wholeNumberPattern } from './number-pattern';
import { optionTexts } from './option-texts';
import {
  architectures,
  emailPattern,
  frequencies,
  memoryMiBRange,
  optionDefaults,
  type Options,
  remediationModes,
  retentionDays,
  runtimes,
  timeoutSecondsRange,
  topicArnPattern,
} from './options';

type Key = ParameterKey | keyof Options;
type Constraint = Pick<CfnParameterProps, 'allowedPattern' | 'allowedValues' | 'maxLength'>;

/** Config takes 1,024 characters of parameters in all: with both lists at this length it is kept, whatever the others are. */
const listMaxLength = 288;

/** Numbers are texts here, as CloudFormation's Number takes 0.5, which the rule refuses at every run. */
const range = (of: { min: number; max: number }): Constraint => ({ allowedPattern: wholeNumberPattern(of) });
const flag: Constraint = { allowedValues: ['true', 'false'] };
const days: Constraint = {
  allowedValues: retentionDays.map(String),
  allowedPattern: wholeNumberPattern({ min: 1, max: 3653 }),
};
const orEmpty = (pattern: RegExp): string => `^$|${pattern.source}`;
const listOf = (item: string): Constraint => ({
  allowedPattern: `^( *${item} *(, *${item} *)*)?$`,
  maxLength: listMaxLength,
});
/** Nothing but spaces would be a parameter without a value. */
const tagKey: Constraint = { allowedPattern: '^([A-Za-z0-9_.:/=+@-][A-Za-z0-9 _.:/=+@-]{0,127})?$' };

const ruleConstraints = {
  requiredMfa: { allowedValues: [...requiredMfaLevels] },
  gracePeriodHours: range(gracePeriodHoursRange),
  exemptTagKey: tagKey,
  maxExemptDays: range(maxExemptDaysRange),
  exemptPaths: listOf('/[!-+.-~-]+/'),
  exemptUserNames: listOf('[A-Za-z0-9_+=.@-]{1,64}'),
  ownerTagKey: tagKey,
  rankPrivileges: flag,
} as const satisfies Record<ParameterKey, Constraint>;

const otherConstraints = {
  maximumExecutionFrequency: { allowedValues: [...frequencies] },
  reevaluation: flag,
  notificationEmail: { allowedPattern: orEmpty(emailPattern) },
  notificationTopicArn: { allowedPattern: orEmpty(topicArnPattern) },
  complianceNotice: flag,
  securityHubFindings: flag,
  securityHubInsight: flag,
  criticalFindingNotice: flag,
  remediation: { allowedValues: [...remediationModes] },
  remediationAction: { allowedValues: [...ruleRemediations] },
  removeConsoleAccess: flag,
  allowFirstPasswordChange: flag,
  auditRetentionDays: days,
  alarms: flag,
  dashboard: flag,
  savedQuery: { allowedValues: ['', 'true', 'false'] },
  memoryMiB: range(memoryMiBRange),
  timeoutSeconds: range(timeoutSecondsRange),
  architecture: { allowedValues: [...architectures] },
  runtime: { allowedValues: [...runtimes] },
  logRetentionDays: days,
  allowAnyRegion: flag,
} as const satisfies Record<keyof Options, Constraint>;

/** One CloudFormation parameter for every option, named as the prop with a capital letter. */
export type TemplateParameters = Readonly<Record<Key, CfnParameter>>;

export function declareParameters(
  stack: Stack,
  keys: readonly Key[] = allKeys,
  narrowed: Readonly<Partial<Record<Key, Constraint>>> = {},
): TemplateParameters {
  const declared = keys.map((key) => [
    key,
    new CfnParameter(stack, parameterName(key), { ...templateParameter(key), ...narrowed[key] }),
  ]);
  return Object.fromEntries(declared) as TemplateParameters;
}

/** Its name alone makes a linter take AllowFirstPasswordChange for a secret. */
export function notAPassword(stack: Stack): void {
  Validations.of(stack).acknowledge({
    id: 'CloudFormation-Validate::W2509',
    reason: 'AllowFirstPasswordChange is true or false: it allows a change of passwords and holds none.',
  });
}

/** The text of a parameter where CloudFormation wants a number. */
export const numberOf = (parameter: CfnParameter): number => Token.asNumber(parameter.value);

export const parameterName = (key: string): string => key.charAt(0).toUpperCase() + key.slice(1);

export const ruleParameterKeys = Object.keys(ruleConstraints) as readonly ParameterKey[];
export const otherKeys = Object.keys(otherConstraints) as readonly (keyof Options)[];
const allKeys: readonly Key[] = [...ruleParameterKeys, ...otherKeys];

const isRuleParameter = (key: Key): key is ParameterKey => key in ruleConstraints;

export interface TemplateParameter extends Constraint {
  readonly default: string;
  readonly description: string;
  readonly constraintDescription?: string;
}

/** A parameter as every template has it, the conformance pack's file included. */
export function templateParameter(key: Key): TemplateParameter {
  if (isRuleParameter(key)) {
    const { default: value, allowed, description } = parameters[key];
    return {
      ...ruleConstraints[key],
      default: value,
      description,
      constraintDescription: `must be ${allowed}${value === '' ? ', or empty' : ''}`,
    };
  }
  const value = optionDefaults[key];
  const { description } = optionTexts[key];
  const unset = key === 'savedQuery' ? ' Empty: true, but false in China.' : ' Empty: none.';
  return {
    ...otherConstraints[key],
    default: value === undefined ? '' : String(value),
    description: value === undefined ? description + unset : description,
  };
}
