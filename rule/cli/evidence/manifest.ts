import { createHash } from 'node:crypto';

export const manifestName = 'MANIFEST.sha256';

/** The files of every evidence, in the order of its README. */
export const evidenceNames = [
  'README.md',
  'report.html',
  'scan.json',
  'scan.csv',
  'parameters.json',
  'run.json',
  'population.json',
  'exemptions.json',
  'frameworks.json',
  'oscal-assessment-results.json',
] as const;
export type EvidenceName = (typeof evidenceNames)[number];

export type EvidenceFiles = Readonly<Record<EvidenceName, string>>;

export const sha256 = (content: string | Uint8Array): string =>
  createHash('sha256').update(content).digest('hex');

/** As `sha256sum` writes it, so that `sha256sum --check` reads it, too. */
export const manifestOf = (files: EvidenceFiles): string =>
  [...evidenceNames]
    .sort()
    .map((name) => `${sha256(files[name])}  ${name}\n`)
    .join('');

export interface Manifest {
  readonly hashes: ReadonlyMap<string, string>;
  /** The faults of the manifest itself, each a sentence. */
  readonly faults: readonly string[];
}

/** Every line of a manifest. A name is a file in the folder: a path would have a file elsewhere vouch for this one. */
export function parseManifest(text: string): Manifest {
  const hashes = new Map<string, string>();
  const faults: string[] = [];
  if (text.includes('\r\n')) faults.push(`changed: ${manifestName} (its line ends are CRLF)`);
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line === '') continue;
    const [, hash, name] = /^([0-9a-f]{64}) [ *](.+)$/.exec(line) ?? [];
    if (hash === undefined || name === undefined)
      faults.push(`changed: line ${index + 1} of ${manifestName} is no SHA-256 and name`);
    else if (!/^\w[\w.-]*$/.test(name))
      faults.push(`outside the folder: ${manifestName} names ${JSON.stringify(name)}`);
    else if (hashes.has(name)) faults.push(`changed: ${manifestName} names ${name} twice`);
    else hashes.set(name, hash);
  }
  for (const name of evidenceNames)
    if (!hashes.has(name)) faults.push(`not in the manifest: ${name}, which every evidence has`);
  return { hashes, faults };
}
