/** Lower-case action names with `*` and `?`: whether one pattern has everything of the other. */
export const covers = (pattern: string, other: string): boolean =>
  pattern === other || wildcard(pattern).test(other.replaceAll('*', '\u0000*').replaceAll('?', '\u0000'));

/** A pattern's own wildcards fit those of the other, which stand as characters of their own. */
function wildcard(pattern: string): RegExp {
  const escaped = pattern.replace(/[.+^${}()|[\]\\/]/g, '\\$&');
  return new RegExp(`^${escaped.replace(/\*+/g, '.*').replace(/\?/g, '[^*]')}$`, 's');
}

/** A pattern for what both have: undefined for nothing, and one of the two where their common part has no pattern of its own. */
export function meet(a: string, b: string): string | undefined {
  if (covers(a, b)) return b;
  if (covers(b, a)) return a;
  if (!isPattern(a) || !isPattern(b)) return undefined;
  const [headOfA = '', headOfB = ''] = [/^[^*?]*/.exec(a)?.[0], /^[^*?]*/.exec(b)?.[0]];
  const [tailOfA = '', tailOfB = ''] = [/[^*?]*$/.exec(a)?.[0], /[^*?]*$/.exec(b)?.[0]];
  const isOpen =
    (headOfA.startsWith(headOfB) || headOfB.startsWith(headOfA)) &&
    (tailOfA.endsWith(tailOfB) || tailOfB.endsWith(tailOfA));
  return isOpen ? a : undefined;
}

const isPattern = (text: string): boolean => /[*?]/.test(text);
