// npm run sbom: dist/sbom.cdx.json, the dependencies that an installed package has, in CycloneDX 1.5, from the lockfile. (npm's own
// `npm sbom --omit=dev` leaves out what a development dependency needs, too, and differs from one run to the next.)
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import * as v from 'valibot';
import { description, license, version } from '../package.json';
import { meta } from '../rule/meta';

const root = resolve(__dirname, '..');
const lockSchema = v.object({
  packages: v.record(
    v.string(),
    v.object({
      version: v.optional(v.string(), ''),
      integrity: v.optional(v.string()),
      license: v.optional(v.string()),
      dev: v.optional(v.boolean(), false),
      devOptional: v.optional(v.boolean(), false),
      peer: v.optional(v.boolean(), false),
    }),
  ),
});
type Locked = v.InferOutput<typeof lockSchema>['packages'][string];

const { packages } = v.parse(
  lockSchema,
  JSON.parse(readFileSync(resolve(root, 'package-lock.json'), 'utf8')),
);
const purlOf = (name: string, of: string): string => `pkg:npm/${name.replace('@', '%40')}@${of}`;

function componentOf(name: string, locked: Locked): object {
  const [algorithm = '', digest = ''] = (locked.integrity ?? '').split('-');
  return {
    type: 'library',
    'bom-ref': purlOf(name, locked.version),
    name,
    version: locked.version,
    purl: purlOf(name, locked.version),
    ...(locked.license === undefined ? {} : { licenses: [{ expression: locked.license }] }),
    ...(algorithm === 'sha512'
      ? { hashes: [{ alg: 'SHA-512', content: Buffer.from(digest, 'base64').toString('hex') }] }
      : {}),
  };
}

const components = new Map(
  Object.entries(packages)
    .filter(([place, { dev, devOptional, peer }]) => place !== '' && !dev && !devOptional && !peer)
    .map(([place, locked]): [string, object] => {
      const name = place.replace(/^.*node_modules\//, '');
      return [purlOf(name, locked.version), componentOf(name, locked)];
    }),
);
const sbom = {
  $schema: 'http://cyclonedx.org/schema/bom-1.5.schema.json',
  bomFormat: 'CycloneDX',
  specVersion: '1.5',
  version: 1,
  metadata: {
    component: {
      type: 'application',
      'bom-ref': purlOf(meta.id, version),
      name: meta.id,
      version,
      description,
      licenses: [{ license: { id: license } }],
      purl: purlOf(meta.id, version),
    },
  },
  components: [...components].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, component]) => component),
};
mkdirSync(resolve(root, 'dist'), { recursive: true });
writeFileSync(resolve(root, 'dist/sbom.cdx.json'), `${JSON.stringify(sbom, null, 1)}\n`);
