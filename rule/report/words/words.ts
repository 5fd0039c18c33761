/** "1 user", "12 users" */
export const count = (number: number, one: string, many = `${one}s`): string =>
  `${number} ${number === 1 ? one : many}`;

/** Foreign text in one line: no control characters, no marks that turn the direction of what follows. */
export const inOneLine = (text: string): string => text.replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ').trim();

/**
 * Without commands to the runner that keeps the log of a job: GitHub obeys `::name` at the start of a line and `##[name]`
 * anywhere in it, Azure Pipelines `##vso[name]`.
 * @see https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
 */
export const withoutCommands = (text: string): string =>
  text.replace(/##(vso)?\[/gi, '## $1[').replace(/(^|\s)::/g, '$1: :');

/** Foreign text as it may stand in any line that a person or a runner reads. */
export const plain = (text: string): string => withoutCommands(inOneLine(text));

/** "acme, 111122223333": an account by its name and its id, as far as they are known. */
export const accountText = (name: string | null | undefined, id: string | null | undefined): string =>
  [name ?? '', id ?? '']
    .filter((part) => part !== '')
    .map(plain)
    .join(', ');

export const capitalized = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}`;

/** YYYY-MM-DD, or a dash. */
export const day = (time: string | null | undefined): string => time?.slice(0, 10) ?? '-';

const millisecondsPerDay = 86_400_000;

/** Whole days from the day of a time through a last day, both UTC: 0 is today. */
export const daysLeft = (until: string, now: string): number =>
  Math.round(
    (Date.parse(`${until}T00:00:00Z`) - Date.parse(`${now.slice(0, 10)}T00:00:00Z`)) / millisecondsPerDay,
  );
