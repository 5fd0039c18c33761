import type { Command } from 'commander';
import { bashCompletion } from './bash';
import { fishCompletion } from './fish';
import { completedCommand, type CompletedCommand } from './words';
import { zshCompletion } from './zsh';

export const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

const scripts: Readonly<Record<Shell, (program: CompletedCommand, name: string) => string>> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
};

/** A script that completes commands, flags, and the values of flags that have a fixed choice. */
export const completionScript = (program: Command, shell: Shell): string =>
  scripts[shell](completedCommand(program), program.name());
