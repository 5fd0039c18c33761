import { readdirSync, readFileSync, type Dirent } from 'node:fs';
import { join } from 'node:path';
import { count } from '../../report/words/words';
import { OutputError, UsageError, type CliIo } from '../terminal/io';
import { manifestName, parseManifest, sha256 } from './manifest';

/** Every file against the manifest: changed, missing, added, or no file. @throws UsageError where there is no evidence */
export function verifyEvidence(directory: string, io: CliIo): void {
  const entries = entriesOf(directory);
  if (!entries.some(({ name }) => name === manifestName))
    throw new UsageError(`${directory} holds no evidence: there is no ${manifestName}.`);
  const { hashes, faults: ofManifest } = parseManifest(read(directory, manifestName).toString('utf8'));
  const faults = [...ofManifest];
  for (const entry of entries.filter(({ name }) => name !== manifestName))
    if (!entry.isFile()) faults.push(`no file of evidence: ${entry.name}`);
    else if (!hashes.has(entry.name)) faults.push(`not in the manifest: ${entry.name}`);
  for (const [name, hash] of hashes) {
    const entry = entries.find((one) => one.name === name);
    if (entry === undefined) faults.push(`missing: ${name}`);
    else if (entry.isFile() && sha256(read(directory, name)) !== hash) faults.push(`changed: ${name}`);
  }
  io.stdout.write(
    faults.length === 0
      ? `${count(hashes.size, 'file')} unchanged since ${manifestName} was written.\n`
      : `${[...new Set(faults)].join('\n')}\n`,
  );
  io.exit(faults.length === 0 ? 0 : 1);
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

/** What cannot be read is neither changed nor unchanged. */
function read(directory: string, name: string): Buffer {
  try {
    return readFileSync(join(directory, name));
  } catch (error) {
    throw new OutputError(`incomplete: ${join(directory, name)} could not be read (${codeOf(error)}).`);
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
