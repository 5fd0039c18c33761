import { buildSync } from 'esbuild';
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { bundleEntry, lambdaEntries } from './bundle';

const root = resolve(__dirname, '..');
const out = resolve(root, 'dist', 'rule');
mkdirSync(out, { recursive: true });

for (const entry of lambdaEntries) {
  if (!existsSync(resolve(root, 'rule', `${entry}.ts`))) continue;
  writeFileSync(resolve(out, `${entry}.js`), bundleEntry(entry));
}

const cli = resolve(out, 'cli', 'main.js');
buildSync({
  entryPoints: [resolve(root, 'rule', 'cli', 'main.ts')],
  outfile: cli,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  packages: 'external',
  logLevel: 'error',
});
chmodSync(cli, 0o755);
