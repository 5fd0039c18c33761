import type { Option } from 'commander';

const values = new WeakMap<Option, readonly string[]>();

/** Values that a shell completes for a flag that does its own checking: commander's choices would check and list them, too. */
export function offering(option: Option, choices: readonly string[]): Option {
  values.set(option, choices);
  return option;
}

export const offeredBy = (option: Option): readonly string[] => option.argChoices ?? values.get(option) ?? [];
