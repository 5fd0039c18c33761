import { meta } from '../../meta';

/** From a checkout and where the package is installed alike. */
export const usualProgram = `npx --no -- ${meta.id}`;

/**
 * A word as every shell reads it back. A plain one stays as it is, but zsh would take `=name` for a program, and a name may hold
 * spaces or quotes where it comes from Organizations.
 */
export const shellQuoted = (word: string): string =>
  /^[\w.@/+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;

/** A flag and its value as two words; as one where the value would be taken for a flag: `-bob` is a legal name. */
export const flagged = (flag: string, value: string): string =>
  `${flag}${value.startsWith('-') ? '=' : ' '}${shellQuoted(value)}`;
