import { problem } from '../core/problem';
import type { PolicyDocument, Statement } from './document';
import { InvalidEnforcementOptionsError, PolicyTooLargeError } from './errors';
import { denyForgingExceptions } from './exceptions';
import {
  checkedOptions,
  exceptionProblems,
  type EnforcementOptions,
  type NoNewPasswordsOptions,
  type ProtectOptions,
} from './options';
import { denyChangingWhatIsProtected, remediationRoles } from './protect';
import { allowEnrolling, denyChangingExemptions, denyNewPasswords, denyWithoutMfa } from './statements';

/**
 * AWS's limits. IAM does not count white space, Organizations counts what it is given.
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html 10,240 characters for an SCP
 */
export const sizeLimits = { managedPolicy: 6144, scp: 10_240 } as const;

/**
 * The managed policy for groups of users: enrolling one's own device is allowed, all else is denied until the session has
 * MFA. What no policy can stop: a thief who signs in first with a stolen password can enrol a device.
 */
export function mfaEnforcementPolicy(options: EnforcementOptions): PolicyDocument {
  const scope = checkedOptions(options);
  const document = policyDocument([
    ...allowEnrolling(scope),
    ...denyWithoutMfa(scope),
    ...denyChangingExemptions(scope),
  ]);
  const bytes = byteLength(JSON.stringify(document).replace(/\s/g, ''));
  if (bytes > sizeLimits.managedPolicy) {
    throw new PolicyTooLargeError('managed policy', bytes, sizeLimits.managedPolicy);
  }
  return document;
}

/**
 * The same as a service control policy: it grants nothing and speaks of IAM users only, or every role's workload would
 * stop; the protection of the exemption tag holds for roles, too. It has no effect on the management account.
 */
export function mfaEnforcementScp(options: EnforcementOptions): PolicyDocument {
  const checked = checkedOptions(options);
  const scope = { ...checked, only: { ArnLike: { 'aws:PrincipalArn': 'arn:*:iam::*:user/*' } } };
  const document = policyDocument([...denyWithoutMfa(scope), ...denyChangingExemptions(checked)]);
  return sizedScp(document);
}

/** As the command line prints it, and as a person hands it to AWS. */
export function prettyJson(document: PolicyDocument): string {
  return JSON.stringify(document, null, 2);
}

/**
 * A service control policy by which only the named principals make console passwords of users, by the console, the API or
 * Terraform and in every region. It binds member accounts only, neither service-linked roles nor passwords that exist. Central
 * root recovery makes a login profile, too, on `:root`: it goes on.
 */
export function noNewPasswordsScp(options: NoNewPasswordsOptions): PolicyDocument {
  const { principals, breakGlass = [] } = options;
  checkExceptions({ principals, breakGlass }, ['principals'], 'Joiners');
  const partition = options.partition ?? partitionOfPrincipals(principals);
  return sizedScp(
    policyDocument([
      denyNewPasswords(principals, partition),
      ...denyForgingExceptions({ partition, principals, breakGlass }),
    ]),
  );
}

/** A service control policy by which only StackSets and break-glass change what the rule consists of in member accounts. */
export function protectScp(options: ProtectOptions): PolicyDocument {
  const { breakGlass } = options;
  checkExceptions({ breakGlass }, ['breakGlass'], 'BreakGlass');
  const partition = options.partition ?? partitionOfPrincipals(breakGlass);
  const principals = remediationRoles(partition);
  return sizedScp(
    policyDocument([
      ...denyChangingWhatIsProtected(partition, breakGlass),
      // A person who starts a runbook passes its role, which can do no more than the function lets everybody do.
      ...denyForgingExceptions({ partition, principals, breakGlass, passedByAll: principals }),
    ]),
  );
}

/** @throws InvalidEnforcementOptionsError which lists every problem */
function checkExceptions(
  named: Readonly<Record<string, readonly string[]>>,
  required: readonly string[],
  exampleRole: string,
): void {
  const problems = Object.entries(named).flatMap(([name, arns]) => [
    ...(arns.length === 0 && required.includes(name)
      ? [problem(name, arns, 'one or more ARNs of IAM roles or users')]
      : []),
    ...arns.flatMap((arn) => exceptionProblems(name, arn, exampleRole)),
  ]);
  if (problems.length > 0) throw new InvalidEnforcementOptionsError(problems);
}

/** A template's partition stays open, as it is written in the ARN. */
function partitionOfPrincipals(arns: readonly string[]): string {
  const named = arns.map((arn) => /^arn:(\$\{[^}]*\}|[\w-]+):/.exec(arn)?.[1]);
  return named.find((partition) => partition !== undefined) ?? 'aws';
}

function sizedScp(document: PolicyDocument): PolicyDocument {
  const bytes = byteLength(prettyJson(document));
  if (bytes > sizeLimits.scp) throw new PolicyTooLargeError('service control policy', bytes, sizeLimits.scp);
  return document;
}

function policyDocument(statements: readonly Statement[]): PolicyDocument {
  return { Version: '2012-10-17', Statement: statements };
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}
