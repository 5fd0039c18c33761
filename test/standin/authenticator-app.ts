import type { VirtualMFADevice } from '@aws-sdk/client-iam';
import { Secret, TOTP } from 'otpauth';

/** What an authenticator app shows for a device: the code before, and the present one. */
export function twoCodes(device: VirtualMFADevice | undefined, now = Date.now()) {
  const seed = Buffer.from(device?.Base32StringSeed ?? []).toString('utf8');
  const [before, present] = codesAt(seed, now - 30_000, now);
  return { AuthenticationCode1: before ?? '', AuthenticationCode2: present ?? '' };
}

/** By another's code than the command's and the stand-in's own. */
export function codesAt(base32: string, ...times: readonly number[]): readonly string[] {
  const app = new TOTP({ secret: Secret.fromBase32(base32), digits: 6, period: 30, algorithm: 'SHA1' });
  return times.map((timestamp) => app.generate({ timestamp }));
}
