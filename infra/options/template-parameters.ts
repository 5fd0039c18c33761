import { CfnParameter, type CfnParameterProps, type Stack } from 'aws-cdk-lib';
import {
  gracePeriodHoursRange,
  maxExemptDaysRange,
  parameters,
  type ParameterKey,
} from '../../rule/core/parameters';
import { requiredMfaLevels } from '../../rule/core/mfa-device';
import {
  architectures,
  emailPattern,
  frequencies,
  memoryMiBRange,
  optionDefaults,
  type Options,
  remediationActions,
  remediationModes,
  retentionDays,
  runtimes,
  timeoutSecondsRange,
  topicArnPattern,
} from './options';

/** It changes the text of the enforcement policy, which a template's parameters cannot. */
type TemplateOption = Exclude<keyof Options, 'allowFirstPasswordChange'>;
type Key = ParameterKey | TemplateOption;

/** Config takes 1,024 characters of parameters in all: with both lists at this length it is kept, whatever the others are. */
const listMaxLength = 340;

const range = ({ min, max }: { min: number; max: number }): CfnParameterProps => ({
  type: 'Number',
  minValue: min,
  maxValue: max,
});
const flag: CfnParameterProps = { allowedValues: ['true', 'false'] };
const orEmpty = (pattern: RegExp): string => `^$|${pattern.source}`;
const listOf = (item: string): CfnParameterProps => ({
  allowedPattern: `^( *${item} *(, *${item} *)*)?$`,
  maxLength: listMaxLength,
});

const tagKey: CfnParameterProps = { allowedPattern: '^[A-Za-z0-9 _.:/=+@-]{0,128}$' };

const ruleParameters = {
  requiredMfa: { allowedValues: [...requiredMfaLevels] },
  gracePeriodHours: range(gracePeriodHoursRange),
  exemptTagKey: tagKey,
  maxExemptDays: range(maxExemptDaysRange),
  exemptPaths: listOf('/[!-+.-~-]+/'),
  exemptUserNames: listOf('[A-Za-z0-9_+=.@-]{1,64}'),
  ownerTagKey: tagKey,
  rankPrivileges: flag,
} as const satisfies Record<ParameterKey, CfnParameterProps>;

const others = {
  maximumExecutionFrequency: {
    allowedValues: [...frequencies],
    description: 'How often all users are scanned.',
  },
  reevaluation: {
    ...flag,
    description:
      'Start the rule within minutes of IAM activity that would change a verdict. Needs a CloudTrail trail with management write events.',
  },
  notificationEmail: {
    allowedPattern: orEmpty(emailPattern),
    description: 'An address for alarms and notices: a new, encrypted SNS topic tells it. Empty: none.',
  },
  notificationTopicArn: {
    allowedPattern: orEmpty(topicArnPattern),
    description:
      'An existing SNS topic instead, which CloudWatch and EventBridge may publish to. Empty: none.',
  },
  complianceNotice: {
    ...flag,
    description: 'Tell the topic who became NON_COMPLIANT and who no longer is.',
  },
  remediation: {
    allowedValues: [...remediationModes],
    description:
      'Whether a person (manual) or Config itself (automatic) may start the remediation of a user.',
  },
  remediationAction: {
    allowedValues: [...remediationActions],
    description:
      'require-mfa can be taken back; remove-console-access deletes the login profile, manually only.',
  },
  removeConsoleAccess: {
    ...flag,
    description: 'Make the runbook that deletes login profiles, with the permission for it.',
  },
  alarms: { ...flag, description: 'Alarms for when the rule cannot do its work.' },
  dashboard: { ...flag, description: 'A CloudWatch dashboard.' },
  savedQuery: {
    ...flag,
    description: 'A saved query in the Config console that lists the users without MFA.',
  },
  memoryMiB: { ...range(memoryMiBRange), description: "The functions' memory in MiB." },
  timeoutSeconds: {
    ...range(timeoutSecondsRange),
    description: 'How long one scan may take; what is not read by then is reported as unreadable.',
  },
  architecture: { allowedValues: [...architectures], description: "The functions' instruction set." },
  runtime: { allowedValues: [...runtimes], description: "The functions' runtime." },
  logRetentionDays: {
    type: 'Number',
    allowedValues: retentionDays.map(String),
    description: 'How many days logs are kept.',
  },
  allowAnyRegion: {
    ...flag,
    description:
      "Deploy outside the partition's IAM region (us-east-1): scheduled scans only, IAM's events are not seen there.",
  },
} as const satisfies Record<TemplateOption, CfnParameterProps>;

/** One typed CloudFormation parameter for every option, named as the prop with a capital letter. */
export type TemplateParameters = Readonly<Record<Key, CfnParameter>>;

export function declareParameters(stack: Stack, keys: readonly Key[] = allKeys): TemplateParameters {
  const declared = keys.map((key) => [key, new CfnParameter(stack, parameterName(key), properties(key))]);
  return Object.fromEntries(declared) as TemplateParameters;
}

export const parameterName = (key: Key): string => key.charAt(0).toUpperCase() + key.slice(1);

export const ruleParameterKeys = Object.keys(ruleParameters) as readonly ParameterKey[];
export const otherKeys = Object.keys(others) as readonly TemplateOption[];
const allKeys: readonly Key[] = [...ruleParameterKeys, ...otherKeys];

function properties(key: Key): CfnParameterProps {
  if (key in ruleParameters) {
    const { default: value, allowed, description } = parameters[key as ParameterKey];
    return {
      ...ruleParameters[key as ParameterKey],
      default: value,
      description,
      constraintDescription: `must be ${allowed}${value === '' ? ', or empty' : ''}`,
    };
  }
  const value = optionDefaults[key as TemplateOption];
  return { ...others[key as TemplateOption], default: value === undefined ? '' : String(value) };
}
