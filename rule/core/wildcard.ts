/**
 * Whether a text fits a pattern of an IAM policy: `*` is any characters, `?` is one. In linear space and without a regular
 * expression: a policy with many stars must not cost the run its time.
 */
export function fitsPattern(text: string, pattern: string): boolean {
  let at = 0;
  let inPattern = 0;
  let star = -1;
  let afterStar = 0;
  while (at < text.length) {
    if (pattern[inPattern] === '*') {
      star = inPattern;
      afterStar = at;
      inPattern += 1;
    } else if (pattern[inPattern] === '?' || pattern[inPattern] === text[at]) {
      at += 1;
      inPattern += 1;
    } else if (star >= 0) {
      afterStar += 1;
      at = afterStar;
      inPattern = star + 1;
    } else return false;
  }
  while (pattern[inPattern] === '*') inPattern += 1;
  return inPattern === pattern.length;
}

/** Actions compare without case. */
export function fitsAction(action: string, pattern: string): boolean {
  return fitsPattern(action.toLowerCase(), pattern.toLowerCase());
}
