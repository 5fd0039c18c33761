import * as v from 'valibot';
import type { ParameterKey } from '../../rule/core/parameters';
import { meta, ruleRemediations } from '../../rule/meta';
import { choice, flag, oneOfNumbers, pattern, wholeNumber } from './values';

export type Frequency = keyof typeof meta.schedules;
export const frequencies = Object.keys(meta.schedules) as readonly Frequency[];
/** The time between two scans. */
export const secondsOf = (frequency: Frequency): number => meta.schedules[frequency] * 3600;

export const architectures = ['arm64', 'x86_64'] as const;
export const runtimes = ['nodejs22.x', 'nodejs24.x'] as const;
export const memoryMiBRange = { min: 128, max: 10_240 } as const;
export const timeoutSecondsRange = { min: 30, max: 900 } as const;
export const retentionDays = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;
export const emailPattern = /^[^\s@,]+@[^\s@,]+$/;
export const topicArnPattern = /^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]{1,256}$/;

export const remediationModes = ['off', 'manual', 'automatic'] as const;

/** Every option but the rule's own parameters: how it is written, what is allowed, and its default. */
export const optionsSchema = v.object({
  maximumExecutionFrequency: v.optional(choice(frequencies), 'Six_Hours'),
  architecture: v.optional(choice(architectures), 'arm64'),
  runtime: v.optional(choice(runtimes), 'nodejs24.x'),
  memoryMiB: v.optional(wholeNumber(memoryMiBRange), 512),
  timeoutSeconds: v.optional(wholeNumber(timeoutSecondsRange), 900),
  logRetentionDays: v.optional(oneOfNumbers(retentionDays), 90),
  allowAnyRegion: v.optional(flag(), false),
  reevaluation: v.optional(flag(), true),
  alarms: v.optional(flag(), true),
  dashboard: v.optional(flag(), true),
  /** Not set: there is one, but not in China, of which AWS's documents contradict each other. */
  savedQuery: v.optional(flag()),
  notificationEmail: v.optional(pattern(emailPattern, 'an e-mail address')),
  notificationTopicArn: v.optional(pattern(topicArnPattern, 'the ARN of an SNS topic')),
  complianceNotice: v.optional(flag(), false),
  securityHubFindings: v.optional(flag(), false),
  securityHubInsight: v.optional(flag(), false),
  criticalFindingNotice: v.optional(flag(), false),
  remediation: v.optional(choice(remediationModes), 'off'),
  remediationAction: v.optional(choice(ruleRemediations), 'require-mfa'),
  removeConsoleAccess: v.optional(flag(), false),
  allowFirstPasswordChange: v.optional(flag(), false),
  auditRetentionDays: v.optional(oneOfNumbers(retentionDays), 400),
});

export type Options = v.InferOutput<typeof optionsSchema>;
export const optionKeys = Object.keys(optionsSchema.entries) as readonly (keyof Options)[];
export const optionDefaults: Options = v.parse(optionsSchema, {});

/** The rule parameters that were set, as the strings that Config hands to the function. */
export type SetParameters = Readonly<Partial<Record<ParameterKey, string>>>;

export interface ParsedOptions {
  readonly options: Options;
  readonly parameters: SetParameters;
}
