import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { bundleCli, bundleEntry, lambdaEntries } from './rule/bundle';

const out = resolve(__dirname, '..', 'dist', 'rule');
mkdirSync(out, { recursive: true });
for (const entry of lambdaEntries) writeFileSync(resolve(out, `${entry}.js`), bundleEntry(entry));
bundleCli(resolve(out, 'cli', 'main.js'));
