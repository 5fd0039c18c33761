// npm run bench:org: what the organization's commands cost, part by part: npm run bench:org -- scan --scan-accounts 200 --rates 50,100
import { parseArgs } from 'node:util';
import { namesOf, numbersOf } from './arguments';
import type { OrganizationBenchOptions } from './organization/options';
import { report } from './organization/report';
import { scan } from './organization/scan';
import { say } from './output';

const parts: Readonly<Record<string, (options: OrganizationBenchOptions) => Promise<void>>> = {
  report,
  scan,
};

process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      accounts: { type: 'string', default: '500,5000' },
      foreign: { type: 'string', default: '3' },
      'scan-accounts': { type: 'string', default: '200' },
      users: { type: 'string', default: '1,25' },
      rates: { type: 'string', default: '20,50,100' },
    },
  });
  const options = {
    accounts: numbersOf('--accounts', values.accounts),
    foreign: numbersOf('--foreign', values.foreign),
    scanAccounts: numbersOf('--scan-accounts', values['scan-accounts']),
    users: numbersOf('--users', values.users),
    rates: numbersOf('--rates', values.rates),
  };
  const wanted = positionals.length > 0 ? positionals : Object.keys(parts);
  const chosen = namesOf('a part', wanted.join(','), Object.keys(parts));
  // Commands of a person: plain Node, as the person has it.
  say(`${new Date().toISOString().slice(0, 10)}, Node ${process.versions.node}.\n`);
  for (const name of chosen) await parts[name]?.(options);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
