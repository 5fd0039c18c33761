import type { Option } from 'commander';

/** Values that a shell completes for a flag that does its own checking: commander's choices would check and list them, too. */
export const offering = (option: Option, choices: readonly string[]): Option =>
  Object.assign(option, { offered: choices });

export const offeredBy = (option: Option & { readonly offered?: readonly string[] }): readonly string[] =>
  option.argChoices ?? option.offered ?? [];
