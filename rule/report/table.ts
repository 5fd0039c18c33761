import Table from 'cli-table3';
import pc from 'picocolors';
import type { Compliance } from '../core/verdict';

const noLines = Object.fromEntries(
  ['top', 'bottom', 'left', 'right', 'mid', 'left-mid', 'mid-mid', 'right-mid']
    .concat(['top-mid', 'top-left', 'top-right', 'bottom-mid', 'bottom-left', 'bottom-right'])
    .map((name) => [name, '']),
);

/** A table with lines and colours on a terminal; aligned plain text elsewhere. */
export function renderTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  colour: boolean,
): string {
  const table = new Table({
    head: [...head],
    style: colour
      ? { head: ['bold'], border: ['gray'] }
      : { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
    ...(colour ? {} : { chars: { ...noLines, middle: '  ' } }),
  });
  table.push(...rows.map((row) => [...row]));
  return `${table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')}\n`;
}

/** The colour of a verdict, where there are colours. */
export function paintVerdict(verdict: Compliance, colour: boolean): string {
  const paint = pc.createColors(colour);
  switch (verdict) {
    case 'NON_COMPLIANT':
      return paint.red(verdict);
    case 'COMPLIANT':
      return paint.green(verdict);
    case 'NOT_APPLICABLE':
      return paint.dim(verdict);
  }
}
