import type { Readable, Writable } from 'node:stream';
import { RuleError } from '../../core/errors';
import { problem } from '../../core/problem';

/** 0 nothing found, 1 found, 2 bad usage or input, 3 incomplete, 130 after Ctrl-C. */
export type ExitCode = 0 | 1 | 2 | 3 | 130;

/** The parts of the process that a command may touch: data goes to `stdout`, everything else to `stderr`. */
export interface CliIo {
  readonly stdout: Writable;
  readonly stderr: Writable;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** How the person called this program, for commands that are pasted. */
  readonly program?: string;
  /** Only for a command that talks with a person. */
  readonly stdin?: Readable;
  exit(code: ExitCode): void;
  /** A command that leaves something behind clears it up itself, where the others end at once. */
  onInterrupt?(clearUp: () => void, isShort?: boolean): void;
}

/** A flag, argument or file that cannot be used: one line on stderr, exit code 2. */
export class UsageError extends RuleError {}

/** The error for a flag whose value is not allowed. */
export const unusable = (flag: string, got: unknown, allowed: string): UsageError =>
  new UsageError(`${problem(flag, got, allowed)}.`);

/** The output could not be written: the disk is full, or its reader has ended. Exit code 3. */
export class OutputError extends RuleError {}

/** Whether a person looks at the stream; a pipe or a file gets plain text. */
export function isTerminal(stream: Readable | Writable): boolean {
  return 'isTTY' in stream && stream.isTTY === true;
}

const isSet = (value: string | undefined): boolean => (value ?? '') !== '';
const isDumb = ({ env }: Pick<CliIo, 'env'>): boolean => env['TERM'] === 'dumb';

/** Whether a line on the terminal may be drawn again: not on one that cannot move its cursor. */
export const canRedraw = (io: CliIo): boolean => isTerminal(io.stderr) && !isDumb(io);

/** NO_COLOR refuses colours (https://no-color.org), FORCE_COLOR asks for them, else they are for terminals. */
export function wantsColour(io: CliIo): boolean {
  if (isSet(io.env['NO_COLOR'])) return false;
  const forced = io.env['FORCE_COLOR'];
  if (isSet(forced)) return forced !== '0' && forced !== 'false';
  return isTerminal(io.stdout) && !isDumb(io);
}

/** The width of a terminal; undefined in a pipe or a file. */
export function columnsOf(stream: Writable): number | undefined {
  const columns = isTerminal(stream) && 'columns' in stream ? stream.columns : undefined;
  return typeof columns === 'number' && columns > 0 ? columns : undefined;
}

/** The width is the terminal's, or what COLUMNS says. */
export function widthOf({ stdout, env }: CliIo): number | undefined {
  const said = /^[1-9]\d{0,3}$/.test(env['COLUMNS'] ?? '') ? Number(env['COLUMNS']) : undefined;
  return columnsOf(stdout) ?? said;
}
