// A real browser, and a page of it whose every complaint is kept.
import { afterAll, beforeAll, describe } from '@jest/globals';
import { existsSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright-core';
import { chromiumAt } from './chromium';

/** Without chromium the block is skipped with a line that says so; with CI=true it then fails. */
export function describeInBrowser(title: string, fn: (browser: () => Browser) => void): void {
  const there = existsSync(chromiumAt.executablePath) || process.env['CI'] === 'true';
  if (!there) process.stderr.write(`skipped, chromium is not there: ${title}\n`);
  (there ? describe : describe.skip)(title, () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await chromium.launch(chromiumAt);
    });
    afterAll(() => browser.close());
    fn(() => browser);
  });
}

/** Opens a page; whatever it requests, logs as an error or pops up is a complaint. */
export async function openWatched(
  browser: Browser,
  url: string,
  options: Parameters<Browser['newPage']>[0] = {},
): Promise<{ readonly page: Page; readonly complaints: readonly string[] }> {
  const page = await browser.newPage(options);
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('dialog', (dialog) => {
    complaints.push(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    if (request.url() !== url && !request.url().startsWith('blob:'))
      complaints.push(`a request: ${request.url()}`);
  });
  await page.goto(url);
  if (options.javaScriptEnabled !== false) await page.waitForSelector('html.js');
  return { page, complaints };
}
