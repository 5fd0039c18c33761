import { closeSync, openSync, writeSync } from 'node:fs';
import { plainStyle, type Style } from '../../report/style';
import type { ReportSubject } from '../../findings/report-subject';
import { githubStepSummary } from '../../report/text/github';
import type { Format } from '../../report/format';
import type { Report } from '../../report/formats';
import { UsageError, wantsColour, widthOf, type CliIo } from './io';
import { programOf } from './called-as';
import { fileMode, writeWholeFile } from './whole-file';
import { outputFailure } from './write-failure';

/** The destination of each report: one at most to stdout. */
export interface Outputs extends Pick<Style, 'all' | 'excel' | 'sarifFile'> {
  readonly stdout: Format | undefined;
  readonly files: readonly { readonly format: Format; readonly file: string }[];
  readonly force: boolean;
}

/** Writes each report where its flag says. @throws OutputError */
export function writeReports<T>(
  found: T,
  reports: Readonly<Record<Format, Report<T>>>,
  outputs: Outputs,
  io: CliIo,
  toSubject: (found: T) => ReportSubject,
): void {
  const document: Style = {
    ...plainStyle,
    all: outputs.all,
    excel: outputs.excel,
    sarifFile: outputs.sarifFile,
  };
  for (const { format, file } of outputs.files)
    writeFile(file, reports[format](found, document), outputs.force);
  const all = [outputs.stdout, ...outputs.files.map(({ format }) => format)];
  const summary = io.env['GITHUB_STEP_SUMMARY'] ?? '';
  if (all.includes('github') && summary !== '') appendFile(summary, githubStepSummary(toSubject(found)));
  if (outputs.stdout === undefined) return;
  const style: Style = { ...document, colour: wantsColour(io), columns: widthOf(io), program: programOf(io) };
  io.stdout.write(reports[outputs.stdout](found, style));
}

/** @throws OutputError, or UsageError where a file appeared meanwhile or the directory may not be written to */
export function writeFile(file: string, text: string | Uint8Array, force: boolean): void {
  try {
    writeWholeFile(file, text, force);
  } catch (error) {
    throw outputError(file, error);
  }
}

/** In one write: the steps of a job may write to it side by side, and half a page looks like a whole one. */
function appendFile(file: string, text: string): void {
  try {
    const descriptor = openSync(file, 'a', fileMode);
    try {
      const bytes = Buffer.from(text);
      if (writeSync(descriptor, bytes) < bytes.length)
        throw Object.assign(new Error('short write'), { code: 'ENOSPC' });
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    throw outputError(file, error);
  }
}

const forbidden = ['EACCES', 'EPERM', 'ENOENT', 'ENOTDIR', 'EISDIR', 'ENAMETOOLONG', 'EROFS'];

/** The error for a failed write: OutputError where a disk refuses, UsageError where another name would do. */
export function outputError(file: string, error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error;
  const code = String(error.code);
  if (code === 'EEXIST' || code === 'ENOTEMPTY')
    return new UsageError(`${file} exists; use --force to write over it, or another name.`);
  if (forbidden.includes(code))
    return new UsageError(`${file} cannot be written (${code}); choose a directory that you may write to.`);
  return outputFailure(Object.assign(error, { code }));
}
