// npm run plans: every scenario planned and applied by terraform; what a gate reads of the plan, and what was true, written down.
import { writeFileSync } from 'node:fs';
import { inRows } from '../cases/print';
import { filesOf, recordedNumbers } from './oracle/compare-plans';
import { Random } from './oracle/random';
import { configuration } from './oracle/random-plans';
import { randomRowsFile, rowOf, rowsFile, shortened, type PlanRow } from './recorded-plans';
import { buildProvider, digestOfFiles, make, makeOf, scenarios } from './terraform';

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
  const random: PlanRow[] = [];
  for (const number of recordedNumbers) {
    const steps = configuration(new Random(number));
    random.push(rowOf(String(number), await makeOf(steps), digestOfFiles(filesOf(steps))));
  }
  writeFileSync(randomRowsFile, `${inRows(random.map(shortened))}\n`);
  process.stdout.write(`${sorted.length} plans and ${random.length} random ones recorded.\n`);
}

record().catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exitCode = 1;
});
