// npm run bench:org: what org-report costs for an organization of 5,000 accounts with 100 users each: calls, time, memory.
import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import type { OrganizationView } from '../../rule/findings/organization-view';
import { plainStyle } from '../../rule/report/style';
import { renderTable } from '../../rule/report/table';

const cli = resolve(__dirname, '../../dist/rule/cli/main.js');

interface Measured {
  readonly counts: Readonly<Record<string, number>>;
  readonly seconds: number;
  readonly peakMiB: number;
  readonly exitCode: number | null;
  readonly view: OrganizationView;
}

async function measure(accounts: number): Promise<Measured> {
  const standin = fork(resolve(__dirname, 'org-standin-process.ts'), [String(accounts)], {
    execArgv: ['--import', 'tsx'],
  });
  try {
    const [{ url }] = (await once(standin, 'message')) as [{ url: string }];
    const started = performance.now();
    const child = spawn(
      process.execPath,
      [
        '--require',
        resolve(__dirname, 'org-peak.js'),
        cli,
        'org-report',
        '--aggregator',
        'iam-user-mfa',
        '--format',
        'json',
      ],
      {
        env: {
          PATH: process.env['PATH'],
          AWS_ENDPOINT_URL: url,
          AWS_REGION: 'us-east-1',
          AWS_ACCESS_KEY_ID: 'bench',
          AWS_SECRET_ACCESS_KEY: 'bench',
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    const stdout: Buffer[] = [];
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    const [exitCode] = (await once(child, 'close')) as [number | null];
    const seconds = (performance.now() - started) / 1000;
    standin.send({});
    const [{ counts }] = (await once(standin, 'message')) as [{ counts: Record<string, number> }];
    const peakMiB = Number(/peak-kib (\d+)/.exec(stderr)?.[1]) / 1024;
    const view = JSON.parse(Buffer.concat(stdout).toString('utf8')) as OrganizationView;
    return { counts, seconds, peakMiB, exitCode, view };
  } finally {
    standin.kill();
  }
}

async function main(): Promise<void> {
  const small = await measure(500);
  const large = await measure(5000);
  const row = (title: string, of: (run: Measured) => number, digits = 0): string[] => [
    title,
    of(small).toFixed(digits),
    of(large).toFixed(digits),
    (of(large) / of(small)).toFixed(2),
  ];
  const apis = Object.keys(large.counts).sort();
  process.stdout.write(
    'org-report, 100 users an account, 4 rules an account, 50 OUs, 50 ms a call at the stand-in:\n\n',
  );
  process.stdout.write(
    renderTable(
      ['', '500 accounts', '5,000 accounts', 'ratio'],
      [
        ...apis.map((api) => row(api, ({ counts }) => counts[api] ?? 0)),
        row('calls', ({ counts }) => Object.values(counts).reduce((sum, count) => sum + count, 0)),
        row('wall time, s', ({ seconds }) => seconds, 1),
        row('peak memory, MiB', ({ peakMiB }) => peakMiB),
        row('accounts that report', ({ view }) => view.totals.reporting),
        row('accounts that do not', ({ view }) => view.totals.unknown),
        row('users', ({ view }) => view.totals.users),
        row('users without MFA', ({ view }) => view.totals.withoutMfa),
        row('exit code', ({ exitCode }) => exitCode ?? NaN),
      ],
      plainStyle,
    ),
  );
}

void main();
