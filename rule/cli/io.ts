import type { Writable } from 'node:stream';
import { RuleError } from '../core/errors';

/** 0 nothing found, 1 found, 2 bad usage or input, 3 incomplete. */
export type ExitCode = 0 | 1 | 2 | 3;

/** What a command may touch of the process: data goes to `stdout`, everything else to `stderr`. */
export interface CliIo {
  readonly stdout: Writable;
  readonly stderr: Writable;
  readonly env: Readonly<Record<string, string | undefined>>;
  exit(code: ExitCode): void;
}

/** A flag, argument or file that cannot be used: one line on stderr, exit code 2. */
export class UsageError extends RuleError {}

/** Whether a person looks at the stream; a pipe or a file gets plain text. */
export function isTerminal(stream: Writable): boolean {
  return 'isTTY' in stream && stream.isTTY === true;
}

/** Colours are for a terminal, and for those who did not refuse them (https://no-color.org). */
export function wantsColour(io: CliIo): boolean {
  return isTerminal(io.stdout) && (io.env['NO_COLOR'] ?? '') === '';
}
