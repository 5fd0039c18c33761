import { text } from './markup';
import { number } from './times';

/** A part of the bar; each has a colour of its own, and none says anything that its word and number do not. */
export interface State {
  readonly colour: 'act' | 'weak' | 'unread' | 'grace' | 'exempt' | 'safe';
  readonly word: string;
  readonly count: number;
}

/** One user of 5,000 is still a line that can be seen, in percent of the bar. */
const narrowest = 0.8;

/** The states that occur, as parts of one bar with their numbers below. */
export function stateBar(caption: string, states: readonly State[], level: 'figcaption' | 'h3'): string {
  const there = states.filter(({ count }) => count > 0);
  const title =
    level === 'h3'
      ? `<h3>${text(caption)}</h3>`
      : `<figcaption class="small soft">${text(caption)}</figcaption>`;
  if (there.length === 0) return level === 'h3' ? '' : `<figure class="bar">${title}</figure>`;
  const sum = there.reduce((total, { count }) => total + count, 0);
  const widths = there.map(({ count }) => Math.max(narrowest, (count / sum) * 100));
  const all = widths.reduce((total, width) => total + width, 0);
  let at = 0;
  const parts = there.map(({ colour }, index) => {
    const width = ((widths[index] ?? 0) / all) * 100;
    const place = `x="${at.toFixed(2)}%" width="${width.toFixed(2)}%" height="16"`;
    at += width;
    return rect(colour, place);
  });
  const items = there.map(
    ({ colour, word, count }) =>
      `<li><svg aria-hidden="true" focusable="false">${rect(colour, 'width="12" height="12"')}</svg><span><b>${number(count)}</b> ${text(word)}</span></li>`,
  );
  return `<figure class="bar">${title}<svg height="16" aria-hidden="true" focusable="false">${hatch}${parts.join('')}</svg><ul class="legend">${items.join('')}</ul></figure>`;
}

/** Unread is hatched, so that it is told apart on a grey print, too. */
const rect = (colour: State['colour'], place: string): string =>
  `<rect class="f-${colour}" ${place}/>${colour === 'unread' ? `<rect fill="url(#hatch)" ${place}/>` : ''}`;

const hatch =
  '<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path class="f-ground" d="M0 0V6" stroke-width="4"/></pattern></defs>';

/** How many, in each of some classes, as bars of one colour. */
export function histogram(caption: string, classes: readonly (readonly [string, number])[]): string {
  const most = Math.max(1, ...classes.map(([, count]) => count));
  const items = classes.map(
    ([label, count]) =>
      `<li><span>${text(label)}</span><svg aria-hidden="true" focusable="false"><rect class="f-act" width="${((count / most) * 100).toFixed(1)}%" height="12" rx="2"/></svg><b>${number(count)}</b></li>`,
  );
  return `<figure><h3>${text(caption)}</h3><ul class="ages">${items.join('')}</ul></figure>`;
}
