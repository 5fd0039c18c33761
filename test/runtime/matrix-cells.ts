import { doorCases, withFaults, type DoorCase } from './door-cases';
import { faultKinds, mayBeHollow, meets, type FaultKind } from './fault-kinds';
import { FunctionProcess, secret, type Invoked } from './function-process';
import { isDeliveredAgain } from './invariants';
import { OneAddress, type World } from './one-address';

/** One door, one event, one call of it, one fault, met once or always. */
export interface MatrixCell {
  readonly name: string;
  readonly one: DoorCase;
  readonly call: string;
  readonly kind: FaultKind;
  readonly always: boolean;
}

export const allCells: readonly MatrixCell[] = doorCases.flatMap((one) =>
  [...one.writes, ...one.reads].flatMap((call) =>
    faultKinds
      .filter((kind) => meets(kind, call))
      .flatMap((kind) =>
        [false, true].map((always) => ({
          name: `${one.name}: ${call}: ${kind.name}, ${always ? 'every call' : 'the first call'}`,
          one,
          call,
          kind,
          always,
        })),
      ),
  ),
);

/** Always the same ones. */
export function sample<T>(all: readonly T[], count: number, seed: number): readonly T[] {
  let state = seed;
  // Numerical Recipes' generator: enough for a choice.
  const next = (): number => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0);
  return all
    .map((one) => ({ one, at: next() }))
    .sort((left, right) => left.at - right.at)
    .slice(0, count)
    .map(({ one }) => one);
}

/** Waits are a fifth as long, and a process's own work is still much quicker than they are, on a busy machine, too. */
const timeScale = 5;
/** What never passes may take all the time there is; what passes at once must not fail for lack of it. */
const lambdaSeconds = ({ always }: MatrixCell): number => (always ? 60 : 300);
const client = require.resolve('./quick-client.js');

/** Cells of one door and event, in one process. @returns what is wrong in each */
export async function problemsOf(
  cells: readonly MatrixCell[],
): Promise<ReadonlyMap<MatrixCell, readonly string[]>> {
  const found = new Map<MatrixCell, readonly string[]>();
  const [{ one } = { one: undefined }] = cells;
  if (one === undefined) return found;
  const address = await OneAddress.open();
  const runtime = { client, env: { TIME_SCALE: String(timeScale) } };
  const door = new FunctionProcess(one.door, runtime, { ...one.env, AWS_ENDPOINT_URL: address.url });
  try {
    for (const cell of cells) {
      const times = cell.always ? {} : { times: 1 };
      const world = address.use(withFaults(one.seed, [{ action: cell.call, ...cell.kind.fault, ...times }]));
      const invoked = await door.invoke(one.event(), (lambdaSeconds(cell) * 1000) / timeScale);
      found.set(cell, problemsIn(cell, world, invoked, door.output));
    }
  } finally {
    await door.end();
    await address.close();
  }
  return found;
}

function problemsIn(
  { one, call, kind, always }: MatrixCell,
  world: World,
  invoked: Invoked,
  log: string,
): string[] {
  const said = `${log}${JSON.stringify(invoked)}`;
  const problems = [...one.harm(world)];
  if (!always && !world.calls().includes(call)) problems.push(`${call} was not asked`);
  if (invoked.kind === 'ended')
    problems.push(`the process ended with code ${String(invoked.code)} before it answered`);
  if (invoked.kind === 'late') problems.push('no answer within the time');
  if (invoked.kind === 'success') {
    const missing = one.missing(world, invoked.answer);
    const isSaid = kind.name === 'hollow 200' && mayBeHollow.has(call) && warns(log, call);
    if (missing.length > 0 && !isSaid) problems.push(`success, but ${missing.join(', ')}`);
  }
  if (invoked.kind === 'failure' && kind.passes === true && !always && !isDeliveredAgain(invoked.message))
    problems.push(`it was not tried again: ${invoked.message}`);
  if (/(\n|\\n)\s+at [^ ]+ ?[(]?.*:\d+/.test(said)) problems.push('a stack trace');
  if (said.includes(secret)) problems.push('a secret');
  return problems;
}

const warns = (log: string, call: string): boolean =>
  log
    .split('\n')
    .some((line) => line.includes('"level":"WARN"') && line.includes(call.split(':')[1] ?? call));
