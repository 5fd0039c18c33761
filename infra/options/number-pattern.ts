/**
 * A regular expression for the whole numbers from `min` to `max`, without a sign and without leading zeros. CloudFormation's own
 * Number takes 0.5, so a template has to say it as a pattern.
 */
export function wholeNumberPattern({ min, max }: { readonly min: number; readonly max: number }): string {
  return `^(${alternatives(min, max).join('|')})$`;
}

function alternatives(min: number, max: number): readonly string[] {
  const found: string[] = [];
  for (let low = min; low <= max;) {
    const high = endOfBlock(low, max);
    found.push(block(String(low), String(high)));
    low = high + 1;
  }
  return found;
}

/** The last number that one pattern can share with `low`: the same digits, then one digit's range, then any digits. */
function endOfBlock(low: number, max: number): number {
  let best = low;
  for (let size = 1; low % size === 0 && String(low).length >= String(size).length; size *= 10) {
    const digit = Math.floor(low / size) % 10;
    for (let last = digit; last <= 9; last++) {
      const high = low + (last - digit + 1) * size - 1;
      if (high > max || String(high).length !== String(low).length) break;
      best = Math.max(best, high);
    }
    if (size > low && low !== 0) break;
  }
  return best;
}

function block(low: string, high: string): string {
  return Array.from(low)
    .map((digit, index) => {
      const other = high.charAt(index);
      return digit === other ? digit : `[${digit}-${other}]`;
    })
    .join('');
}
