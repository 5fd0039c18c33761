import type { ParsedCondition, Patterns } from './parsed-policy';
import { fitsAction, fitsPattern } from './wildcard';

/** Whether a statement is about the action. */
export function coversAction({ kind, patterns }: Patterns, action: string): boolean {
  return patterns.some((pattern) => fitsAction(action, pattern)) === (kind === 'only');
}

const everyAction = /^\*+(:\*+)?$/;

/** Whether a statement is about every action: `*`, or all but some that are none of IAM's. */
export function coversEveryAction({ kind, patterns }: Patterns): boolean {
  return kind === 'only' ? patterns.some((pattern) => everyAction.test(pattern)) : !patterns.some(touchesIam);
}

/** Whether a statement is about every action of IAM. */
export function coversEveryIamAction({ kind, patterns }: Patterns): boolean {
  if (kind === 'all-but') return !patterns.some(touchesIam);
  return patterns.some((pattern) => {
    const [service = '', action = ''] = pattern.split(':');
    return everyAction.test(pattern) || (/^\*+$/.test(action) && isIam(service));
  });
}

/** Whether a pattern can fit an action of IAM at all. */
function touchesIam(pattern: string): boolean {
  const [service = ''] = pattern.split(':');
  return isIam(service);
}

const isIam = (service: string): boolean => fitsAction('iam', service);

/** `*` itself; an ARN of stars leaves out the actions that take no resource. */
export function coversEveryResource({ kind, patterns }: Patterns): boolean {
  return kind === 'only' && patterns.some((pattern) => /^\*+$/.test(pattern));
}

/** The values of a policy's variables for one user. Any other variable is unknown here, and fits nothing. */
export interface PolicyVariables {
  readonly 'aws:username': string;
  readonly 'aws:userid': string;
}

/**
 * Whether a statement is about the resource. `variables` is undefined for a document that has none.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function coversResource(
  { kind, patterns }: Patterns,
  resource: string,
  variables: PolicyVariables | undefined,
): boolean {
  const fits = (pattern: string): boolean => {
    const filled = variables === undefined ? pattern : fillVariables(pattern, variables);
    return filled !== undefined && fitsPattern(resource, filled);
  };
  return patterns.some(fits) === (kind === 'only');
}

/** A value never acts as a wildcard: neither names nor ids of users have a star or a question mark in them. */
function fillVariables(pattern: string, variables: PolicyVariables): string | undefined {
  const filled = pattern.replace(/\$\{\s*aws:user(name|id)\s*\}/gi, (_, which: string) =>
    which.toLowerCase() === 'name' ? variables['aws:username'] : variables['aws:userid'],
  );
  return filled.includes('${') ? undefined : filled;
}

/**
 * Whether a condition lets a sign-in pass only with MFA. `aws:MultiFactorAuthAge` is there only with MFA; with `IfExists` an
 * access key passes too, a password alone does not.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-multifactorauthpresent
 */
export function requiresMfa({ operator, key, values }: ParsedCondition): boolean {
  const name = key.toLowerCase();
  if (name === 'aws:multifactorauthpresent') {
    const isTrue = values.length > 0 && values.every((value) => value.toLowerCase() === 'true');
    return isTrue && /^(bool|boolifexists|stringequals|stringequalsignorecase)$/i.test(operator);
  }
  return name === 'aws:multifactorauthage' && /^numericlessthan(equals)?$/i.test(operator);
}
