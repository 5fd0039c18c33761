/** The types that JSON has no text for. */
const unspeakable: readonly string[] = ['function', 'symbol', 'bigint'];

/** A value as messages show it: on one line, and whole where it is short. */
export function quote(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = unspeakable.includes(typeof value) ? `a ${typeof value}` : JSON.stringify(value);
  return text.length <= 80 ? text : `${text.slice(0, 77)}...`;
}

/** The one way to say that something cannot be used: what it is, what was got, and what is allowed. */
export const problem = (key: string, got: unknown, allowed: string): string =>
  `${key}: got ${quote(got)}, allowed: ${allowed}`;
