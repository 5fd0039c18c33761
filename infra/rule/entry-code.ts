import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { bundleEntry, type LambdaEntry } from './bundle';

/**
 * The code of a Lambda entry in one file. In the repository it is bundled here and now, so that a fresh clone needs no build;
 * the published library is `dist/lib`, and its bundles lie beside it in `dist/rule`.
 */
export function entryCode(entry: LambdaEntry): string {
  const isPublished = __filename.endsWith('.js');
  return isPublished
    ? readFileSync(resolve(__dirname, '../../../rule', `${entry}.js`), 'utf8')
    : bundleEntry(entry);
}
