import { fitsPattern } from '../core/wildcard';

/** More stars than any action has in practice; each is looked at empty and long. */
const mostStars = 3;

/**
 * Lower-case action names with `*` and `?`: whether one pattern has everything of the other. A star of the other is put in as
 * nothing and as more characters than the pattern has, none of which it can name: only a star of its own has both.
 */
export function covers(pattern: string, other: string): boolean {
  if (pattern === other || /^\*+$/.test(pattern)) return true;
  const [first = '', ...rest] = other.replaceAll('?', unnamed).split('*');
  if (rest.length > mostStars) return false;
  const long = unnamed.repeat(pattern.length + 1);
  const texts = rest.reduce<readonly string[]>(
    (made, part) => made.flatMap((text) => [`${text}${part}`, `${text}${long}${part}`]),
    [first],
  );
  return texts.every((text) => fitsPattern(text, pattern));
}

const unnamed = '\u0000';

/** A pattern for what both have: undefined for nothing, and one of the two where their common part has no pattern of its own. */
export function meet(a: string, b: string): string | undefined {
  if (covers(a, b)) return b;
  if (covers(b, a)) return a;
  if (!isPattern(a) || !isPattern(b)) return undefined;
  const isOpen =
    (headOf(a).startsWith(headOf(b)) || headOf(b).startsWith(headOf(a))) &&
    (tailOf(a).endsWith(tailOf(b)) || tailOf(b).endsWith(tailOf(a)));
  return isOpen ? a : undefined;
}

/** Before the first and behind the last sign that stands for others. */
const headOf = (pattern: string): string => pattern.replace(/[*?][^]*/, '');
const tailOf = (pattern: string): string => pattern.replace(/[^]*[*?]/, '');
const isPattern = (text: string): boolean => /[*?]/.test(text);
