import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { parse } from 'csv-parse/sync';
import { scanReports } from '../../rule/report/formats';
import { plainStyle } from '../../rule/report/style';
import { describeInBrowser, openWatched } from './browser';
import { axeFaults, outside, rowsIn } from './faults';
import { allOpen, checkPages, organizationPages, scanPages, writePages } from './pages';

const names = [scanPages, organizationPages, checkPages].flatMap((some) => Object.keys(some));
/** What runs in the page, where there are no types of a browser. */
const datesOf = (elements: readonly { readonly dateTime?: string }[]): readonly string[] =>
  elements.map(({ dateTime }) => dateTime ?? '');
const markupOf = (elements: readonly { readonly innerHTML?: string }[]): readonly string[] =>
  elements.map(({ innerHTML = '' }) =>
    innerHTML.replace(/(?: [\w-]+="[^"]*")+/g, (attributes) =>
      attributes
        .split(/ (?=[\w-]+=)/)
        .sort()
        .join(' '),
    ),
  );
const widths = [390, 768, 1440] as const;

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

  async function open(name: string, options: Parameters<Browser['newPage']>[0] = {}): Promise<void> {
    ({ page, complaints } = await openWatched(browser(), pages.get(name) ?? '', options));
  }

  const colourOf = (selector: string): Promise<string> =>
    page.evaluate<string>(`getComputedStyle(document.querySelector(${JSON.stringify(selector)})).color`);
  const act = () => page.locator('#act-table tr.row');
  const actNames = (): Promise<string[]> => page.locator('#act-table .name').allTextContents();
  const found = (): Promise<string> => page.locator('#found').innerText();
  const search = (words: string): Promise<void> =>
    page.getByLabel('Find a user by name, ARN, id or owner').fill(words);

  // One page is made narrower and wider: nothing of it asks how wide it was when it was opened.
  test.each(names)(
    '%s: at 390, 768 and 1,440 pixels nothing is wider than the page, axe finds nothing, under 200 rows',
    async (name) => {
      await open(name);
      expect(await rowsIn(page)).toBeLessThan(200);
      for (const width of widths) {
        await page.setViewportSize({ width, height: 900 });
        expect({ width, outside: await outside(page) }).toEqual({ width, outside: [] });
        for (const colorScheme of width === 1440 ? (['dark', 'light'] as const) : (['light'] as const)) {
          await page.emulateMedia({ colorScheme });
          expect({ width, colorScheme, axe: await axeFaults(page) }).toEqual({ width, colorScheme, axe: [] });
        }
      }
    },
  );

  test('the answer is the heading and begins the title, the number in the colour of what must be done', async () => {
    await open('mixed');
    const answer = '4 people can sign in with a password alone, 1 of them an administrator';
    expect(await page.locator('h1').innerText()).toBe(`${answer}.`);
    expect(await page.title()).toBe(`${answer}: account 111122223333 (iam-user-mfa)`);
    expect(await page.locator('h1 b').innerText()).toBe('4 people');
    expect(await colourOf('h1 b')).toBe('rgb(179, 38, 30)');
    expect(await colourOf('.lede a')).toBe('rgb(106, 58, 178)');
    expect(await page.locator('.lede').innerText()).toBe(
      '1 more has MFA that is too weak. 1 user could not be read, so there may be others.',
    );
  });

  test.each([
    ['an empty account', 'Nobody can sign in with a password alone.'],
    ['all unreadable', 'It is unknown who can sign in with a password alone.'],
    ['unreadable users', 'It is unknown who can sign in with a password alone.'],
    ['no account', 'Nobody can sign in without sufficient MFA.'],
    ['no account reports', 'It is unknown who can sign in without sufficient MFA.'],
  ])('%s: %s', async (name, answer) => {
    await open(name);
    expect(await page.locator('h1').innerText()).toBe(answer);
  });

  test('who must act comes first, the most urgent on top, lower case not after upper', async () => {
    await open('mixed');
    expect(await page.locator('main section h2').first().innerText()).toBe('Who must act: 5');
    const [first, second, ...others] = await actNames();
    expect(first).toBe("o'hara");
    expect(second).toMatch(/^data-platform/);
    expect(others).toEqual(['adam', 'Zoe', 'weak']);
  });

  test('the advice stands once for each reason, and its commands survive a shell', async () => {
    await open('mixed');
    expect(await page.locator('#do h3').allInnerTexts()).toEqual([
      'No MFA device: 4 people',
      'MFA too weak: 1 person',
    ]);
    expect(await page.locator('#do pre').first().innerText()).toBe(
      `NAME='o'\\''hara'\nnpx --no -- iam-user-mfa remediate --action require-mfa --user-name="$NAME"`,
    );
  });

  test('the head and the end say what decided', async () => {
    await open('mixed');
    expect(await page.locator('.answer').innerText()).toContain(
      'Decided with requiredMfa has-phishing-resistant; gracePeriodHours 48; exemptTagKey mfa-exempt',
    );
    const how = await page.locator('#how').innerText();
    for (const fact of [
      'assumed-role/SecurityAudit/nightly',
      'us-east-1',
      '9 users listed',
      'incomplete',
      'maxExemptDays',
      'iam-user-mfa 0.',
    ])
      expect(how).toContain(fact);
    expect(how).not.toMatch(/\d\d:\d\d:\d\d\.\d{3}/);
  });

  test('one search goes through every block, and opens the folded one that has a match', async () => {
    await open('2,100 users');
    await search('user-00004');
    expect(await actNames()).toEqual(['user-00004']);
    expect(await found()).toBe('1 of 2,101 matches: 1 must act');
    await search('user-00001');
    expect(await found()).toBe('1 of 2,101 matches: 1 protected');
    expect(await page.locator('#rest-table .name').innerText()).toBe('user-00001');
    expect(await act().count()).toBe(0);
    await search('zoe');
    expect(await found()).toBe('1 of 2,101 matches: 1 could not be read');
    await search('');
    expect(await found()).toBe('525 of 525 shown');
  });

  test('filter and order change who must act alone', async () => {
    await open('2,100 users');
    await page.getByLabel('Privileges').selectOption('Administrator');
    expect(await found()).toBe('53 of 525 shown');
    await page.getByLabel('Privileges').selectOption('All');
    await page.getByLabel('Sort by').selectOption('Name');
    expect((await actNames()).slice(0, 2)).toEqual(['user-00000', 'user-00004']);
    await page.getByLabel('Sort by').selectOption('Oldest password');
    const days = await page.locator('#act-table td:nth-child(4) time').evaluateAll(datesOf);
    expect(days).toEqual([...days].sort());
    expect(new Set(days).size).toBeGreaterThan(2);
  });

  test.each(['mixed', 'hostile', 'mixed organization'])(
    '%s: the script draws the rows that the file has',
    async (name) => {
      const html = (): Promise<readonly string[]> =>
        page
          .locator('section > table > tbody, details > table > tbody, [id^=unread-], [id^=silent-]')
          .evaluateAll(markupOf);
      await open(name, { javaScriptEnabled: false });
      const written = await html();
      await page.close();
      await open(name);
      expect(written.length).toBeGreaterThan(1);
      expect(await html()).toEqual(written);
    },
  );

  test('a search narrows the CSV, of those who could not be read, too', async () => {
    await open('2,100 users');
    const button = page.locator('#csv');
    expect(await button.innerText()).toBe('Download all 2,101 as CSV');
    await search('zoe');
    expect(await button.innerText()).toBe('Download these 1 as CSV');
    await search('user-0000');
    expect(await button.innerText()).toBe('Download these 10 as CSV');
  });

  test('users and parts of a template that cannot be seen are searched', async () => {
    await open('a check');
    expect(await page.locator('[data-rest=unread-0]').innerText()).toBe(
      'And 100 more: the JSON and the CSV name them.',
    );
    await page.getByLabel('Find a user by name or place').fill('unseen-299');
    expect(await found()).toBe('1 of 700 matches: 1 cannot be seen');
    expect(await page.locator('#unread-0 .name').allInnerTexts()).toEqual(['unseen-299']);
    expect(await page.locator('[data-rest=unread-0]').innerText()).toBe('');
  });

  test('5,000 who must act can be paged through, never 200 rows at a time', async () => {
    await open('5,000 who must act');
    const range = page.locator('#act [data-part=range]');
    expect(await range.innerText()).toBe('1 to 190 of 5,000');
    for (let pages = 0; pages < 49; pages++) {
      await page.getByRole('button', { name: 'more' }).click();
      expect(await rowsIn(page)).toBeLessThan(200);
    }
    expect(await range.innerText()).toBe('4,811 to 5,000 of 5,000');
    expect(await page.getByRole('button', { name: 'more' }).isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Back to the first' }).click();
    expect(await range.innerText()).toBe('1 to 190 of 5,000');
  });

  test('the CSV holds all that match with ids and ARNs, and no formula', async () => {
    await open('hostile');
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download all 42 as CSV' }).click();
    const rows = parse<Record<string, string>>(readFileSync(await (await download).path(), 'utf8'), {
      columns: true,
    });
    expect(rows).toHaveLength(42);
    expect(rows).toContainEqual(
      expect.objectContaining({ user_id: 'AIDAH0', arn: 'arn:aws:iam::111122223333:user/bob' }),
    );
    for (const row of rows) for (const cell of Object.values(row)) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
  });

  test('no hostile name becomes a script or an element', async () => {
    await open('hostile');
    expect(await page.locator('script').count()).toBe(2);
    expect(await page.getByText('<script>alert(1)</script>').first().isVisible()).toBe(true);
  });

  test('the keyboard alone finds, pages and copies', async () => {
    await open('5,000 who must act');
    await page.getByLabel('Find a user').focus();
    await page.keyboard.type('user-04999');
    expect(await actNames()).toEqual(['user-04999']);
    const copy = page.getByRole('button', { name: /^Copy: 3\. Delete the password/ });
    await copy.focus();
    await page.keyboard.press('Enter');
    await page.locator('#said', { hasText: 'Copied.' }).waitFor();
    expect(await copy.innerText()).toBe('Copied');
  });

  test('an organization: the answer, the change, then the accounts of which nothing is known', async () => {
    await open('mixed organization', { viewport: { width: 1440, height: 900 } });
    expect(await page.locator('h1').innerText()).toMatch(
      /^\d+ people in \d+ accounts can sign in without sufficient MFA\.$/,
    );
    expect(await page.locator('.change h2').allInnerTexts()).toEqual([
      '2\nnew since 13 November 2026',
      '1\nfixed',
      '1\nstill open',
    ]);
    expect(await page.locator('main section h2').first().innerText()).toBe('Accounts that do not report: 4');
    const first = await page.locator('#silent .name').first().boundingBox();
    expect((first?.y ?? 900) + (first?.height ?? 0)).toBeLessThan(900);
  });

  test('an account names ten people, new ones first, and folds the others', async () => {
    await open('mixed organization');
    const row = page.locator('#accounts-table tr.row', { hasText: 'production-blue1' });
    const shown = await row.locator('td:nth-child(3) > div > ul > li').allInnerTexts();
    expect(shown).toHaveLength(10);
    expect(
      shown
        .slice(0, 2)
        .map((text) => text.replace(/^.* (New|Exemption ended)$/s, '$1'))
        .sort(),
    ).toEqual(['Exemption ended', 'New']);
    expect(await row.locator('summary').innerText()).toBe('and 15 more');
    expect(await row.innerText()).toContain('5 whom AWS Config counts and does not name');
  });

  test('an organization is searched by user, and filtered by unit', async () => {
    await open('1,000 accounts');
    await page.getByLabel('Find an account or a user').fill('user-11-0');
    expect(await page.locator('#accounts-table .name').allInnerTexts()).toEqual(['account-11']);
    await page.getByLabel('Find an account or a user').fill('');
    await page.getByLabel('Organizational unit (OU)').selectOption('Security');
    expect(await page.locator('#accounts-table tr.group').count()).toBe(1);
    expect(await found()).toBe('300 of 599 accounts shown, 600 people');
    await page.getByLabel('Organizational unit (OU)').selectOption('All');
    await page.getByLabel('Sort by').selectOption('Account name');
    expect(await page.locator('#accounts-table tr.group').count()).toBe(0);
    const first = page.locator('#accounts-table .name').first();
    expect(await first.innerText()).toBe('account-1');
    await page.getByLabel('Sort by').selectOption('Most people');
    expect(await page.locator('#accounts-table .alone').first().innerText()).toBe('2');
    expect(await page.locator('#accounts-table tr.row').first().innerText()).toContain('account-2');
  });

  describe('without JavaScript', () => {
    test('the first thousand who must act are there, then a count', async () => {
      await open('5,000 who must act', { javaScriptEnabled: false });
      expect(await act().count()).toBe(200);
      expect(await page.locator('#act tr.row').count()).toBe(1_000);
      expect(await page.locator('#act .rest').first().innerText()).toMatch(/^And 4,000 more: /);
      expect(await page.locator('input, select, button').filter({ visible: true }).count()).toBe(0);
    });

    test.each(names)(
      '%s: the answer and every section are there, and nothing is wider than a phone',
      async (name) => {
        await open(name, { javaScriptEnabled: false, viewport: { width: 390, height: 900 } });
        expect(await page.locator('h1').innerText()).not.toBe('');
        expect(await page.locator('#how').isVisible()).toBe(true);
        expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBe(390);
      },
    );
  });
});

test('without data and noscript the page of 5,000 who must act has less than 300 KB', () => {
  const html = scanReports.html(allOpen, plainStyle);
  const rest = html
    .replace(/<script type="application\/json".*?<\/script>/s, '')
    .replace(/<noscript>.*?<\/noscript>/gs, '');
  expect(Buffer.byteLength(rest)).toBeLessThan(300_000);
});
