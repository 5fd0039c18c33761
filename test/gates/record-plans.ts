// npm run plans: every scenario planned and applied by terraform; what a gate reads of the plan, and what was true, written down.
import { writeFileSync } from 'node:fs';
import { inRows } from '../cases/print';
import { rowOf, rowsFile, shortened, type PlanRow } from './recorded-plans';
import { buildProvider, make, scenarios } from './terraform';

async function record(): Promise<void> {
  buildProvider();
  const rows = new Map<string, PlanRow>();
  const queue = [...scenarios];
  const work = async (): Promise<void> => {
    for (let name = queue.shift(); name !== undefined; name = queue.shift())
      rows.set(name, rowOf(name, await make(name)));
  };
  await Promise.all([work(), work()]);
  const sorted = scenarios.flatMap((name) => rows.get(name) ?? []);
  writeFileSync(rowsFile, `${inRows(sorted.map(shortened))}\n`);
  process.stdout.write(`${sorted.length} plans recorded.\n`);
}

record().catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exitCode = 1;
});
