import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** For the owner alone: a report names who can be attacked. */
export const fileMode = 0o600;
export const folderMode = 0o700;

/**
 * A regular file appears whole or not at all: it is written beside its place, brought to the disk, and put there in one step.
 * Pipes and devices (`/dev/fd/63` of a shell's `>(command)`) are written straight.
 * @param replace whether a file that is there gives way; without it the call fails with EEXIST
 */
export function writeWholeFile(file: string, content: string | Uint8Array, replace: boolean): void {
  const there = statSync(file, { throwIfNoEntry: false });
  if (there !== undefined && !there.isFile() && !there.isDirectory()) {
    writeStraight(file, content);
    return;
  }
  // A link stays one, and what it leads to is replaced.
  const place = there === undefined ? file : realpathSync(file);
  mkdirSync(dirname(place), { recursive: true, mode: folderMode });
  const beside = join(dirname(place), `.${basename(place)}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    writeDown(beside, content);
    if (replace) renameSync(beside, place);
    else putWhereNoneIs(beside, place);
  } finally {
    rmSync(beside, { force: true });
  }
  bringToDisk(dirname(place));
}

/** A socket cannot be opened by its name, but its number is ours already. */
function writeStraight(file: string, content: string | Uint8Array): void {
  try {
    writeFileSync(file, content);
  } catch (error) {
    const number = file === '/dev/stdout' ? '1' : /^\/(?:dev|proc\/self)\/fd\/(\d+)$/.exec(file)?.[1];
    if (number === undefined || codeOf(error) !== 'ENXIO') throw error;
    writeToDescriptor(Number(number), Buffer.from(content));
  }
}

function writeToDescriptor(descriptor: number, bytes: Buffer): void {
  for (let done = 0; done < bytes.length;) {
    try {
      done += writeSync(descriptor, bytes, done);
    } catch (error) {
      // Its reader is slower than we are.
      if (codeOf(error) !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined;

function writeDown(file: string, content: string | Uint8Array): void {
  const descriptor = openSync(file, 'wx', fileMode);
  try {
    writeFileSync(descriptor, content);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** A hard link fails where a file is; a rename would replace one that appeared meanwhile. */
function putWhereNoneIs(beside: string, place: string): void {
  try {
    linkSync(beside, place);
  } catch (error) {
    const code = codeOf(error);
    // File systems without hard links.
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'ENOSYS' && code !== 'EOPNOTSUPP') throw error;
    closeSync(openSync(place, 'wx', fileMode));
    renameSync(beside, place);
  }
}

/** The entry in the folder, too. Not every system opens a folder, and the file is there all the same. */
function bringToDisk(folder: string): void {
  try {
    const descriptor = openSync(folder, 'r');
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return;
  }
}
