import { createHmac } from 'node:crypto';

/** IAM's virtual devices: RFC 6238 with SHA-1, 30 seconds and six digits. */
const stepSeconds = 30;

export const stepOf = (time: Date): number => Math.floor(time.getTime() / 1000 / stepSeconds);
export const timeOfStep = (step: number): Date => new Date(step * stepSeconds * 1000);

/** RFC 4226, section 5.3: the code of a counter. */
export function codeAt(secret: Buffer, step: number, digits = 6): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac('sha1', secret).update(counter).digest();
  const offset = (digest.at(-1) ?? 0) & 0xf;
  const number = digest.readUInt32BE(offset) & 0x7fffffff;
  return String(number % 10 ** digits).padStart(digits, '0');
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** RFC 4648, without regard to case and padding. */
export function fromBase32(text: string): Buffer {
  const letters = Array.from(text.toUpperCase().replace(/=+$/, ''));
  const bits = letters.map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const bytes = bits.match(/.{8}/g) ?? [];
  return Buffer.from(bytes.map((byte) => parseInt(byte, 2)));
}
