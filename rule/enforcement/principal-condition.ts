import { fitsPattern } from '../core/wildcard';

/** The user whom a policy would bind, as far as it is known; what is not known cannot make a condition hold. */
export interface PolicyUser {
  readonly userName?: string | undefined;
  readonly arn?: string | undefined;
  readonly userId?: string | undefined;
}

/**
 * Whether a condition of an identity policy surely holds for each request of the user. Keys about the request (an address, a
 * time, a tag) may fail, so they never surely hold; keys about the principal are decided.
 */
export function holdsFor(
  user: PolicyUser,
  operator: string,
  key: string,
  values: readonly string[],
): boolean {
  const found = operatorOf(operator);
  if (found === undefined || values.length === 0) return false;
  // A policy variable is something else in every request.
  if (values.some((value) => value.includes('${'))) return false;
  const actual = principalValue(user, key);
  if (actual !== undefined) return found.holds(values, actual);
  return key === 'aws:principalarn' && found.isArnLike && values.some(fitsEveryUser);
}

/** Whether the condition holds in a request that does not have the key. */
export const holdsWithout = (operator: string, values: readonly string[]): boolean =>
  operator === 'null'
    ? values.some((value) => value.toLowerCase() === 'true')
    : (operatorOf(operator)?.holdsWithoutKey ?? false);

/** Of a user whose ARN nobody knows yet, the account, the path and the name may be any. */
function fitsEveryUser(pattern: string): boolean {
  const [arn, partition = '', service, region = '', account = '', resource = ''] = partsOf(pattern);
  return (
    arn === 'arn' &&
    /^\*+$/.test(partition) &&
    service === 'iam' &&
    /^\**$/.test(region) &&
    /^\*+$/.test(account) &&
    /^(user\/|user)?\*+$/.test(resource)
  );
}

/** The six parts of an ARN; the last one may have colons. What has fewer is none. */
const partsOf = (arn: string): readonly string[] =>
  /^([^:]*):([^:]*):([^:]*):([^:]*):([^:]*):(.*)$/s.exec(arn)?.slice(1) ?? [];

/**
 * ArnEquals and ArnLike are the same: both take wildcards, in each of the six parts by itself. So `*` alone is no ARN, and what AWS
 * makes of it is not known: it surely neither fits nor does not.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
 */
function fitsArn(pattern: string, arn: string, orUnknown: boolean): boolean {
  const [wanted, actual] = [partsOf(pattern), partsOf(arn)];
  return wanted.length === 0 ? orUnknown : wanted.every((part, at) => fitsPattern(actual[at] ?? '', part));
}

export interface Operator {
  /** Whether it holds for a key of this value. */
  readonly holds: (values: readonly string[], actual: string) => boolean;
  readonly holdsWithoutKey: boolean;
  readonly isArnLike: boolean;
}

/** An operator on text, ARNs or truth, in lower case. */
export function operatorOf(operator: string): Operator | undefined {
  const match =
    /^(for(?:any|all)values?:)?(?:(bool)|(string|arn)(not)?(equals|like)(ignorecase)?)(ifexists)?$/.exec(
      operator,
    );
  if (match === null) return undefined;
  const [, set, bool, type, not, how, ignoreCase, ifExists] = match;
  const isFolded = bool !== undefined || ignoreCase !== undefined;
  const fits = (pattern: string, actual: string): boolean => {
    const [a, b] = isFolded ? [pattern.toLowerCase(), actual.toLowerCase()] : [pattern, actual];
    if (type === 'arn') return fitsArn(a, b, not !== undefined);
    return how === 'like' ? fitsPattern(b, a) : a === b;
  };
  return {
    holds: (values, actual) => values.some((value) => fits(value, actual)) === (not === undefined),
    // ForAnyValue needs a value; ForAllValues and a negated operator hold where there is none.
    holdsWithoutKey:
      set?.startsWith('forany') !== true &&
      (set !== undefined || not !== undefined || ifExists !== undefined),
    isArnLike: type === 'arn' && not === undefined,
  };
}

function principalValue({ userName, arn, userId }: PolicyUser, key: string): string | undefined {
  switch (key) {
    case 'aws:username':
      return userName;
    case 'aws:principalarn':
      return arn;
    case 'aws:userid':
      return userId;
    case 'aws:principaltype':
      return 'User';
    case 'aws:principalaccount':
      return arn?.split(':')[4];
    case 'aws:principalisawsservice':
      return 'false';
    default:
      return undefined;
  }
}
