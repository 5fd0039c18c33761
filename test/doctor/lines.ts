import type { Check } from '../../rule/doctor/check';

const lineOf = ({ id, status, text, command, blocks }: Check): string =>
  `${status} ${id}: ${text}${command === undefined ? '' : ` $ ${command}`}${blocks === true ? ' (blocks)' : ''}`;

/** What is said beside what is always said, letter by letter; "no ID" where a line is not said. */
export function linesOf(checks: readonly Check[], always: readonly Check[] = []): readonly string[] {
  const usual = always.map(lineOf);
  const gone = always.filter(({ id }) => !checks.some((check) => check.id === id));
  return [...checks.map(lineOf).filter((line) => !usual.includes(line)), ...gone.map(({ id }) => `no ${id}`)];
}
