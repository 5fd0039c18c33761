// Writes what check says of each document: `npx tsx test/gates/write-sentences.ts`. Read the difference: a line that should not
// have changed is a fault.
import { writeFileSync } from 'node:fs';
import { inRows } from '../cases/print';
import { recordings } from './sentences';

for (const { file, told } of recordings) {
  const said = Object.fromEntries(told.map(({ title, lines }) => [title, lines()]));
  writeFileSync(file, `${inRows(said)}\n`);
}
