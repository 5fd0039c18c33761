// What comes out of a printer: the PDF that the browser makes, read back by pdftotext.
import { beforeAll, expect, test } from '@jest/globals';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { describeInBrowser, openWatched } from './browser';
import { rowsIn } from './faults';
import { allOpen, mixedOrganization, mixedScan, writePages } from './pages';

const there = spawnSync('pdftotext', ['-v']).error === undefined || process.env['CI'] === 'true';
if (!there) process.stderr.write('skipped, pdftotext (poppler-utils) is not there: the page on paper\n');

/** The text of each sheet. */
function sheetsOf(file: string): readonly string[] {
  const text = execFileSync('pdftotext', ['-layout', file, '-'], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  return text.split('\f').slice(0, -1);
}

/** Words beyond the edges of their sheet: pdftotext knows the box of each. */
function wordsOffPaper(file: string): readonly string[] {
  const xml = execFileSync('pdftotext', ['-bbox', file, '-'], {
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  });
  const [, width = ''] = /<page width="([\d.]+)"/.exec(xml) ?? [];
  return [...xml.matchAll(/<word xMin="([\d.-]+)" yMin="[\d.-]+" xMax="([\d.-]+)"[^>]*>([^<]*)</g)]
    .filter(([, left, right]) => Number(left) < 20 || Number(right) > Number(width) - 20)
    .map(([, , , word]) => word ?? '');
}

const times = (text: string, word: string): number =>
  text.split(new RegExp(`(?<![\\w-])${word}(?![\\w-])`)).length - 1;

(there ? describeInBrowser : () => undefined)('the page on paper', (browser: () => Browser) => {
  let pages: ReturnType<typeof writePages>;
  const folder = mkdtempSync(join(tmpdir(), 'iam-user-mfa-print-'));
  beforeAll(() => {
    pages = writePages();
  });

  async function print(
    name: string,
    before: (page: Page) => Promise<unknown> = () => Promise.resolve(),
    options: Parameters<Browser['newPage']>[0] = {},
  ): Promise<{ readonly file: string; readonly sheets: readonly string[]; readonly text: string }> {
    const { page, complaints } = await openWatched(browser(), pages.get(name) ?? '', options);
    await before(page);
    const file = join(folder, `${name.replace(/\W/g, '-')}.pdf`);
    await page.pdf({ path: file, preferCSSPageSize: true });
    expect(complaints).toEqual([]);
    if (options.javaScriptEnabled !== false) expect(await rowsIn(page)).toBeLessThan(200);
    await page.close();
    const sheets = sheetsOf(file);
    return { file, sheets, text: sheets.join('\n') };
  }

  test('5,000 who must act are on it, each exactly once, under a head on each sheet with its number', async () => {
    const { file, sheets, text } = await print('5,000 who must act');
    for (const { userId } of allOpen.findings) if (times(text, userId) !== 1) expect(userId).toBe('once');
    sheets.forEach((sheet, index) => {
      expect(sheet).toContain(`Page ${index + 1} of ${sheets.length}`);
      expect(sheet).toContain('Account 111122223333: sign-in without MFA');
      if (sheet.includes('AIDA')) expect(sheet).toMatch(/User and owner +Privileges +/);
    });
    expect(wordsOffPaper(file)).toEqual([]);
  });

  test('of 2,100 users those who must act are in full, the others are a count', async () => {
    const { text, sheets } = await print('2,100 users');
    expect(times(text, 'AIDA00000000000000004')).toBe(1);
    expect(times(text, 'AIDA00000000000000001')).toBe(0);
    expect(text).toContain('Everyone else: 1,050');
    expect(text).toMatch(/And 495 more that are not shown here/);
    expect(sheets.length).toBeLessThan(40);
  });

  test('every kind of row with texts of any length: nothing is off the paper, no reason is cut', async () => {
    const { file, text } = await print('mixed');
    for (const { userId, verdict } of mixedScan.findings)
      expect([userId, times(text, userId)]).toEqual([userId, verdict === 'COMPLIANT' ? 0 : 1]);
    expect(text.match(/a reason/g)).toHaveLength(5);
    expect(wordsOffPaper(file)).toEqual([]);
    expect(text).not.toContain('Download');
  });

  test('a page that is searched says on paper that it is not all', async () => {
    const { text } = await print('5,000 who must act', (page) =>
      page.getByLabel('Find a user').fill('user-00004'),
    );
    expect(text).toContain('And 4,999 more that are not shown here');
  });

  test('without JavaScript the first thousand are on paper, and the count of the rest', async () => {
    const { text } = await print('5,000 who must act', undefined, { javaScriptEnabled: false });
    expect(text.match(/AIDA\d{17}/g)).toHaveLength(1_000);
    expect(text).toContain('And 4,000 more');
  });

  test('everybody of an organization who must act is on paper with the id, those who are folded on the screen, too', async () => {
    const { file, text } = await print('mixed organization');
    for (const { withoutMfa } of mixedOrganization.accounts)
      for (const { userId } of withoutMfa) expect([userId, times(text, userId)]).toEqual([userId, 1]);
    expect(wordsOffPaper(file)).toEqual([]);
    expect(text).toContain('Organization o-example: sign-in without MFA');
  });
});
