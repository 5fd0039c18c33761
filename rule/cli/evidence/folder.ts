import { lstatSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { UsageError } from '../terminal/io';
import { outputError, writeFile } from '../terminal/output';
import { folderMode } from '../terminal/whole-file';
import { evidenceNames, manifestName, manifestOf, type EvidenceFiles } from './manifest';

const ours: readonly string[] = [...evidenceNames, manifestName];

/** The folder for evidence: ours from the start, so that nothing else writes there, and empty until all is known. */
export interface EvidenceFolder {
  /** The manifest last: a folder without it is no evidence. @throws OutputError, UsageError */
  write(files: EvidenceFiles): void;
  /** Leaves things as they were, where there is nothing to write. */
  abandon(): void;
}

/**
 * Before anything is asked of AWS. Evidence is written over other evidence only where that is wanted, and never among files
 * that are none: the manifest would not name them.
 * @throws UsageError
 */
export function evidenceFolder(output: string | undefined, force: boolean): EvidenceFolder {
  if (output === undefined)
    throw new UsageError('evidence needs --output DIRECTORY, a folder that does not exist yet.');
  const folder = resolve(output);
  const there = lstatSync(folder, { throwIfNoEntry: false });
  if (there === undefined) return newFolder(folder);
  if (!there.isDirectory())
    throw new UsageError(
      `--output is '${output}', which is ${there.isSymbolicLink() ? 'a symbolic link' : 'no directory'}; name one that does not exist yet.`,
    );
  const names = readdirSync(folder);
  const foreign = names.filter((name) => !ours.includes(name));
  if (foreign.length > 0)
    throw new UsageError(
      `--output is '${output}', which holds files that are no evidence (${foreign.slice(0, 3).join(', ')}); name a new directory.`,
    );
  if (names.length > 0 && !force)
    throw new UsageError(
      `--output is '${output}', which exists and holds evidence; name a new directory, or use --force to write over it.`,
    );
  return names.length === 0 ? stagedFor(folder, () => rmdirSync(folder)) : replacing(folder);
}

/** Fails where another run has made it in the same moment. */
function newFolder(folder: string): EvidenceFolder {
  orRefuse(folder, () => {
    mkdirSync(dirname(folder), { recursive: true, mode: folderMode });
    mkdirSync(folder, { mode: folderMode });
  });
  // Fails where somebody has put something into it meanwhile.
  const staged = stagedFor(folder, () => rmdirSync(folder));
  return {
    ...staged,
    abandon: () => {
      staged.abandon();
      try {
        rmdirSync(folder);
      } catch {
        // Its contents are not ours.
      }
    },
  };
}

/** The evidence that is there stays whole until the new one is. */
function replacing(folder: string): EvidenceFolder {
  let old: string | undefined;
  const staged = stagedFor(folder, () => {
    old = mkdtempSync(`${folder}.old.`);
    renameSync(folder, join(old, 'evidence'));
  });
  return {
    ...staged,
    write: (files) => {
      staged.write(files);
      if (old !== undefined) rmSync(old, { recursive: true, force: true });
    },
  };
}

/** Files are written beside the folder, whose place they take in one step. */
function stagedFor(folder: string, makeRoom: () => void): EvidenceFolder {
  let beside: string | undefined;
  return {
    write: (files) => {
      const staging = (beside = orRefuse(folder, () => mkdtempSync(`${folder}.`)));
      for (const name of evidenceNames) writeFile(join(staging, name), files[name], false);
      writeFile(join(staging, manifestName), manifestOf(files), false);
      orRefuse(folder, () => {
        makeRoom();
        renameSync(staging, folder);
      });
      beside = undefined;
    },
    abandon: () => {
      if (beside !== undefined) rmSync(beside, { recursive: true, force: true });
    },
  };
}

function orRefuse<T>(folder: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw outputError(folder, error);
  }
}
