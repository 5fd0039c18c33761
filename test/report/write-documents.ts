// Writes every report of what found.ts holds to test/report/expected: `npx tsx test/report/write-documents.ts`. Read the
// difference: a line that should not have changed is a fault.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { documents, filed } from './documents';

const folder = path.resolve(__dirname, 'expected');
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder);
for (const [file, make] of documents) writeFileSync(path.join(folder, file), filed(file, make()));
