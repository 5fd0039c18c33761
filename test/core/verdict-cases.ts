import { parseParameterValues, type RuleParameters } from '../../rule/core/rule-parameters';
import type { Compliance, ReasonCode } from '../../rule/core/verdict';
import { hour } from '../builders';
import { casesOf } from '../case-files';

/** One user of the truth table: the facts, and what is said of the user. Times are relative to the moment of the run. */
export interface VerdictCase {
  readonly title: string;
  readonly userName: string;
  readonly path: string;
  readonly gone: boolean;
  readonly passwordCreated: Date | undefined;
  readonly passwordResetRequired: boolean;
  readonly devices: readonly DeviceKind[];
  readonly tags: Readonly<Record<string, string>>;
  readonly verdict: Compliance;
  readonly reason: ReasonCode;
  readonly says: readonly string[];
  /** Whether the stand-in, and whether moto, can hold the user. */
  readonly standin: boolean;
  readonly moto: boolean;
}

export type DeviceKind = 'virtual' | 'security-key' | 'sms' | 'hardware' | 'unknown';

export interface CaseSet {
  readonly title: string;
  readonly ruleParameters: string;
  readonly parsed: RuleParameters;
  readonly cases: readonly VerdictCase[];
}

interface Row {
  readonly title: string;
  readonly user: {
    readonly userName?: string;
    readonly path?: string;
    readonly gone?: boolean;
    readonly password?: string;
    readonly passwordResetRequired?: boolean;
    readonly devices?: readonly DeviceKind[];
    readonly tags?: Readonly<Record<string, string>>;
  };
  readonly verdict: Compliance;
  readonly reason: ReasonCode;
  readonly says: readonly string[];
  readonly wire?: boolean;
  readonly moto?: boolean;
  readonly why?: string;
}

interface RowSet {
  readonly title: string;
  readonly ruleParameters: Readonly<Record<string, unknown>>;
  readonly users: readonly Row[];
}

/** `test/cases/verdicts/`, with its ages and days counted from `now`. */
export function caseSets(now: Date): readonly CaseSet[] {
  return (casesOf('verdicts') as readonly RowSet[]).map((set, index) => ({
    title: set.title,
    ruleParameters: JSON.stringify(set.ruleParameters),
    parsed: parseParameterValues(set.ruleParameters),
    cases: set.users.map((row, place) => caseOf(row, `user-${index}-${place}`, now)),
  }));
}

function caseOf(
  { title, user, verdict, reason, says, wire, moto }: Row,
  userName: string,
  now: Date,
): VerdictCase {
  const dated = (text: string): string =>
    text.replace(/\{today([+-]\d+)?\}/g, (_, days = '0') => day(now, Number(days)));
  return {
    title,
    userName: user.userName ?? userName,
    path: user.path ?? '/',
    gone: user.gone === true,
    passwordCreated: user.password === undefined ? undefined : new Date(now.getTime() - age(user.password)),
    passwordResetRequired: user.passwordResetRequired === true,
    devices: user.devices ?? [],
    tags: Object.fromEntries(Object.entries(user.tags ?? {}).map(([key, value]) => [key, dated(value)])),
    verdict,
    reason,
    says: says.map(dated),
    standin: wire !== false,
    moto: wire !== false && moto !== false,
  };
}

const day = (now: Date, days: number): string =>
  new Date(now.getTime() + days * 24 * hour).toISOString().slice(0, 10);

const units: Readonly<Record<string, number>> = { h: hour, s: 1000, ms: 1 };

/** "24h - 1ms" in milliseconds. */
function age(text: string): number {
  const parts = [...text.matchAll(/([+-]?)\s*(\d+)(h|ms|s)/g)];
  if (
    parts
      .map(([part]) => part)
      .join('')
      .replace(/\s/g, '') !== text.replace(/\s/g, '')
  )
    throw new RangeError(`"${text}" is no age, allowed: like "24h - 1ms"`);
  return parts.reduce((sum, [, sign, count, unit = '']) => {
    return sum + (sign === '-' ? -1 : 1) * Number(count) * (units[unit] ?? NaN);
  }, 0);
}

/** A serial number of each kind, as AWS makes it; `unknown` is of no form that AWS has had so far. */
export function serialOf(kind: DeviceKind, userName: string, place: number): string {
  const arn = 'arn:aws:iam::123456789012:';
  switch (kind) {
    case 'virtual':
      return `${arn}mfa/${userName}-${place}`;
    case 'security-key':
      return `${arn}u2f/user/${userName}/key-${place}`;
    case 'sms':
      return `${arn}sms-mfa/${userName}-${place}`;
    case 'hardware':
      return `GAHT${Buffer.from(userName).toString('hex').slice(-12)}${place}`;
    case 'unknown':
      return `${arn}retina/user/${userName}/${place}`;
  }
}
