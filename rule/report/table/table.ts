import Table from 'cli-table3';
import pc from 'picocolors';
import stringWidth from 'string-width';
import type { Compliance } from '../../core/verdict';
import type { Style } from '../style';
import { plain } from '../words/words';
import { wrap } from './wrap';

export type TableStyle = Pick<Style, 'colour' | 'columns'>;

const gap = '  ';
/** A last column of fewer characters is worse to read than a line of its own. */
const narrowest = 40;

const noLines = Object.fromEntries(
  ['top', 'bottom', 'left', 'right', 'mid', 'left-mid', 'mid-mid', 'right-mid']
    .concat(['top-mid', 'top-left', 'top-right', 'bottom-mid', 'bottom-left', 'bottom-right'])
    .map((name) => [name, '']),
);

/**
 * Aligned columns without lines. On a terminal the last column wraps; where that leaves it no room, each row is a line of
 * names and values with the last cell below.
 */
export function renderTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  { colour, columns }: TableStyle,
  paint: (cell: string, column: number) => string = (cell) => cell,
): string {
  const cells = rows.map((row) => row.map(plain));
  const widths = head.map((title, column) =>
    cells.reduce((widest, row) => Math.max(widest, stringWidth(row[column] ?? '')), title.length),
  );
  const before = widths.slice(0, -1).reduce((sum, width) => sum + width + gap.length, 0);
  const whole = before + (widths.at(-1) ?? 0);
  if (columns !== undefined && whole > columns && columns - before < narrowest)
    return stacked(head, cells, columns, paint);
  const table = new Table({
    // Bold by the same say as all else: the table's own colours would ask the environment.
    head: head.map(pc.createColors(colour).bold),
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
    chars: { ...noLines, middle: gap },
  });
  // The width of a text takes its time: of thousands of cells it is asked only where one has to be broken.
  const fits = columns === undefined || whole <= columns;
  const last = (cell: string): string => (fits ? cell : wrap(cell, columns - before).join('\n'));
  for (const row of cells) table.push([...row.slice(0, -1).map(paint), last(row.at(-1) ?? '')]);
  return `${trimmed(table.toString())}\n`;
}

const trimmed = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');

function stacked(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  columns: number,
  paint: (cell: string, column: number) => string,
): string {
  // Sentences get lines of their own; a last column of figures, dates or short texts is a pair like the others.
  const prose = rows.some((row) => (row.at(-1) ?? '').length >= narrowest);
  return rows
    .map((row) => {
      const pairs = (prose ? row.slice(0, -1) : row).flatMap((cell, column) => {
        if (column === 0) return [cell];
        return cell === '-' || cell === '' ? [] : [`${(head[column] ?? '').toLowerCase()} ${cell}`];
      });
      const last = prose ? (row.at(-1) ?? '') : '';
      const below = last === '-' || last === '' ? [] : wrap(last, columns, gap);
      const lines = [...wrap(pairs.join(', '), columns, '', gap), ...below];
      const [first = '', ...rest] = lines;
      return `${[first.replace(row[0] ?? '', (name) => paint(name, 0)), ...rest].join('\n')}\n`;
    })
    .join('');
}

/** The colour of a verdict, where there are colours. */
export function paintVerdict(verdict: Compliance, text: string, colour: boolean): string {
  const paint = pc.createColors(colour);
  switch (verdict) {
    case 'NON_COMPLIANT':
      return paint.red(text);
    case 'COMPLIANT':
      return paint.green(text);
    case 'NOT_APPLICABLE':
      return paint.dim(text);
  }
}
