// Writes what brute force says of the recorded random templates: `npx tsx test/gates/oracle/record-truths.ts`, after a change of
// templates.ts.
import { writeFileSync } from 'node:fs';
import { inRows } from '../../cases/print';
import { truthsOf } from './brute-force';
import { sampleOf, truthNumbers, truthsFile } from './recorded-truths';

async function record(): Promise<void> {
  const found: Record<string, object> = {};
  for (const number of truthNumbers)
    found[number] = Object.fromEntries(
      [...(await truthsOf(sampleOf(number)))].sort(([a], [b]) => (a < b ? -1 : 1)),
    );
  writeFileSync(truthsFile, `${inRows(found)}\n`);
}

void record();
