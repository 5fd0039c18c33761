import { readdirSync, readFileSync, type Dirent } from 'node:fs';
import { join } from 'node:path';
import { count } from '../../report/words/words';
import { OutputError, unusable, UsageError, type CliIo } from '../terminal/io';
import { manifestName, parseManifest, sha256 } from './manifest';

/**
 * Every file against the manifest: changed, missing, added, or no file; and the manifest against its own SHA-256 where that was
 * kept elsewhere, because anyone who can change a file can make a new manifest.
 * @throws UsageError where there is no evidence
 */
export function verifyEvidence(directory: string, manifestSha256: string | undefined, io: CliIo): void {
  const wanted = manifestSha256?.trim().toLowerCase();
  if (wanted !== undefined && !/^[0-9a-f]{64}$/.test(wanted))
    throw unusable('--manifest-sha256', manifestSha256, 'the 64 hexadecimal digits that "evidence" printed');
  const entries = entriesOf(directory);
  const manifest = entries.find(({ name }) => name === manifestName);
  if (manifest === undefined)
    throw new UsageError(`${directory} holds no evidence: there is no ${manifestName}.`);
  if (!manifest.isFile())
    throw new UsageError(`${directory} holds no evidence: its ${manifestName} is a link or a folder.`);
  const content = read(directory, manifestName);
  const { hashes, faults: ofManifest } = parseManifest(content.toString('utf8'));
  const faults = [...ofManifest];
  if (wanted !== undefined && sha256(content) !== wanted)
    faults.push(`changed: ${manifestName}, whose SHA-256 is ${sha256(content)}, not the one that was given`);
  for (const entry of entries.filter(({ name }) => name !== manifestName))
    if (!entry.isFile()) faults.push(`no file of evidence: ${entry.name}`);
    else if (!hashes.has(entry.name))
      faults.push(`not in the manifest: ${entry.name}${ofTheFinder(entry.name)}`);
  for (const [name, hash] of hashes) {
    const entry = entries.find((one) => one.name === name);
    if (entry === undefined) faults.push(`missing: ${name}`);
    else if (entry.isFile()) faults.push(...changed(name, hash, read(directory, name)));
  }
  io.stdout.write(
    faults.length === 0
      ? `${count(hashes.size, 'file')} unchanged since ${manifestName} was written, ${against(wanted)}\n`
      : `${[...new Set(faults)].join('\n')}\n`,
  );
  io.exit(faults.length === 0 ? 0 : 1);
}

const against = (wanted: string | undefined): string =>
  wanted === undefined
    ? 'checked against its own manifest only: give the SHA-256 that was kept elsewhere with --manifest-sha256.'
    : `and ${manifestName} has the SHA-256 that was given.`;

const ofTheFinder = (name: string): string =>
  name === '.DS_Store' ? ", which macOS's Finder writes into folders that it shows; delete it" : '';

/** Other line ends are a change, but nobody's lie: git and mail programs make them. */
function changed(name: string, hash: string, content: Buffer): readonly string[] {
  if (sha256(content) === hash) return [];
  const text = content.toString('latin1');
  const lines = [text.replace(/\r\n/g, '\n'), text.replace(/\r?\n/g, '\r\n')];
  const onlyLines = lines.some((other) => sha256(Buffer.from(other, 'latin1')) === hash);
  return [
    `changed: ${name}${onlyLines ? ' (its line ends only: CRLF for LF or LF for CRLF, as git and editors do)' : ''}`,
  ];
}

function entriesOf(directory: string): readonly Dirent[] {
  try {
    return readdirSync(directory, { withFileTypes: true });
  } catch (error) {
    const code = codeOf(error);
    const why = code === 'ENOENT' ? 'it does not exist' : code === 'ENOTDIR' ? 'it is no directory' : code;
    throw new UsageError(`${directory} holds no evidence: ${why}; name the folder that evidence wrote.`);
  }
}

/** A file that cannot be read is neither changed nor unchanged. */
function read(directory: string, name: string): Buffer {
  try {
    return readFileSync(join(directory, name));
  } catch (error) {
    throw new OutputError(`incomplete: ${join(directory, name)} could not be read (${codeOf(error)}).`);
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
