import { fitsAction, fitsPattern } from '../core/wildcard';

/** A statement of a resource's policy, as far as doctor decides by it. */
export interface PolicyStatement {
  readonly effect: string;
  readonly services: readonly string[];
  readonly everyone: boolean;
  readonly actions: readonly string[];
  /** Operator, key, values. */
  readonly conditions: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

/** A service's request, with the condition keys that it sends; a key that is not named is not in the request. */
export interface ServiceRequest {
  readonly service: string;
  readonly action: string;
  readonly keys: Readonly<Record<string, string>>;
}

/** Whether a policy lets an AWS service in, decided by the values of its conditions. */
export function letsIn(statements: readonly PolicyStatement[], request: ServiceRequest): boolean {
  const about = statements.filter(
    ({ services, everyone, actions }) =>
      (everyone || services.some((service) => fitsPattern(request.service, service))) &&
      actions.some((action) => fitsAction(request.action, action)),
  );
  const holds = ({ conditions }: PolicyStatement): boolean =>
    Object.entries(conditions).every(([operator, keys]) =>
      Object.entries(keys).every(([key, values]) => isMet(operator, valueOf(request, key), values)),
    );
  return (
    about.some((statement) => statement.effect === 'Allow' && holds(statement)) &&
    !about.some((statement) => statement.effect === 'Deny' && holds(statement))
  );
}

const valueOf = ({ keys }: ServiceRequest, key: string): string | undefined =>
  Object.entries(keys).find(([name]) => name.toLowerCase() === key.toLowerCase())?.[1];

/** An operator that is not known here is not met: neither an Allow nor a Deny counts by it. */
function isMet(operator: string, value: string | undefined, wanted: readonly string[]): boolean {
  const [, set, name = '', ifExists] =
    /^(ForAnyValue:|ForAllValues:)?(\w+?)(IfExists)?$/.exec(operator) ?? [];
  if (name === 'Null') return wanted.includes(String(value === undefined));
  const negated = /^(String|Arn)Not(Equals|Like)/.test(name);
  if (value === undefined) return ifExists !== undefined || negated || set === 'ForAllValues:';
  const fits = comparisons[name.replace('Not', '')];
  if (fits === undefined) return false;
  return wanted.some((pattern) => fits(value, pattern)) !== negated;
}

type Comparison = (value: string, pattern: string) => boolean;

const comparisons: Readonly<Record<string, Comparison>> = {
  StringEquals: (value, wanted) => value === wanted,
  StringEqualsIgnoreCase: (value, wanted) => value.toLowerCase() === wanted.toLowerCase(),
  StringLike: fitsPattern,
  ArnEquals: fitsPattern,
  ArnLike: fitsPattern,
};
