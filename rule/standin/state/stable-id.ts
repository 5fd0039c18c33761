import { createHash } from 'node:crypto';

/** Seventeen characters A-Z2-7. */
export function stableId(from: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const digest = createHash('sha256').update(from).digest();
  return Array.from(digest.subarray(0, 17), (byte) => alphabet[byte % 32] ?? 'A').join('');
}
