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

/** The exemptions of users from the rule, and who alone may change them. */
export interface Exemptions {
  /** `exemptTagKey` of the rule. */
  readonly tagKey?: string | undefined;
  /** `exemptPaths` of the rule: no user is made there or moved there. */
  readonly paths?: readonly string[] | undefined;
  /** `exemptUserNames` of the rule, in the same spelling: nobody takes such a name. */
  readonly userNames?: readonly string[] | undefined;
  /** The one principal who may: the ARN, or an ARN pattern, of a role or user. */
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
  /** The short form of `exemptions` with a tag alone. @default - the tag is not protected */
  readonly exemptTag?: ExemptTag | undefined;
  /** @default - anyone who may change users can exempt them */
  readonly exemptions?: Exemptions | undefined;
}

export interface NoNewPasswordsOptions {
  /** The only principals who may make or change a console password: ARNs, or ARN patterns, of roles and users. */
  readonly principals: readonly string[];
  /** Principals who may change those, beside StackSets: ARNs, or ARN patterns. @default - nobody */
  readonly breakGlass?: readonly string[] | undefined;
  /** @default - that of the first principal that names one */
  readonly partition?: string | undefined;
}

export interface ProtectOptions {
  /** Principals who may change what is protected, beside StackSets: ARNs, or ARN patterns, of roles and users. */
  readonly breakGlass: readonly string[];
  /** @default - that of the first principal that names one */
  readonly partition?: string | undefined;
}

// Tokens that CDK leaves in a string until synthesis, and that CloudFormation resolves: their value is not known here.
const unresolved = /\$\{(?:Token\[[^\]]+\]|AWS::[A-Za-z]+)\}/g;
const tagKey = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u;
// At least one letter or digit in the name: `user/*` would hand the exemption to every user who could ask for it.
const principalArn =
  /^arn:(?:aws[a-z-]*|\*|0):iam::(?:\d{12}|\*|0):(?:root|(?:user|role)\/[\w+=,.@/*?-]*[A-Za-z0-9][\w+=,.@/*?-]*)$/;

/** The options with their defaults; throws one error that lists every problem with the value got and those allowed. */
export function checkedOptions(options: EnforcementOptions) {
  const { strength, partition = 'aws', allowFirstPasswordChange = false, exemptTag, exemptions } = options;
  const problems = [
    ...among('strength', strength, strengths),
    ...(isUnresolved(partition) ? [] : among('partition', partition, partitions)),
    ...(exemptTag === undefined ? [] : tagProblems(exemptTag)),
    ...(exemptions === undefined ? [] : exemptionProblems(exemptions)),
    ...(exemptTag !== undefined && exemptions !== undefined
      ? [problem('exemptTag', exemptTag.key, 'exemptions alone: exemptTag is its short form')]
      : []),
  ];
  if (problems.length > 0) throw new InvalidEnforcementOptionsError(problems);
  const protectedExemptions: Exemptions | undefined =
    exemptTag === undefined
      ? exemptions
      : { tagKey: exemptTag.key, mayBeChangedBy: exemptTag.mayBeChangedBy };
  return { strength, partition, allowFirstPasswordChange, exemptions: protectedExemptions };
}

function among(name: string, got: string, allowed: readonly string[]): string[] {
  return allowed.includes(got) ? [] : [problem(name, got, allowed.join(', '))];
}

function isUnresolved(value: string): boolean {
  return value.replace(unresolved, '') === '' && value !== '';
}

function tagProblems({ key, mayBeChangedBy }: ExemptTag): string[] {
  return [
    ...tagKeyProblems('exemptTag.key', key),
    ...principalProblems('exemptTag.mayBeChangedBy', mayBeChangedBy, 'Exemptions'),
  ];
}

function tagKeyProblems(name: string, key: string): string[] {
  if (isUnresolved(key) || (tagKey.test(key) && !key.toLowerCase().startsWith('aws:'))) return [];
  return [problem(name, key, '1 to 128 letters, digits, spaces and _.:/=+-@, not beginning with aws:')];
}

const userPath = /^\/([\x21-\x29\x2b-\x3e\x40-\x7e]+\/)+$/;
const userName = /^[\w+=.@-]{1,64}$/;

function exemptionProblems({
  tagKey: key,
  paths = [],
  userNames = [],
  mayBeChangedBy,
}: Exemptions): string[] {
  return [
    ...(key === undefined && paths.length === 0 && userNames.length === 0
      ? [problem('exemptions', {}, 'one or more of tagKey, paths and userNames')]
      : []),
    ...(key === undefined ? [] : tagKeyProblems('exemptions.tagKey', key)),
    ...paths
      .filter((path) => !userPath.test(path))
      .map((path) =>
        problem('exemptions.paths', path, 'an IAM path such as /service/, not / alone and without * or ?'),
      ),
    ...userNames
      .filter((name) => !userName.test(name))
      .map((name) => problem('exemptions.userNames', name, '1 to 64 letters, digits and _+=.@-')),
    ...principalProblems('exemptions.mayBeChangedBy', mayBeChangedBy, 'Exemptions'),
  ];
}

/** An account's administrator makes a user of any name: where any account will do, the name proves nothing. */
export function exceptionProblems(name: string, arn: string, exampleRole: string): string[] {
  if (/^arn:[^:]*:iam::[^:]*[*?][^:]*:user\//.test(arn))
    return [problem(name, arn, 'a user of one account, such as arn:aws:iam::111122223333:user/olga')];
  return principalProblems(name, arn, exampleRole);
}

/** A pattern that fits every role or every user is none: the Deny would spare all of them. */
function principalProblems(name: string, arn: string, exampleRole: string): string[] {
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
