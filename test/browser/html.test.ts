import { afterEach, beforeAll, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { scanReports } from '../../rule/report/formats';
import { plainStyle } from '../../rule/report/style';
import { aScan } from '../formats/scans';
import { describeInBrowser, openWatched } from './browser';
import { writePages } from './pages';

describeInBrowser('the HTML page in a real browser', (browser) => {
  let pages: ReturnType<typeof writePages>;
  let page: Page;
  let complaints: readonly string[];

  beforeAll(() => {
    pages = writePages();
  });
  afterEach(async () => {
    expect(complaints).toEqual([]);
    await page.close();
  });

  async function open(url: string, options: Parameters<Browser['newPage']>[0] = {}): Promise<void> {
    ({ page, complaints } = await openWatched(browser(), url, options));
  }

  const rows = (): Promise<number> => page.locator('tr.row').count();
  const firstCells = (): Promise<string[]> => page.locator('#users tr.row td:nth-child(2)').allTextContents();
  const shown = (): Promise<string> => page.locator('#users [data-part=count]').innerText();

  /** Through the debugger, since the page's own policy runs no other script. */
  const loadAxe = (): Promise<unknown> =>
    page.evaluate(readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8'));

  async function seriousFaults(): Promise<readonly string[]> {
    // Only what is serious comes back: the whole result describes each node of the page, and takes longer than axe itself.
    return page.evaluate<readonly string[]>(
      `axe.run({ resultTypes: ['violations'] }).then(({ violations }) =>
        violations
          .filter(({ impact }) => ['serious', 'critical'].includes(impact))
          .map(({ id, nodes }) => id + ': ' + nodes[0].html))`,
    );
  }

  test('2,100 users: the answer on top, under 200 rows in the document, wherever it is scrolled to', async () => {
    await open(pages.account);
    expect(await page.locator('.answer').first().innerText()).toMatch(
      /^525 people .* 53 of them administrators/,
    );
    expect(await rows()).toBeLessThan(200);
    await page.evaluate(
      "{ const element = document.querySelector('#users [data-part=scroll]'); element.scrollTop = element.scrollHeight; }",
    );
    await page.locator('tr.row[data-position="2100"]').waitFor();
    expect(await rows()).toBeLessThan(200);
    expect(await shown()).toBe('2,101 of 2,101 shown');
  });

  test('search, filter and sort change what is shown', async () => {
    await open(pages.account);
    await page.getByLabel('Search').fill('user-00004');
    expect(await firstCells()).toEqual(['user-00004']);
    await page.getByLabel('Search').fill('');
    await page.getByLabel('State', { exact: true }).selectOption('could not be read');
    expect(await firstCells()).toEqual(['zoe']);
    await page.getByLabel('State', { exact: true }).selectOption('MFA enabled');
    expect(await shown()).toBe('525 of 2,101 shown');
    await page.getByRole('button', { name: 'User', exact: true }).click();
    await page.getByRole('button', { name: 'User', exact: true }).click();
    expect((await firstCells())[0]).toBe('user-02097');
    expect(await page.locator('#users th').nth(1).getAttribute('aria-sort')).toBe('descending');
  });

  test('the CSV holds what is shown, and no formula', async () => {
    await open(pages.hostile);
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'CSV of what is shown' }).click();
    const text = readFileSync(await (await download).path(), 'utf8');
    expect(text).toMatch(/^State,User,/);
    expect(text).not.toMatch(/(^|,)[=+@-]/m);
  });

  test('no hostile name becomes a script or an element', async () => {
    await open(pages.hostile);
    expect(await page.locator('script').count()).toBe(2);
    expect(await page.getByText('<script>alert(1)</script>').first().isVisible()).toBe(true);
  });

  test('the keyboard alone reaches a row and opens and closes its details', async () => {
    await open(pages.account);
    await page.locator('#users [data-part=scroll]').focus();
    for (const key of ['ArrowDown', 'ArrowDown', 'End', 'Home', 'PageDown']) await page.keyboard.press(key);
    const name = await page.evaluate<string>('document.activeElement.textContent');
    expect(name).toMatch(/^user-\d{5}$/);
    await page.keyboard.press('Enter');
    expect(await page.locator('dialog h2').innerText()).toBe(name);
    await page.keyboard.press('Escape');
    expect(await page.locator('dialog').isVisible()).toBe(false);
  });

  test.each([1280, 360])(
    'at %d pixels, light and dark: axe finds nothing serious, and nothing is cut off',
    async (width) => {
      for (const url of [pages.account, pages.organization]) {
        await open(url, { colorScheme: 'light', viewport: { width, height: 800 } });
        await loadAxe();
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme });
          expect(await seriousFaults()).toEqual([]);
          const folder = process.env['SCREENSHOTS'];
          if (folder !== undefined)
            await page.screenshot({
              path: `${folder}/${url.replace(/.*\/|\.html/g, '')}-${colorScheme}-${width}.png`,
            });
        }
        expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(
          width,
        );
        expect(await rows()).toBeLessThan(200);
        expect(complaints).toEqual([]);
        await page.close();
      }
    },
  );

  test('the organization page says first which accounts do not report', async () => {
    await open(pages.organization);
    expect(await page.locator('main h2').first().innerText()).toBe('Accounts that do not report: 100');
    expect(await page.locator('#accounts tr.row').first().getAttribute('data-state')).toBe('not-reporting');
  });

  test('in print there are no tools, and every row that was shown', async () => {
    await open(pages.account);
    await page.getByLabel('State', { exact: true }).selectOption('in grace');
    await page.emulateMedia({ media: 'print' });
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    expect(await page.locator('.tools').first().isVisible()).toBe(false);
    expect(await rows()).toBe(525);
    await page.evaluate("dispatchEvent(new Event('afterprint'))");
    expect(await rows()).toBeLessThan(200);
  });
});

test('without its data the page has less than 300 KB', () => {
  expect(Buffer.byteLength(scanReports.html(aScan(), plainStyle))).toBeLessThan(300_000);
});
