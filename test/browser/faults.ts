// What is wrong with an opened page, whatever it shows.
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';

/** Elements that reach beyond the page, and texts that are cut off within their own. */
export function outside(page: Page): Promise<readonly string[]> {
  return page.evaluate<readonly string[]>(`(() => {
    const width = document.documentElement.clientWidth;
    const nameOf = (element) => element.tagName + '.' + (element.getAttribute('class') ?? '') + ': ' + element.textContent.slice(0, 40);
    const seen = [...document.querySelectorAll('body *')].filter(
      (element) => element.closest('thead, .unseen, svg, script, noscript') === null && element.getClientRects().length > 0,
    );
    return seen
      .filter((element) => {
        const { left, right } = element.getBoundingClientRect();
        const style = getComputedStyle(element);
        const cut = style.overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1;
        return left < -0.5 || right > width + 0.5 || (cut && !['INPUT', 'SELECT'].includes(element.tagName));
      })
      .map(nameOf)
      .concat(document.documentElement.scrollWidth > width ? ['the page itself'] : []);
  })()`);
}

const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** Through the debugger, since the page's own policy runs no other script. */
export async function axeFaults(page: Page): Promise<readonly string[]> {
  if (!(await page.evaluate<boolean>(`'axe' in globalThis`))) await page.evaluate(axe);
  // The rest of a result describes each node of the page, and takes longer than axe itself.
  return page.evaluate<readonly string[]>(
    `axe.run({ resultTypes: ['violations'] }).then(({ violations }) =>
      violations.map(({ id, impact, nodes }) => id + ' (' + impact + '): ' + nodes[0].html))`,
  );
}

export const rowsIn = (page: Page): Promise<number> => page.locator('tr').count();
