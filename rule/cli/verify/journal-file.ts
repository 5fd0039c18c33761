import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { decodedText } from '../../core/decoded-text';
import { journalSchema, type Journal, type Step } from '../../verification/journal';
import { UsageError } from '../terminal/io';
import { writeFile } from '../terminal/output';

/** Beside the result. */
export const journalIn = (folder = '.'): string => join(folder, 'verify-journal.json');

/** A file that is whole after each step, whatever ends the process. */
export class JournalFile {
  readonly steps: Step[] = [];

  /** @throws UsageError where an earlier run has left one */
  constructor(
    readonly file: string,
    private readonly of: Pick<Journal, 'accountId' | 'path'>,
  ) {
    if (existsSync(file))
      throw new UsageError(
        `${file} is of a run that was not taken back: run "iam-user-mfa verify --cleanup ${file}" first.`,
      );
    this.save(false);
  }

  write(step: Step): void {
    this.steps.push(step);
    this.save(true);
  }

  private save(replace: boolean): void {
    writeFile(
      this.file,
      `${JSON.stringify({ schemaVersion: 1, ...this.of, steps: this.steps }, null, 2)}\n`,
      replace,
    );
  }
}

/** @throws UsageError */
export function readJournal(file: string): Journal {
  try {
    return v.parse(journalSchema, JSON.parse(decodedText(readFileSync(file))));
  } catch (error) {
    throw new UsageError(
      `${file} is no journal of verify; "verify --cleanup" without a file looks under the path of its users.`,
      { cause: error },
    );
  }
}

export const removeJournal = (file: string): void => rmSync(file, { force: true });
