import pc from 'picocolors';
import { renderTable } from '../../report/table/table';
import { count } from '../../report/words/words';
import { wrap } from '../../report/table/wrap';
import type { CliIo } from '../terminal/io';
import { isTerminal, wantsColour, widthOf } from '../terminal/io';

const outcomes = ['would-change', 'changed', 'refused', 'failed', 'nothing-to-do'] as const;
/** `refused`: the step would not do what it is for, and the user stays as before. */
export type Outcome = (typeof outcomes)[number];

export interface Row {
  readonly outcome: Outcome;
  readonly resourceId: string;
  readonly userName: string | undefined;
  readonly message: string;
  /** Of a refusal: the sentence without a name. */
  readonly forAll?: string;
}

const nameOf = ({ userName }: Row): string => userName ?? '-';
const fields = (row: Row): readonly string[] => [row.outcome, nameOf(row), row.resourceId, row.message];

/** One line a user for programs, `outcome <tab> id <tab> sentence with the name`; a terminal gets lines that fit. */
export function printRow(row: Row, io: CliIo): void {
  if (isTerminal(io.stdout)) {
    printFields(fields(row), io);
    return;
  }
  const { outcome, resourceId, userName, message } = row;
  const isNamed = userName === undefined || message.split(/[ :]/).includes(userName);
  printFields([outcome, resourceId, isNamed ? message : `${message} (${userName})`], io);
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
  const reasons = sharedReasons(rows);
  if (!isTerminal(io.stdout)) {
    for (const reason of reasons) printFields(['reason', 'refused', reason], io);
    for (const row of rows) printRow(isShared(row, reasons) ? { ...row, message: nameOf(row) } : row, io);
    return;
  }
  const style = { colour: wantsColour(io), columns: widthOf(io) };
  const paint = pc.createColors(style.colour);
  const heading = wrap(headingOf(rows), style.columns ?? Infinity).map((line) => paint.bold(line));
  const shown = outcomes
    .filter((outcome) => all || outcome !== 'nothing-to-do')
    .flatMap((outcome) => rows.filter((row) => row.outcome === outcome));
  const said = reasons.map(
    (reason) => `${wrap(`Refused: ${reason}`, style.columns ?? Infinity).join('\n')}\n`,
  );
  const cells = shown.map((row) =>
    isShared(row, reasons) ? [...fields(row).slice(0, -1), ''] : fields(row),
  );
  const isSaid = cells.every((row) => row.at(-1) === '');
  const head = ['OUTCOME', 'USER', 'USER ID', 'WHAT'].slice(0, isSaid ? -1 : undefined);
  const table =
    shown.length === 0
      ? ''
      : `\n${renderTable(
          head,
          cells.map((row) => row.slice(0, head.length)),
          style,
          (cell) => {
            if (cell === 'would-change') return paint.yellow(cell);
            return cell === 'failed' || cell === 'refused' ? paint.red(cell) : cell;
          },
        )}`;
  io.stdout.write(`${[`${heading.join('\n')}\n`, ...said].join('\n')}${table}`);
}

/** What several users are refused for is said once. */
function sharedReasons(rows: readonly Row[]): readonly string[] {
  const reasons = rows.flatMap(({ forAll }) => (forAll === undefined ? [] : [forAll]));
  return [...new Set(reasons)].filter((reason) => reasons.indexOf(reason) < reasons.lastIndexOf(reason));
}

const isShared = ({ forAll }: Row, reasons: readonly string[]): boolean =>
  forAll !== undefined && reasons.includes(forAll);

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
