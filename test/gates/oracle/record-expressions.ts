// `npm run expressions`: Terraform's value of each row of expression-rows.ts, and ours where it is not that value.
import { writeFileSync } from 'node:fs';
import { inRows } from '../../cases/print';
import { expressions } from '../expression-rows';
import { answersOf, rowOf, rowsFile } from './compare-expressions';

const all = Object.values(expressions).flat();
const answers = answersOf(all);
const rows = all.map((text, index) => rowOf(text, answers[index]));
writeFileSync(rowsFile, `${inRows(rows)}\n`);
process.stdout.write(`${rows.length} expressions recorded.\n`);
