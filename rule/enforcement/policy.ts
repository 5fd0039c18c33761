import { problem } from '../core/problem';
import type { PolicyDocument, Statement } from './document';
import { InvalidEnforcementOptionsError, PolicyTooLargeError } from './errors';
import {
  checkedOptions,
  principalProblems,
  type EnforcementOptions,
  type NoNewPasswordsOptions,
} from './options';
import { allowEnrolling, denyChangingExemptions, denyNewPasswords, denyWithoutMfa } from './statements';

/** AWS's limits. IAM does not count white space, Organizations counts what it is given. */
export const sizeLimits = { managedPolicy: 6144, scp: 5120 } as const;

/**
 * The managed policy for groups of users: enrolling one's own device is allowed, all else is denied until the session has
 * MFA. What no policy can stop: a thief who signs in first with a stolen password can enrol a device.
 */
export function mfaEnforcementPolicy(options: EnforcementOptions): PolicyDocument {
  const scope = checkedOptions(options);
  const document = policyDocument([
    ...allowEnrolling(scope),
    ...denyWithoutMfa(scope),
    ...(scope.exemptTag === undefined ? [] : [denyChangingExemptions(scope.exemptTag)]),
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
  const document = policyDocument([
    ...denyWithoutMfa(scope),
    ...(checked.exemptTag === undefined ? [] : [denyChangingExemptions(checked.exemptTag)]),
  ]);
  const bytes = byteLength(prettyJson(document));
  if (bytes > sizeLimits.scp) throw new PolicyTooLargeError('service control policy', bytes, sizeLimits.scp);
  return document;
}

/** As the command line prints it, and as a person hands it to AWS. */
export function prettyJson(document: PolicyDocument): string {
  return JSON.stringify(document, null, 2);
}

/**
 * A service control policy by which only the named principals make console passwords, by the console, the API or Terraform and
 * in every region. It binds member accounts only, neither service-linked roles nor passwords that exist.
 */
export function noNewPasswordsScp({ principals }: NoNewPasswordsOptions): PolicyDocument {
  const problems = [
    ...(principals.length === 0
      ? [problem('principals', principals, 'one or more ARNs of IAM roles or users')]
      : []),
    ...principals.flatMap((arn) => principalProblems('principals', arn, 'Joiners')),
  ];
  if (problems.length > 0) throw new InvalidEnforcementOptionsError(problems);
  const document = policyDocument([denyNewPasswords(principals)]);
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
