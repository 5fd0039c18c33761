// npm run sbom: dist/sbom.cdx.json, the dependencies that an installed package has, in CycloneDX. npm writes it; what changes from
// one run to the next (a serial number, the time, the name of the folder) is taken out, so that two packs are one file.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import * as v from 'valibot';
import { meta } from '../rule/meta';

const root = resolve(__dirname, '..');
const document = v.object({
  $schema: v.string(),
  bomFormat: v.literal('CycloneDX'),
  specVersion: v.string(),
  version: v.number(),
  metadata: v.object({ lifecycles: v.array(v.unknown()), component: v.looseObject({ name: v.string() }) }),
  components: v.array(v.unknown()),
  dependencies: v.array(v.unknown()),
});

const args = ['sbom', '--sbom-format=cyclonedx', '--omit=dev', '--package-lock-only', '--no-json'];
const printed = execFileSync('npm', args, { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
const { metadata, ...rest } = v.parse(document, JSON.parse(printed));
const sbom = {
  ...rest,
  metadata: { ...metadata, component: { ...metadata.component, name: meta.id } },
};
mkdirSync(resolve(root, 'dist'), { recursive: true });
writeFileSync(resolve(root, 'dist/sbom.cdx.json'), `${JSON.stringify(sbom, null, 1)}\n`);
