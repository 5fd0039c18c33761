import type { Command } from 'commander';
import { programOf } from '../terminal/called-as';
import { unusable, type CliIo } from '../terminal/io';
import { IncompleteRunError, type Problem } from '../../run/failures';
import type { ReadFailure } from '../../run/ports';
import { needsOf, policyOf, type GivenFlags } from '../permissions';

/** For a person who has to be allowed to run a command before they can. */
export const addPrintPolicyFlags = (command: Command): Command =>
  command
    .option(
      '--print-policy',
      'print the IAM policy that this command needs with these flags, and call nothing',
    )
    .option('--partition <name>', 'the partition of --print-policy', partitionOf, 'aws');

/** @throws UsageError */
export function partitionOf(name: string): string {
  if (/^aws(-[a-z]+)*$/.test(name)) return name;
  throw unusable('--partition', name, 'a partition like aws, aws-cn or aws-us-gov');
}

/** Prints it where it was asked for; doctor and verify have what their checks name. */
export function printPolicy(command: string, flags: GivenFlags, { stdout }: Pick<CliIo, 'stdout'>): boolean {
  if (flags['printPolicy'] !== true || !(command in needsOf)) return false;
  stdout.write(`${JSON.stringify(policyOf(command, flags), null, 2)}\n`);
  return true;
}

/** A hint at all that a denied command needs, not only the action that was denied first; empty for other failures. */
export const afterDenial = (
  failures: readonly ReadFailure[],
  command: string,
  io: Pick<CliIo, 'program'>,
): string =>
  command in needsOf && failures.some(({ error, detail }) => error === 'AccessDenied' && detail === undefined)
    ? ` "${programOf(io)} ${command} --print-policy" prints all that it needs.`
    : '';

/** The last line of a scan that could not read everyone. */
export const incompleteText = (
  problems: readonly Problem[],
  command: string,
  io: Pick<CliIo, 'program'>,
): string =>
  `Scan incomplete: ${new IncompleteRunError(problems).message}` +
  afterDenial(
    problems.flatMap(({ failures }) => failures),
    command,
    io,
  );
