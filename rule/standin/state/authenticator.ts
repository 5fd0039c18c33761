import { createHmac, randomBytes } from 'node:crypto';

/** IAM makes 64 letters. */
const secretBytes = 40;
const secondsPerStep = 30;
/** How many steps the second code may lie from now. */
const behind = 2;
const ahead = 1;

/** The secret of a virtual device and what it has seen: RFC 6238 as IAM checks it, by the stand-in's clock. */
export class Authenticator {
  readonly secret = randomBytes(secretBytes);
  private readonly seen = new Set<string>();

  get base32(): string {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
    let [text, bits, value] = ['', 0, 0];
    for (const byte of this.secret) {
      value = (value << 8) | byte;
      for (bits += 8; bits >= 5; bits -= 5) text += alphabet[(value >>> (bits - 5)) & 31] ?? '';
      value &= (1 << bits) - 1;
    }
    return text;
  }

  /** Two different codes of steps that follow each other, the second near now, and none that was sent before. */
  accepts(first: string, second: string, now: Date): boolean {
    const isNew = first !== second && !this.seen.has(first) && !this.seen.has(second);
    this.seen.add(first).add(second);
    const step = Math.floor(now.getTime() / 1000 / secondsPerStep);
    const seconds = Array.from({ length: behind + ahead + 1 }, (_, n) => step - behind + n);
    const isPair = seconds.some((one) => this.code(one) === second && this.code(one - 1) === first);
    return isNew && isPair;
  }

  private code(step: number): string {
    const hmac = createHmac('sha1', this.secret);
    const mac = hmac.update(step.toString(16).padStart(16, '0'), 'hex').digest();
    const at = mac.readUInt8(19) & 15;
    return ((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).toString().padStart(6, '0');
  }
}
