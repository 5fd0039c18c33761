import { text } from './markup';

export interface Slice {
  readonly label: string;
  readonly count: number;
  /** 0 good, 1 bad, 2 neutral, 3 a warning, 4 unknown: one of the page's colours. */
  readonly colour: 0 | 1 | 2 | 3 | 4;
}

/** A bar of parts and what they stand for; the numbers are text, so nothing hangs on a colour. */
export function barFigure(caption: string, slices: readonly Slice[]): string {
  const sum = slices.reduce((total, { count }) => total + count, 0);
  let at = 0;
  const parts = slices.map(({ count, colour }) => {
    const width = sum === 0 ? 0 : (count / sum) * 100;
    const part = `<rect class="s${colour}" x="${at.toFixed(3)}" y="0" width="${width.toFixed(3)}" height="10"/>`;
    at += width;
    return part;
  });
  const items = slices.map(
    ({ label, count, colour }) =>
      `<li><span class="swatch s${colour}"></span>${text(label)}<b>${count.toLocaleString('en')}${share(count, sum)}</b></li>`,
  );
  return `<figure><figcaption>${text(caption)}</figcaption><svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">${parts.join('')}</svg><ul>${items.join('')}</ul></figure>`;
}

const share = (count: number, sum: number): string =>
  sum === 0
    ? ''
    : ` (${count > 0 && count < sum ? Math.min(99, Math.max(1, Math.round((count / sum) * 100))) : Math.round((count / sum) * 100)} %)`;

/** One fact in large letters. */
export const factFigure = (caption: string, big: string, detail: string): string =>
  `<figure><figcaption>${text(caption)}</figcaption><div class="big">${text(big)}</div><div class="soft">${text(detail)}</div></figure>`;
