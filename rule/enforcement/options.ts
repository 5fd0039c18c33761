import { problem } from '../core/problem';
import { InvalidEnforcementOptionsError } from './errors';

/**
 * `all`: a session without MFA is denied, access keys included. `console-only`: a sign-in without MFA is denied; workloads
 * that use a user's access keys go on.
 */
export const strengths = ['all', 'console-only'] as const;
export type Strength = (typeof strengths)[number];

export const partitions = [
  'aws',
  'aws-cn',
  'aws-us-gov',
  'aws-iso',
  'aws-iso-b',
  'aws-iso-e',
  'aws-iso-f',
  'aws-eusc',
] as const;

export interface ExemptTag {
  /** The tag that exempts a user from the rule (`exemptTagKey`). */
  readonly key: string;
  /** The one principal who may put it on a user or take it away: the ARN, or an ARN pattern, of a role or user. */
  readonly mayBeChangedBy: string;
}

export interface EnforcementOptions {
  readonly strength: Strength;
  /** @default 'aws'; a CDK token (`Aws.PARTITION`) or `${AWS::Partition}` is the deployment's own */
  readonly partition?: string | undefined;
  /**
   * Lets a user whose password must be reset at the first sign-in change it before there is MFA. AWS leaves it out of
   * its own examples and calls it a risk: a thief with the password can change it, too.
   * @default false
   */
  readonly allowFirstPasswordChange?: boolean | undefined;
  /** @default - the tag is not protected */
  readonly exemptTag?: ExemptTag | undefined;
}

export interface NoNewPasswordsOptions {
  /** Who alone may make or change a console password: ARNs, or ARN patterns, of roles and users. */
  readonly principals: readonly string[];
}

// What CDK leaves in a string until synthesis, and what CloudFormation resolves: the value is not known here.
const unresolved = /\$\{(?:Token\[[^\]]+\]|AWS::[A-Za-z]+)\}/g;
const tagKey = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u;
// At least one letter or digit in the name: `user/*` would hand the exemption to every user who could ask for it.
const principalArn =
  /^arn:(?:aws[a-z-]*|\*|0):iam::(?:\d{12}|\*|0):(?:root|(?:user|role)\/[\w+=,.@/*?-]*[A-Za-z0-9][\w+=,.@/*?-]*)$/;

/** The options with their defaults; throws one error that lists every problem with the value got and those allowed. */
export function checkedOptions(options: EnforcementOptions) {
  const { strength, partition = 'aws', allowFirstPasswordChange = false, exemptTag } = options;
  const problems = [
    ...among('strength', strength, strengths),
    ...(isUnresolved(partition) ? [] : among('partition', partition, partitions)),
    ...(exemptTag === undefined ? [] : tagProblems(exemptTag)),
  ];
  if (problems.length > 0) throw new InvalidEnforcementOptionsError(problems);
  return { strength, partition, allowFirstPasswordChange, exemptTag };
}

function among(name: string, got: string, allowed: readonly string[]): string[] {
  return allowed.includes(got) ? [] : [problem(name, got, allowed.join(', '))];
}

function isUnresolved(value: string): boolean {
  return value.replace(unresolved, '') === '' && value !== '';
}

function tagProblems({ key, mayBeChangedBy }: ExemptTag): string[] {
  const problems: string[] = [];
  if (!isUnresolved(key) && (!tagKey.test(key) || key.toLowerCase().startsWith('aws:'))) {
    problems.push(
      problem('exemptTag.key', key, '1 to 128 letters, digits, spaces and _.:/=+-@, not beginning with aws:'),
    );
  }
  return [...problems, ...principalProblems('exemptTag.mayBeChangedBy', mayBeChangedBy, 'Exemptions')];
}

/** A pattern that fits every role or every user is none: the Deny would spare all of them. */
export function principalProblems(name: string, arn: string, exampleRole: string): string[] {
  if (isUnresolved(arn) || principalArn.test(arn.replace(unresolved, '0'))) return [];
  return [
    problem(
      name,
      arn,
      `the ARN of an IAM role or user such as arn:aws:iam::111122223333:role/${exampleRole} (of a session, its role's); ` +
        '* may stand for a part of the name, not for all of it',
    ),
  ];
}
