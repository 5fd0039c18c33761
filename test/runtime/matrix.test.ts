// Every door, every call that it makes, every fault, met once and always: the invariants, on worlds whose truth is known. A
// sample by default; `npm run matrix` runs all of it.
import { beforeAll, expect, jest, test } from '@jest/globals';
import { doorCases } from './door-cases';
import { allCells, problemsOf, sample, type MatrixCell } from './matrix-cells';
import { inTurns } from './turns';

const isWhole = process.env['MATRIX'] === 'all';
const sampleSize = 80;
const cells = isWhole ? allCells : sample(allCells, sampleSize, 20_261_128);

jest.setTimeout(isWhole ? 3_600_000 : 180_000);

/** Cells that one process serves one after the other: a new process costs half a second, and some cells wait for six. */
const atMostInOne = isWhole ? 25 : 6;

function chunks(): readonly (readonly MatrixCell[])[] {
  return doorCases.flatMap((door) => {
    const all = cells.filter(({ one }) => one === door);
    return Array.from({ length: Math.ceil(all.length / atMostInOne) }, (_, n) =>
      all.slice(n * atMostInOne, (n + 1) * atMostInOne),
    );
  });
}

const runs = new Map<MatrixCell, ReturnType<typeof problemsOf>>();

beforeAll(() => {
  const turns = inTurns(12);
  for (const chunk of chunks()) {
    const run = turns(() => problemsOf(chunk));
    run.catch(() => undefined);
    for (const cell of chunk) runs.set(cell, run);
  }
});

test.each(cells.map((cell) => [cell.name, cell] as const))('%s', async (_, cell) => {
  expect((await runs.get(cell))?.get(cell)).toEqual([]);
});
