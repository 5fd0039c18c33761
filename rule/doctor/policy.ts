import { fitsAction, fitsPattern } from '../core/wildcard';

/** A statement of a resource's policy, as far as doctor decides by it. */
export interface PolicyStatement {
  readonly effect: string;
  readonly services: readonly string[];
  readonly everyone: boolean;
  /** The AWS principals: ids of accounts and ARNs. */
  readonly principals?: readonly string[];
  /** Whether it is about everybody but those. */
  readonly isNotPrincipal?: boolean;
  readonly actions: readonly string[];
  /** The actions that it is not about, in the place of `actions`. */
  readonly notActions?: readonly string[] | undefined;
  /** Operator, key, values. */
  readonly conditions: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

/** A request with the condition keys that it sends; a key that is not named is not in the request. */
export interface ResourceRequest {
  /** A service of AWS, or the ARN of a role that an account's own policies allow the action. */
  readonly principal: string;
  readonly action: string;
  readonly keys: Readonly<Record<string, string>>;
}

/** Whether a policy lets a service or a role in, decided by the values of its conditions. */
export function letsIn(statements: readonly PolicyStatement[], request: ResourceRequest): boolean {
  const about = statements.filter(
    (statement) => isAbout(statement, request.principal) && names(statement, request.action),
  );
  const keys = { ...keysOf(request.principal), ...request.keys };
  const holds = ({ conditions, effect }: PolicyStatement): boolean =>
    Object.entries(conditions).every(([operator, wanted]) =>
      Object.entries(wanted).every(
        // What is not understood counts against the request.
        ([key, values]) => isMet(operator, valueOf(keys, key), values) ?? effect === 'Deny',
      ),
    );
  return (
    about.some((statement) => statement.effect === 'Allow' && holds(statement)) &&
    !about.some((statement) => statement.effect === 'Deny' && holds(statement))
  );
}

function isAbout(
  { services, everyone, principals = [], isNotPrincipal = false }: PolicyStatement,
  principal: string,
): boolean {
  const [, , , , account = ''] = principal.split(':');
  const isNamed =
    everyone ||
    services.includes(principal) ||
    principals.some((one) => one === principal || one === account || isRootOf(account, one));
  return isNamed !== isNotPrincipal;
}

/** An account as a principal is all that its own policies allow. */
const isRootOf = (account: string, arn: string): boolean =>
  account !== '' && arn.endsWith(`:iam::${account}:root`);

const names = ({ actions, notActions }: PolicyStatement, action: string): boolean =>
  notActions === undefined
    ? actions.some((one) => fitsAction(action, one))
    : !notActions.some((one) => fitsAction(action, one));

/** The keys that every request has. */
function keysOf(principal: string): Readonly<Record<string, string>> {
  const isService = !principal.startsWith('arn:');
  return {
    'aws:SecureTransport': 'true',
    'aws:PrincipalIsAWSService': String(isService),
    ...(isService
      ? { 'aws:PrincipalServiceName': principal }
      : { 'aws:PrincipalArn': principal, 'aws:PrincipalAccount': principal.split(':')[4] ?? '' }),
  };
}

const valueOf = (keys: ResourceRequest['keys'], key: string): string | undefined =>
  Object.entries(keys).find(([name]) => name.toLowerCase() === key.toLowerCase())?.[1];

/** Undefined where the operator is not known here. */
function isMet(operator: string, value: string | undefined, wanted: readonly string[]): boolean | undefined {
  const [, set, name = '', ifExists] =
    /^(ForAnyValue:|ForAllValues:)?(\w+?)(IfExists)?$/.exec(operator) ?? [];
  if (name === 'Null') return wanted.includes(String(value === undefined));
  const negated = name.includes('Not');
  if (value === undefined) return ifExists !== undefined || negated || set === 'ForAllValues:';
  const fits = comparisons[name.replace('Not', '')];
  return fits && wanted.some((pattern) => fits(value, pattern)) !== negated;
}

type Comparison = (value: string, pattern: string) => boolean;

const equalsIgnoringCase: Comparison = (value, wanted) => value.toLowerCase() === wanted.toLowerCase();

/** A star of an ARN's part stays in it; the last part takes the rest. */
const fitsArn: Comparison = (value, pattern) => {
  const parts = (arn: string): readonly string[] => {
    const [a = '', b = '', c = '', d = '', e = '', ...rest] = arn.split(':');
    return [a, b, c, d, e, rest.join(':')];
  };
  const wanted = parts(pattern);
  return parts(value).every((part, n) => fitsPattern(part, wanted[n] ?? ''));
};

const comparisons: Readonly<Record<string, Comparison>> = {
  StringEquals: (value, wanted) => value === wanted,
  StringEqualsIgnoreCase: equalsIgnoringCase,
  StringLike: fitsPattern,
  ArnEquals: fitsArn,
  ArnLike: fitsArn,
  Bool: equalsIgnoringCase,
};
