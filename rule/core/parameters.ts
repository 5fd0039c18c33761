import { choice, flag, type Kind, list, text, wholeNumber } from './kinds';
import { requiredMfaLevels } from './mfa-device';

/** Config's limit for InputParameters, in characters of the JSON text. */
export const maxParametersLength = 1024;

const parameter = <T>(kind: Kind<T>, value: string, description: string) => ({
  ...kind,
  default: value,
  description,
});

/** IAM takes letters of every alphabet; of ASCII alone it is beyond doubt which keys are equal without case. */
const tagKey = text(
  '[A-Za-z0-9_.:/=+@-][A-Za-z0-9 _.:/=+@-]{0,127}',
  'a tag key of 1..128 ASCII letters, digits, spaces and _ . : / = + - @',
);

/** The rule parameters, a row each: the parser, messages, flags, template parameters and docs/ are made of it. */
export const parameters = {
  requiredMfa: parameter(choice(requiredMfaLevels), 'any', 'Which MFA devices are enough.'),
  gracePeriodHours: parameter(
    wholeNumber({ min: 0, max: 720 }),
    '0',
    'Hours after the console password was made in which a user without sufficient MFA is not flagged.',
  ),
  exemptTagKey: parameter(
    tagKey,
    '',
    'The user tag whose value "YYYY-MM-DD reason" exempts the user through that day (UTC).',
  ),
  maxExemptDays: parameter(
    wholeNumber({ min: 1, max: 3650 }),
    '366',
    'How many days ahead an exemption tag may reach; a later date exempts no user.',
  ),
  exemptPaths: parameter(
    // All of printable ASCII but the comma.
    list(
      '/[!-+.-~-]+/',
      'comma-separated IAM path prefixes, each starting and ending with a slash, like /service/',
    ),
    '',
    'Users under these IAM paths are exempt; whole segments, with case.',
  ),
  exemptUserNames: parameter(
    list('[A-Za-z0-9_+=.@-]{1,64}', 'comma-separated user names of 1..64 letters, digits and _ + = . @ -'),
    '',
    'These users are exempt; names compare with case.',
  ),
  ownerTagKey: parameter(
    tagKey,
    '',
    'The user tag whose value names who is to act; it is shown and decides nothing.',
  ),
  rankPrivileges: parameter(
    flag,
    'false',
    'Whether scans read what each user may do and show administrators; it decides nothing.',
  ),
} as const;

export type ParameterKey = keyof typeof parameters;
export const parameterKeys = Object.keys(parameters) as readonly ParameterKey[];

export type ParameterValue = string | number | boolean | readonly string[] | null | undefined;

/** The value of a parameter for a person; an empty text where it is not set. */
export const valueText = (value: ParameterValue): string =>
  typeof value === 'object' && value !== null ? value.join(', ') : String(value ?? '');

type ValueOf<K> = K extends Kind<infer T> ? T : never;
/** The rule parameters, parsed. */
export type RuleParameters = { readonly [K in ParameterKey]: ValueOf<(typeof parameters)[K]> };
