import { Option, type Command } from 'commander';
import { parameterKeys } from '../../core/parameters';
import { unusable, UsageError } from '../terminal/io';
import type { Quiet } from '../terminal/say';

export interface GeneralFlags extends Quiet {
  /** Milliseconds; 0 is none. */
  readonly timeout: number;
}

const minute = 60_000;

/** Every command takes it, so that a script need not know which of them have anything to remark. */
export const addQuietFlag = (command: Command): Command =>
  command.option('--quiet', 'no progress and no remarks on stderr, errors only');

/** The flags of every command that reads AWS. */
export function addGeneralFlags(command: Command, timeoutMinutes: number): Command {
  return addQuietFlag(command).addOption(
    new Option(
      '--timeout <time>',
      'how long it may take, like 90s, 15m or 2h (seconds without a unit); 0 is no limit',
    )
      .argParser(timeOf('--timeout'))
      .default(timeoutMinutes * minute, `${timeoutMinutes}m`),
  );
}

const units: Readonly<Record<string, number>> = { s: 1000, m: minute, h: 60 * minute };

/** Milliseconds of a time as it is typed. @throws UsageError which names the flag */
export const timeOf =
  (flag: string) =>
  (text: string): number => {
    const [, amount, unit = 's'] = /^(\d{1,6}(?:\.\d{1,3})?)\s*([smh])?$/i.exec(text.trim()) ?? [];
    if (amount === undefined) throw unusable(flag, text, 'a time like 90s, 15m or 2h, or 0 for no limit');
    return Math.round(Number(amount) * (units[unit.toLowerCase()] ?? 1000));
  };

/** A list may be one value with commas, or a flag that is given several times. */
export const listed = (value: string, before: string | undefined): string =>
  before === undefined ? value : `${before},${value}`;

/** A shell variable that is not set must not silently mean "all" or "the default". @throws UsageError */
export function refuseEmptyFlags(command: Command): void {
  const values: Readonly<Record<string, unknown>> = command.opts();
  for (const option of command.options) {
    const key = option.attributeName();
    // The empty string means "not set" to the rule parameters themselves, as templates can only pass strings.
    if (parameterKeys.some((parameter) => parameter === key)) continue;
    if (command.getOptionValueSource(key) === 'cli' && isEmpty(values[key])) throw emptyFlag(option);
  }
}

const isEmpty = (value: unknown): boolean =>
  typeof value === 'string' ? value.trim() === '' : Array.isArray(value) && value.some(isEmpty);

const emptyFlag = ({ long, description }: Option): UsageError =>
  new UsageError(
    `${long ?? ''} is empty; give it a value (${description.split(/[;(:]/)[0]?.trim() ?? ''}) or leave it out.`,
  );
