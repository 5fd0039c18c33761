import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';
import { chromiumAt } from '../../browser/chromium';
import { writePages } from '../../browser/pages';
import { say, sayTable } from '../output';

const times = 7;
const name = '5,000 who must act';

/** What a person waits for the page of 5,000 users: until its rows are there, and until a search has found. */
export async function page(): Promise<void> {
  if (!existsSync(chromiumAt.executablePath)) {
    say(`skipped, ${chromiumAt.executablePath} is not there: the page of 5,000 users\n`);
    return;
  }
  const url = writePages().get(name) ?? '';
  const browser = await chromium.launch(chromiumAt);
  try {
    const runs: (readonly number[])[] = [];
    for (let run = 0; run < times; run += 1) runs.push(await measured(browser, url));
    sayTable(
      `The page of ${name}, the median of ${times}:`,
      ['', 'ms'],
      ['opened, its rows drawn', 'searched for one name', 'all shown again'].map((what, at) => [
        what,
        median(runs.map((run) => run[at] ?? NaN)),
      ]),
    );
  } finally {
    await browser.close();
  }
}

async function measured(browser: Browser, url: string): Promise<readonly number[]> {
  const shown = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  const started = performance.now();
  await shown.goto(url);
  await shown.waitForSelector('html.js #act-table tr.row');
  const opened = performance.now() - started;
  const typed = (words: string): Promise<number> => shown.evaluate<number>(inThePage(words));
  const searched = await typed('user-4321');
  const cleared = await typed('');
  await shown.close();
  return [opened, searched, cleared];
}

/** From the key to the frame after it; as text, because it runs where there is a document. */
const inThePage = (words: string): string => `(async () => {
  const input = document.querySelector('input[type=search]');
  const found = document.querySelector('#found');
  const before = found.textContent;
  const from = performance.now();
  input.value = ${JSON.stringify(words)};
  input.dispatchEvent(new Event('input', { bubbles: true }));
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  while (found.textContent === before) await frame();
  await frame();
  return performance.now() - from;
})()`;

const median = (values: readonly number[]): string =>
  ([...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN).toFixed(0);
