export type MfaDeviceKind = 'virtual' | 'security-key' | 'sms' | 'hardware' | 'unknown';

/**
 * The MFA devices that are known to be assigned to a user. `complete: false` means that there are at least these: the list of
 * an account's virtual devices says nothing of security keys and hardware tokens.
 */
export interface MfaDevices {
  readonly kinds: readonly MfaDeviceKind[];
  readonly complete: boolean;
}

/**
 * - `any`: one device of any kind.
 * - `has-phishing-resistant`: at least one security key or passkey.
 * - `only-phishing-resistant`: at least one, and no other kind: a phishable factor beside a passkey is still a phishable
 *   door, since any one device is enough to sign in.
 */
export const requiredMfaLevels = ['any', 'has-phishing-resistant', 'only-phishing-resistant'] as const;
export type RequiredMfa = (typeof requiredMfaLevels)[number];

const partition = 'aws(?:-cn|-us-gov|-iso(?:-[a-z])?|-eusc)?';
const serialPatterns: readonly (readonly [RegExp, MfaDeviceKind])[] = [
  [new RegExp(`^arn:${partition}:iam::\\d{12}:mfa/.+$`), 'virtual'],
  [new RegExp(`^arn:${partition}:iam::\\d{12}:u2f/user/.+$`), 'security-key'],
  [new RegExp(`^arn:${partition}:iam::\\d{12}:sms-mfa/.+$`), 'sms'],
  [/^(?!arn:)[\w+=/:,.@-]+$/, 'hardware'],
];

/**
 * The kind of a device, from its serial number: the only thing in ListMFADevices that shows it. A device's name never says
 * how strong it is. A serial number of no known form counts as MFA, never as phishing-resistant.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_MFADevice.html
 */
export function mfaDeviceKind(serialNumber: string): MfaDeviceKind {
  return serialPatterns.find(([pattern]) => pattern.test(serialNumber))?.[1] ?? 'unknown';
}

/** Whether the devices meet the level; `unknown` where those that are not yet known would decide it. */
export function meetsRequiredMfa(devices: MfaDevices, required: RequiredMfa): 'yes' | 'no' | 'unknown' {
  const { kinds, complete } = devices;
  const strong = kinds.some((kind) => kind === 'security-key');
  const weak = kinds.some((kind) => kind !== 'security-key');
  switch (required) {
    case 'any':
      if (kinds.length > 0) return 'yes';
      break;
    case 'has-phishing-resistant':
      if (strong) return 'yes';
      break;
    case 'only-phishing-resistant':
      if (weak) return 'no';
      if (complete && strong) return 'yes';
      break;
  }
  return complete ? 'no' : 'unknown';
}
