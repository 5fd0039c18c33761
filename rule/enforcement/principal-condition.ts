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
  const found = parsedOperator(operator);
  const actual = principalValue(user, key);
  if (found === undefined || actual === undefined || values.length === 0) return false;
  // A policy variable is something else in every request.
  if (values.some((value) => value.includes('${'))) return false;
  const fits = values.some((value) => found.fits(value, actual));
  return found.negated ? !fits : fits;
}

interface Operator {
  readonly negated: boolean;
  readonly fits: (pattern: string, actual: string) => boolean;
}

/** The key is there, so `IfExists` makes no difference. */
function parsedOperator(operator: string): Operator | undefined {
  const match = /^(string|arn)(not)?(equals|like)(ignorecase)?(?:ifexists)?$/.exec(operator);
  if (match === null) return undefined;
  const [, type, not, how, ignoreCase] = match;
  // ArnEquals and ArnLike are the same: both take wildcards.
  const wild = type === 'arn' || how === 'like';
  return {
    negated: not !== undefined,
    fits: (pattern, actual) => {
      const [a, b] =
        ignoreCase === undefined ? [pattern, actual] : [pattern.toLowerCase(), actual.toLowerCase()];
      return wild ? wildcard(a).test(b) : a === b;
    },
  };
}

function wildcard(pattern: string): RegExp {
  const escaped = pattern.replace(/[.+^${}()|[\]\\/]/g, '\\$&');
  return new RegExp(`^${escaped.replace(/\*+/g, '.*').replace(/\?/g, '.')}$`, 's');
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
