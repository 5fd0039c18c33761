// npm run bench: what one scan costs, beside what the call orders of peers need, all in one run on one machine.
import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { plainStyle } from '../../rule/report/style';
import { renderTable } from '../../rule/report/table';
import { bothInSequence, devicesFirst, type Peer } from './peers';

process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

const latencyMilliseconds = 50;
const usersAtOnce = 8;
const bundle = resolve(__dirname, '../../dist/rule/handler.js');

interface Cost {
  readonly importMilliseconds: number;
  readonly wallMilliseconds: number;
  readonly peakMiB: number;
}
interface Measured {
  readonly counts: Readonly<Record<string, number>>;
  readonly posted: number;
}

async function withStandin<T>(users: number, work: (peer: StandinProcess) => Promise<T>): Promise<T> {
  const child = fork(resolve(__dirname, 'standin-process.ts'), [String(users)], {
    execArgv: ['--import', 'tsx'],
  });
  const [{ url }] = (await once(child, 'message')) as [{ url: string }];
  try {
    return await work(new StandinProcess(child, url));
  } finally {
    child.kill();
  }
}

class StandinProcess {
  constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {}

  /** Sets the latency, and gives and resets what was counted. */
  async measure(latency: number): Promise<Measured> {
    this.child.send({ latencyMilliseconds: latency });
    const [measured] = (await once(this.child, 'message')) as [Measured];
    return measured;
  }
}

async function runRule(url: string): Promise<Cost> {
  const env = {
    PATH: process.env['PATH'],
    AWS_ENDPOINT_URL: url,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'bench',
    AWS_SECRET_ACCESS_KEY: 'bench',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  };
  const child = spawn(process.execPath, [resolve(__dirname, 'run-handler.js'), bundle], {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let text = '';
  child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()));
  await once(child, 'close');
  return JSON.parse(text) as Cost;
}

const sum = ({ counts }: Measured, service: string): number =>
  Object.entries(counts).reduce(
    (total, [api, count]) => (api.startsWith(`${service}:`) ? total + count : total),
    0,
  );

async function scan(peer: StandinProcess): Promise<{ cost: Cost; first: Measured; again: Measured }> {
  await peer.measure(latencyMilliseconds);
  const cost = await runRule(peer.url);
  const first = await peer.measure(0);
  await runRule(peer.url);
  const again = await peer.measure(0);
  return { cost, first, again };
}

async function timed(
  peer: StandinProcess,
  work: Peer,
  latency: number,
): Promise<{ calls: number; seconds: number }> {
  await peer.measure(latency);
  const started = performance.now();
  await work(peer.url);
  const seconds = (performance.now() - started) / 1000;
  return { calls: sum(await peer.measure(0), 'iam'), seconds };
}

async function main(): Promise<void> {
  const say = (text: string): void => void process.stdout.write(`${text}\n`);
  const small = await withStandin(500, async (peer) => ({
    ...(await scan(peer)),
    a: await timed(peer, devicesFirst, latencyMilliseconds),
    b: await timed(peer, bothInSequence, latencyMilliseconds),
  }));
  const large = await withStandin(5000, async (peer) => ({
    ...(await scan(peer)),
    a: await timed(peer, devicesFirst, 0),
    b: await timed(peer, bothInSequence, 0),
  }));

  const row = (title: string, of: (run: typeof small) => number, digits = 0): string[] => [
    title,
    of(small).toFixed(digits),
    of(large).toFixed(digits),
    (of(large) / of(small)).toFixed(2),
  ];
  const bound = (run: typeof small): number =>
    ((sum(run.first, 'iam') + sum(run.first, 'config')) * latencyMilliseconds) / usersAtOnce / 1000;
  const apis = Object.keys(large.first.counts).sort();
  say(`One scan, ${latencyMilliseconds} ms a call at the peer, ${usersAtOnce} users at once:\n`);
  say(
    renderTable(
      ['', '500 users', '5,000 users', 'ratio'],
      [
        ...apis.map((api) => row(api, (run) => run.first.counts[api] ?? 0)),
        row('IAM calls', (run) => sum(run.first, 'iam')),
        row('evaluations posted', (run) => run.first.posted),
        row('evaluations posted, second scan, nothing changed', (run) => run.again.posted),
        row('wall time, s', (run) => run.cost.wallMilliseconds / 1000, 1),
        row(
          'wall time / (calls x latency / users at once)',
          (run) => run.cost.wallMilliseconds / 1000 / bound(run),
          2,
        ),
        row('peak memory, MiB', (run) => run.cost.peakMiB),
        row('import of the bundle, ms', (run) => run.cost.importMilliseconds),
      ],
      plainStyle,
    ),
  );
  say(
    `Bundle: ${(statSync(bundle).size / 1024).toFixed(0)} KB minified, without the SDK that the runtime brings.\n`,
  );
  say('What the call orders of peers need:\n');
  const peers = [
    [
      'this rule',
      sum(small.first, 'iam'),
      sum(large.first, 'iam'),
      small.cost.wallMilliseconds / 1000,
      'none: read live',
    ],
    ['a: devices of all, then passwords', small.a.calls, large.a.calls, small.a.seconds, 'none: read live'],
    ['b: both for all, in sequence', small.b.calls, large.b.calls, small.b.seconds, 'none: read live'],
  ] as const;
  say(
    renderTable(
      ['', 'IAM calls, 500', 'IAM calls, 5,000', 'x ours', 'wall s, 500', 'x ours', 'age of the answer'],
      [
        ...peers.map(([name, few, many, seconds, age]) => [
          name,
          String(few),
          String(many),
          (many / sum(large.first, 'iam')).toFixed(2),
          seconds.toFixed(1),
          ((seconds * 1000) / small.cost.wallMilliseconds).toFixed(2),
          age,
        ]),
        [
          'c: credential report and ListUsers',
          '3',
          '7',
          '-',
          '-',
          '-',
          'up to 4 hours, by AWS (not measured)',
        ],
      ],
      plainStyle,
    ),
  );
  say('Peers post every evaluation on every scan: 500 and 5,000.');
}

void main();
