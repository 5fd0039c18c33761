import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../terminal/io';
import { writeFile } from '../terminal/output';
import { evidenceNames, manifestName, manifestOf, type EvidenceFiles } from './manifest';

const ours: readonly string[] = [...evidenceNames, manifestName];

/**
 * Before anything is asked of AWS. Evidence is written over other evidence only where that is wanted, and never among files
 * that are none: the manifest would not name them.
 * @throws UsageError
 */
export function folderOf(output: string | undefined, force: boolean): string {
  if (output === undefined)
    throw new UsageError('evidence needs --output DIRECTORY, a folder that does not exist yet.');
  if (!existsSync(output)) return output;
  const names = namesIn(output);
  const foreign = names.filter((name) => !ours.includes(name));
  if (foreign.length > 0)
    throw new UsageError(
      `--output is '${output}', which holds files that are no evidence (${foreign.slice(0, 3).join(', ')}); name a new directory.`,
    );
  if (names.length > 0 && !force)
    throw new UsageError(
      `--output is '${output}', which exists and holds evidence; name a new directory, or use --force to write over it.`,
    );
  return output;
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    throw new UsageError(`--output is '${folder}', which is no directory; name one that does not exist yet.`);
  }
}

/** The manifest last: a folder without it is no evidence. @throws OutputError, UsageError */
export function writeEvidence(folder: string, files: EvidenceFiles): void {
  for (const name of [manifestName, ...evidenceNames]) rmSync(join(folder, name), { force: true });
  for (const name of evidenceNames) writeFile(join(folder, name), files[name], false);
  writeFile(join(folder, manifestName), manifestOf(files), false);
}
