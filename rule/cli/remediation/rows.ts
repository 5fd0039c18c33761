import pc from 'picocolors';
import { renderTable } from '../../report/table/table';
import { count } from '../../report/words/words';
import { wrap } from '../../report/table/wrap';
import type { CliIo } from '../terminal/io';
import { isTerminal, wantsColour, widthOf } from '../terminal/io';

export const outcomes = ['would-change', 'changed', 'refused', 'failed', 'nothing-to-do'] as const;
/** `refused`: the step would not do what it is for, and the user stays as before. */
export type Outcome = (typeof outcomes)[number];

export interface Row {
  readonly outcome: Outcome;
  readonly resourceId: string;
  readonly message: string;
}

const fields = ({ outcome, resourceId, message }: Row): readonly string[] => [outcome, resourceId, message];

/** One line a user for programs, `outcome <tab> id <tab> sentence`; a terminal gets the same in lines that fit. */
export function printRow(row: Row, io: CliIo): void {
  printFields(fields(row), io);
}

/** As `printRow`, of anything that has fields. */
export function printFields(values: readonly string[], io: CliIo): void {
  const columns = widthOf(io);
  const lines =
    isTerminal(io.stdout) && columns !== undefined
      ? wrap(values.join('  '), columns, '', '  ')
      : [values.join('\t')];
  io.stdout.write(`${lines.join('\n')}\n`);
}

/**
 * The plan for all users. A person at a terminal gets the answer in a sentence, then whom it concerns; who needs nothing is
 * counted, unless all are wanted.
 */
export function printPlan(rows: readonly Row[], all: boolean, io: CliIo): void {
  if (!isTerminal(io.stdout)) {
    for (const row of rows) printRow(row, io);
    return;
  }
  const style = { colour: wantsColour(io), columns: widthOf(io) };
  const paint = pc.createColors(style.colour);
  const heading = wrap(headingOf(rows), style.columns ?? Infinity).map((line) => paint.bold(line));
  const shown = outcomes
    .filter((outcome) => all || outcome !== 'nothing-to-do')
    .flatMap((outcome) => rows.filter((row) => row.outcome === outcome));
  const table =
    shown.length === 0
      ? ''
      : `\n${renderTable(['OUTCOME', 'USER ID', 'WHAT'], shown.map(fields), style, (cell) => {
          if (cell === 'would-change') return paint.yellow(cell);
          return cell === 'failed' || cell === 'refused' ? paint.red(cell) : cell;
        })}`;
  io.stdout.write(`${heading.join('\n')}\n${table}`);
}

function headingOf(rows: readonly Row[]): string {
  const of = (outcome: Outcome): number => rows.filter((row) => row.outcome === outcome).length;
  const parts = [
    `${count(of('would-change'), 'user')} would be changed`,
    ...(of('refused') === 0 ? [] : [`the step is refused for ${of('refused')}`]),
    ...(of('failed') === 0 ? [] : [`${of('failed')} could not be read`]),
    `there is nothing to do for ${of('nothing-to-do')}`,
  ];
  return `Plan for ${count(rows.length, 'user')}: ${parts.join(', ')}. Nothing was changed.`;
}
