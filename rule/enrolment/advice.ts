import type { RequiredMfa } from '../core/mfa-device';
import { securityCredentialsPage } from '../protocol/enrolling';

/** Advice for the other kinds of devices, which need a browser. */
export const otherDevices = (partition: string): string =>
  `A passkey or security key resists phishing and needs the browser: ${securityCredentialsPage(partition)}`;

/** A virtual device does not meet the stricter levels, and one of them rules it out. */
export function levelWarning(requiredMfa: RequiredMfa): string | undefined {
  switch (requiredMfa) {
    case 'any':
      return undefined;
    case 'has-phishing-resistant':
      return (
        'The rule asks for a passkey or security key (requiredMfa is has-phishing-resistant): ' +
        'a virtual device alone does not satisfy it.'
      );
    case 'only-phishing-resistant':
      return (
        'The rule asks for passkeys or security keys and nothing else (requiredMfa is only-phishing-resistant): ' +
        'with a virtual device the user does not satisfy it. Press Ctrl-C to stop.'
      );
  }
}

/** The entry's name as the app shows it: `AWS: alice@123456789012`. */
export function otpauthUrl(secret: string, userName: string, accountId: string): string {
  const label = encodeURIComponent(`${userName}@${accountId}`);
  return `otpauth://totp/AWS:${label}?secret=${secret}&issuer=AWS`;
}
