import type { Command, Option } from 'commander';
import { offeredBy } from '../flags/offered';

/** A flag as a shell completes it. */
export interface Flag {
  /** Like `--format`. */
  readonly long: string;
  readonly value: 'none' | 'optional' | 'required';
  readonly choices: readonly string[];
  readonly description: string;
}

/** A command, or one below another, as a shell completes it. */
export interface CompletedCommand {
  /** Empty for the program itself, `['evidence', 'verify']` for a command below another. */
  readonly path: readonly string[];
  readonly description: string;
  readonly commands: readonly CompletedCommand[];
  readonly flags: readonly Flag[];
  /** The values that an argument may have; `files` where it is a place. */
  readonly argument: 'none' | 'files' | readonly string[];
}

/** All that there is to complete, read from the commands themselves. */
export function completedCommand(command: Command, path: readonly string[] = []): CompletedCommand {
  const flags = command.options.flatMap((option) => flagOf(option) ?? []);
  const help = command
    .createHelp()
    .visibleOptions(command)
    .find(({ long }) => long === '--help');
  return {
    path,
    description: inShort(command.description()),
    commands: command.commands.map((sub) => completedCommand(sub, [...path, sub.name()])),
    flags: [
      ...flags,
      { long: '--help', value: 'none', choices: [], description: inShort(help?.description ?? '') },
    ],
    argument: argumentOf(command),
  };
}

/** A command and all below it. */
export const withAllBelow = (command: CompletedCommand): readonly CompletedCommand[] => [
  command,
  ...command.commands.flatMap(withAllBelow),
];

function flagOf(option: Option): Flag | undefined {
  const { long, required, optional, hidden, description } = option;
  if (long === undefined || hidden) return undefined;
  const value = required ? 'required' : optional ? 'optional' : 'none';
  return { long, value, choices: offeredBy(option), description: inShort(description) };
}

function argumentOf(command: Command): CompletedCommand['argument'] {
  const [argument] = command.registeredArguments;
  if (argument === undefined) return 'none';
  if (argument.argChoices !== undefined) return argument.argChoices;
  // The argument of help is a command.
  return command.name() === 'help' ? (command.parent?.commands ?? []).map((one) => one.name()) : 'files';
}

/** The first clause, without what a shell would take for its own. */
const inShort = (text: string): string =>
  (text.split(/[;:(]|\.(?=\s|$)/)[0] ?? '').replace(/['"`\\[\]$]/g, '').trim();
