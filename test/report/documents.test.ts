// Each document was read line by line before it was kept, by design section 13 and the schemas of the formats; write-documents.ts
// writes them again.
import { expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { documents, filed } from './documents';

const folder = path.join(__dirname, 'expected');

test.each(documents)('%s', (file, make) => {
  expect(filed(file, make())).toBe(readFileSync(path.join(folder, file), 'utf8'));
});

test.each(documents.filter(([file]) => /\.(json|sarif)$/.test(file)))('%s is two spaces deep', (_, make) => {
  const text = make();
  expect(text).toBe(`${JSON.stringify(JSON.parse(text), null, 2)}\n`);
});

test('no document is left over', () => {
  expect(readdirSync(folder).sort()).toEqual(documents.map(([file]) => file).sort());
});
