// `npm run pictures`: the pictures of docs/pictures/, each of what a command really wrote.
import { execFile, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { chromium, type Browser } from 'playwright-core';
import { people, ruleParameters } from '../../rule/cli/demo/people';
import { createStandin, type SeedInput } from '../../rule/standin';
import { chromiumAt } from './chromium';
import { picturedOrganization } from './pictured-organization';
import { terminalPage } from './terminal-page';

const root = resolve(__dirname, '../..');
const pictures = join(root, 'docs/pictures');
const folder = mkdtempSync(join(tmpdir(), 'iam-user-mfa-pictures-'));
const at = (name: string): string => join(folder, name);

/** The command line from its sources. Found people are exit code 1, silent accounts 3: both are a report. */
async function run(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<void> {
  const command = [join(root, 'node_modules/.bin/tsx'), join(root, 'rule/cli/main.ts'), ...args, '--quiet'];
  const [file = '', ...rest] = command;
  await promisify(execFile)(file, rest, { env: { PATH: process.env['PATH'], ...env } }).catch(
    (error: unknown) => {
      if (error instanceof Error && 'code' in error && (error.code === 1 || error.code === 3)) return;
      throw error;
    },
  );
}

async function runAgainst(seed: SeedInput, args: readonly string[]): Promise<void> {
  const standin = createStandin(seed);
  try {
    await run(args, {
      AWS_ENDPOINT_URL: await standin.listen(),
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'standin',
      AWS_SECRET_ACCESS_KEY: 'standin',
      AWS_EC2_METADATA_DISABLED: 'true',
    });
  } finally {
    await standin.close();
  }
}

async function screenOf(args: readonly string[], columns: number): Promise<string> {
  const { stdout } = await promisify(execFile)(
    'python3',
    [
      join(root, 'test/cli/pseudo-terminal.py'),
      '60',
      String(columns),
      at('stderr'),
      join(root, 'node_modules/.bin/tsx'),
      join(root, 'rule/cli/main.ts'),
      ...args,
    ],
    { env: { PATH: process.env['PATH'], TERM: 'xterm-256color', HOME: folder } },
  );
  return stdout;
}

interface Shot {
  readonly name: string;
  readonly page: string;
  readonly width: number;
  readonly height: number;
  readonly dark?: boolean;
  /** The part that is shown. */
  readonly hash?: string;
}

async function shoot(
  browser: Browser,
  { name, page: file, width, height, dark = false, hash = '' }: Shot,
): Promise<void> {
  const page = await browser.newPage({ viewport: { width, height }, colorScheme: dark ? 'dark' : 'light' });
  await page.goto(`${pathToFileURL(at(file)).href}${hash}`);
  await page.screenshot({ path: join(pictures, `${name}.png`) });
  await page.close();
}

/** The first sheet, as it comes out of the printer. */
async function shootPrint(browser: Browser, name: string, file: string): Promise<void> {
  const page = await browser.newPage();
  await page.goto(pathToFileURL(at(file)).href);
  await page.pdf({ path: at('print.pdf'), preferCSSPageSize: true });
  await page.close();
  const sheet = [
    '-r',
    '90',
    '-f',
    '1',
    '-l',
    '1',
    '-singlefile',
    '-png',
    at('print.pdf'),
    join(pictures, name),
  ];
  await promisify(execFile)('pdftoppm', sheet);
}

async function shootTerminal(browser: Browser, columns: number): Promise<void> {
  const args = ['demo', '--format', 'table'];
  const command = `npx --no -- iam-user-mfa ${args.join(' ')}`;
  writeFileSync(at('terminal.html'), terminalPage(command, await screenOf(args, columns), columns));
  const page = await browser.newPage({ viewport: { width: 1400, height: 200 } });
  await page.goto(pathToFileURL(at('terminal.html')).href);
  await page.locator('body').screenshot({ path: join(pictures, `terminal-${columns}.png`) });
  await page.close();
}

/** The stand-in cannot be asked a week ago. */
const aWeekEarlier = (json: string): string =>
  json.replace(/("generatedAt": ")([^"]+)/, (_, key: string, time: string) => {
    const then = new Date(Date.parse(time) - 7 * 86_400_000);
    return `${key}${then.toISOString()}`;
  });

/** A palette is enough for text on one ground. */
function shrink(): void {
  const files = readdirSync(pictures).map((name) => join(pictures, name));
  const { error } = spawnSync('pngquant', [
    '--force',
    '--ext',
    '.png',
    '--speed',
    '1',
    '--strip',
    '64',
    ...files,
  ]);
  if (error !== undefined)
    process.stderr.write('pngquant is not there: the pictures are three times as large.\n');
}

async function main(): Promise<void> {
  rmSync(pictures, { recursive: true, force: true });
  mkdirSync(pictures, { recursive: true });
  await run(['demo', '--format', `html=${at('page.html')}`]);
  const week = at('last-week.json');
  await runAgainst(picturedOrganization('last week'), ['org-report', '--format', `json=${week}`]);
  writeFileSync(week, aWeekEarlier(readFileSync(week, 'utf8')));
  await runAgainst(picturedOrganization('now'), [
    'org-report',
    '--baseline',
    week,
    '--format',
    `html=${at('organization.html')}`,
  ]);
  await runAgainst(people(new Date()), [
    'evidence',
    ...['--grace-period-hours', ruleParameters.gracePeriodHours],
    ...['--exempt-tag-key', ruleParameters.exemptTagKey, '--exempt-paths', ruleParameters.exemptPaths],
    ...['--output', at('evidence')],
  ]);
  const browser = await chromium.launch(chromiumAt);
  try {
    const sizes = [
      [1440, 900],
      [768, 1024],
      [390, 844],
    ] as const;
    for (const [width, height] of sizes)
      for (const name of ['page', 'organization'])
        await shoot(browser, { name: `${name}-${width}`, page: `${name}.html`, width, height });
    await shoot(browser, { name: 'page-dark', page: 'page.html', width: 1440, height: 900, dark: true });
    await shoot(browser, {
      name: 'evidence',
      page: 'evidence/report.html',
      width: 1440,
      height: 900,
      hash: '#how',
    });
    await shootPrint(browser, 'page-print', 'page.html');
    for (const columns of [120, 80, 40]) await shootTerminal(browser, columns);
  } finally {
    await browser.close();
  }
  shrink();
  for (const name of readdirSync(pictures))
    process.stdout.write(`${name} ${Math.round(statSync(join(pictures, name)).size / 1024)} KB\n`);
}

void main();
