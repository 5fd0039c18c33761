import { requiredMfaLevels } from './mfa-device';

/** Config's limit for InputParameters, in characters of the JSON text. */
export const maxParametersLength = 1024;

export const gracePeriodHoursRange = { min: 0, max: 720 } as const;
export const maxExemptDaysRange = { min: 1, max: 3650 } as const;

const tagKeyAllowed = 'a tag key of 1..128 ASCII letters, digits, spaces and _ . : / = + - @';

export interface ParameterText {
  readonly default: string;
  readonly allowed: string;
  readonly description: string;
}

/** The rule parameters as people see them, in error messages, flags, template parameters and the README. */
export const parameters = {
  requiredMfa: {
    default: 'any',
    allowed: `one of ${requiredMfaLevels.join(', ')}`,
    description: 'Which MFA devices are enough.',
  },
  gracePeriodHours: {
    default: '0',
    allowed: `a whole number ${gracePeriodHoursRange.min}..${gracePeriodHoursRange.max}`,
    description:
      'Hours after the console password was made in which a user without sufficient MFA is not flagged.',
  },
  exemptTagKey: {
    default: '',
    allowed: tagKeyAllowed,
    description: 'The user tag whose value "YYYY-MM-DD reason" exempts the user through that day (UTC).',
  },
  maxExemptDays: {
    default: '366',
    allowed: `a whole number ${maxExemptDaysRange.min}..${maxExemptDaysRange.max}`,
    description: 'How many days ahead an exemption tag may reach; a later date exempts no user.',
  },
  exemptPaths: {
    default: '',
    allowed: 'comma-separated IAM path prefixes, each starting and ending with a slash, like /service/',
    description: 'Users under these IAM paths are exempt; whole segments, with case.',
  },
  exemptUserNames: {
    default: '',
    allowed: 'comma-separated user names of 1..64 letters, digits and _ + = . @ -',
    description: 'These users are exempt; names compare without case.',
  },
  ownerTagKey: {
    default: '',
    allowed: tagKeyAllowed,
    description: 'The user tag whose value names who is to act; it is shown and decides nothing.',
  },
  rankPrivileges: {
    default: 'false',
    allowed: 'true or false',
    description: 'Whether scans read what each user may do and show administrators; it decides nothing.',
  },
} as const satisfies Record<string, ParameterText>;

export type ParameterKey = keyof typeof parameters;
export const parameterKeys = Object.keys(parameters) as readonly ParameterKey[];
