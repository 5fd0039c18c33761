import { InvalidArgumentError, Option, type Command } from 'commander';
import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { meta } from '../../meta';
import { extensions, formats, type Format } from '../../report/format';
import { unusable, UsageError } from '../terminal/io';
import type { Outputs } from '../terminal/output';
import { grouped } from './help-text';
import { offering } from './offered';

export interface FormatFlags {
  readonly format?: readonly FormatFlag[];
  readonly output?: string;
  readonly force?: boolean;
  readonly excel?: boolean;
  readonly all?: boolean;
  readonly sarifFile: string;
}

interface FormatFlag {
  readonly format: Format;
  readonly file?: string;
}

export const addFormatFlags = (command: Command): Command => grouped(command, 'Reports:', addFlags);

function addFlags(command: Command): void {
  command
    .addOption(
      offering(
        new Option(
          '--format <format[=file]>',
          `${formats.join(', ')}; to stdout, or to a file; repeatable (default: table)`,
        ).argParser(formatFlag),
        formats,
      ),
    )
    .option('--output <directory>', `write each --format without a file to ${meta.id}.EXTENSION there`)
    .option('--excel', 'the CSV for Excel: with a byte order mark, and account ids keep their leading zero')
    .option('--force', 'write over files that exist')
    .option('--all', 'the table lists every user, not only those who must act')
    .option('--sarif-file <path>', 'the file that SARIF results point to', `${meta.id}.json`);
}

function formatFlag(text: string, before: readonly FormatFlag[] | undefined): readonly FormatFlag[] {
  const [, name = '', file] = /^([^=]*)(?:=(.*))?$/s.exec(text) ?? [];
  const format = formats.find((known) => known === name);
  if (format === undefined) throw new InvalidArgumentError(`Allowed choices are ${formats.join(', ')}.`);
  if (file === '') throw new UsageError(`--format ${text} names no file; write --format ${name}=FILE.`);
  return [...(before ?? []), { format, ...(file === undefined || file === '-' ? {} : { file }) }];
}

/** Before anything is asked of AWS: a report that cannot be written is not worth the wait. @throws UsageError */
export function outputsOf(flags: FormatFlags): Outputs {
  const { format = [], output, force = false, all = false, excel = false, sarifFile } = flags;
  if (/^\/|^[a-z]+:|\\|(^|\/)\.\.(\/|$)/i.test(sarifFile))
    throw unusable('--sarif-file', sarifFile, `a path below the repository, like ${meta.id}.json`);
  const placed = format.map((one) =>
    one.file === undefined && output !== undefined
      ? { ...one, file: join(output, `${meta.id}.${extensions[one.format]}`) }
      : one,
  );
  const onStdout = placed.filter(({ file }) => file === undefined).map((one) => one.format);
  if (onStdout.length > 1)
    throw new UsageError(
      `--format is given ${onStdout.length} times without a file (${onStdout.join(', ')}), and stdout takes one; ` +
        'write --format FORMAT=FILE, or use --output DIRECTORY.',
    );
  if (output !== undefined && format.length === 0)
    throw new UsageError('--output needs at least one --format beside it, like --format html.');
  const files = placed.flatMap((one) =>
    one.file === undefined ? [] : [{ format: one.format, file: one.file }],
  );
  const twice = files.find(({ file }, index) => files.findIndex((other) => other.file === file) !== index);
  if (twice !== undefined)
    throw new UsageError(`two reports would go to ${twice.file}; give each its own file.`);
  if (output !== undefined && isFileName(output))
    throw new UsageError(
      `--output is '${output}', and it names a directory; for a file write --format ${formatOf(output)}=${output}.`,
    );
  if (output !== undefined && existsSync(output) && !statSync(output).isDirectory())
    throw new UsageError(`--output is '${output}', which is a file; name a directory.`);
  for (const { file } of files) refuseUnwritable(file, force, output);
  return { stdout: format.length === 0 ? 'table' : onStdout[0], files, force, all, excel, sarifFile };
}

const ends = Object.entries(extensions);

/** `report.html` is meant to be a file, unless there is a directory of that name. */
const isFileName = (output: string): boolean =>
  ends.some(([, end]) => output.toLowerCase().endsWith(`.${end}`)) &&
  !(existsSync(output) && statSync(output).isDirectory());

const formatOf = (output: string): string =>
  ends.find(([, end]) => output.toLowerCase().endsWith(`.${end}`))?.[0] ?? 'json';

function refuseUnwritable(file: string, force: boolean, output: string | undefined): void {
  const folder = dirname(file);
  if (folder !== output && !existsSync(folder))
    throw new UsageError(`${file} cannot be written: there is no directory ${folder}.`);
  const there = statSync(file, { throwIfNoEntry: false });
  if (there?.isDirectory() === true) throw new UsageError(`${file} is a directory; name a file.`);
  if (there?.isFile() === true && !force)
    throw new UsageError(`${file} exists; use --force to write over it, or another name.`);
}
