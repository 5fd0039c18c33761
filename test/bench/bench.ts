// npm run bench: what a scan costs, part by part: npm run bench -- throttled --users 500 --rates 50,100 --retries default,legacy
import { parseArgs } from 'node:util';
import { namesOf, numbersOf } from './arguments';
import { heapFlags, lambdaNode, lambdaNodeVersion } from './lambda-node';
import { say } from './output';
import { otherTools } from './parts/other-tools';
import { page } from './parts/page';
import { processes } from './parts/processes';
import { sizes } from './parts/sizes';
import { start } from './parts/start';
import { throttled } from './parts/throttled';
import { unthrottled } from './parts/unthrottled';
import { warm } from './parts/warm';
import { retrySettings } from './retry-settings';

export interface BenchOptions {
  readonly users: readonly number[];
  /** Calls a second that IAM takes. */
  readonly rates: readonly number[];
  readonly retries: readonly string[];
  /** Of the function, in MiB. */
  readonly sizes: readonly number[];
}

const parts: Readonly<Record<string, (options: BenchOptions) => Promise<void>>> = {
  start,
  page,
  unthrottled,
  others: otherTools,
  sizes,
  warm,
  throttled,
  processes,
};

process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      users: { type: 'string', default: '500,5000' },
      rates: { type: 'string', default: '10,20,50,100' },
      retries: { type: 'string', default: Object.keys(retrySettings).join(',') },
      sizes: { type: 'string', default: '256,512,1024,1769' },
    },
  });
  const options = {
    users: numbersOf('--users', values.users),
    rates: numbersOf('--rates', values.rates),
    retries: namesOf('--retries', values.retries, Object.keys(retrySettings)),
    sizes: numbersOf('--sizes', values.sizes),
  };
  const chosen = namesOf(
    'a part',
    (positionals.length > 0 ? positionals : Object.keys(parts)).join(','),
    Object.keys(parts),
  );
  const flags = heapFlags(512).join(' ');
  say(
    `${new Date().toISOString().slice(0, 10)}, Node ${lambdaNodeVersion} (${lambdaNode()}), ${flags} where no other size is named.\n`,
  );
  for (const name of chosen) await parts[name]?.(options);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
