import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { buildOneFile } from './one-file';
import { bundleCli, bundleEntry, bundledFiles, lambdaEntries } from './rule/bundle';
import { thirdPartyLicences } from './rule/licences';
import { jsonSchemas } from '../rule/report/schemas';

const root = resolve(__dirname, '..');
const dist = resolve(root, 'dist');

/** The Lambda entries and the command line, one file each. */
function buildBundles(): void {
  mkdirSync(resolve(dist, 'rule'), { recursive: true });
  for (const entry of lambdaEntries) writeFileSync(resolve(dist, 'rule', `${entry}.js`), bundleEntry(entry));
  bundleCli(resolve(dist, 'rule', 'cli', 'main.js'));
}

/** The library that other CDK apps import: JavaScript with its types, and the rules that its constructs hand to AWS. */
function buildLibrary(): void {
  rmSync(resolve(dist, 'lib'), { recursive: true, force: true });
  const tsc = createRequire(__filename).resolve('typescript/bin/tsc');
  execFileSync(process.execPath, [tsc, '--project', resolve(root, 'tsconfig.lib.json')], {
    stdio: 'inherit',
  });
  cpSync(resolve(root, 'rule/gates/rules'), resolve(dist, 'lib/rule/gates/rules'), { recursive: true });
}

/** The one file of the command line, and the licences of all that our bundles hold. */
async function buildOneFileAndLicences(): Promise<void> {
  const inputs = await buildOneFile(resolve(dist, 'iam-user-mfa.cjs'));
  writeFileSync(resolve(dist, 'THIRD-PARTY-LICENSES'), thirdPartyLicences([...inputs, ...bundledFiles()]));
}

/** The schemas of the JSON documents, for their readers. */
function buildSchemas(): void {
  mkdirSync(resolve(dist, 'schemas'), { recursive: true });
  for (const [name, schema] of Object.entries(jsonSchemas))
    writeFileSync(resolve(dist, 'schemas', `${name}.schema.json`), `${JSON.stringify(schema, null, 2)}\n`);
}

buildBundles();
buildSchemas();
void buildOneFileAndLicences();
buildLibrary();
