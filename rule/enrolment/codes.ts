import { codeAt, fromBase32, stepOf, timeOfStep } from './totp';

/** Six digits; authenticator apps show them in two groups. */
export function parseCode(text: string): string | undefined {
  const code = text.replace(/\s+/g, '');
  return /^\d{6}$/.test(code) ? code : undefined;
}

/** The diagnosis of a pair of codes that AWS refused, made with the secret. */
export type Diagnosis =
  | { readonly kind: 'in-time' }
  | { readonly kind: 'clock'; readonly seconds: number }
  | { readonly kind: 'not-consecutive' }
  | { readonly kind: 'foreign' };

/** How far around now a code is looked for: a day, in steps. */
const searched = 2 * 60 * 24;
const near = 10;
const tolerated = 2;

/** @returns `seconds` above 0 where the clock of the codes is ahead of this one */
export function diagnose(secret: string, codes: readonly [string, string], now: Date): Diagnosis {
  const key = fromBase32(secret);
  const here = stepOf(now);
  const steps = (code: string, distance: number): readonly number[] =>
    Array.from({ length: 2 * distance + 1 }, (_, n) => here - distance + n).filter(
      (step) => codeAt(key, step) === code,
    );
  const firsts = steps(codes[0], searched);
  const pair = firsts.find((step) => codeAt(key, step + 1) === codes[1]);
  if (pair !== undefined) {
    // The second code is the one that was just read.
    const off = pair + 1 - here;
    if (Math.abs(off) <= tolerated) return { kind: 'in-time' };
    return {
      kind: 'clock',
      seconds: Math.round((timeOfStep(pair + 1).getTime() - timeOfStep(here).getTime()) / 1000),
    };
  }
  const known = firsts.length > 0 && steps(codes[1], near).length > 0;
  return { kind: known ? 'not-consecutive' : 'foreign' };
}

/** The sentence for a person, and what to do. */
export function diagnosisText(diagnosis: Diagnosis): string {
  switch (diagnosis.kind) {
    case 'in-time':
      return "The codes fit this computer's clock, but AWS refused them: a code counts once, and the clock must be right.";
    case 'clock':
      return (
        `The clock of the device that shows the codes is ${duration(Math.abs(diagnosis.seconds))} ` +
        `${diagnosis.seconds > 0 ? 'ahead of' : 'behind'} this computer's. Set date and time to automatic on both.`
      );
    case 'not-consecutive':
      return 'The two codes do not follow each other: type one code, wait until the app shows the next one, and type that.';
    case 'foreign':
      return 'The codes are not those of this device: look at the entry that was just scanned.';
  }
}

function duration(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  if (minutes < 1) return `${seconds} seconds`;
  return minutes === 1 ? '1 minute' : `${minutes} minutes`;
}
