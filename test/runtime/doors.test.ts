// The built doors under AWS's own runtime client, each a process of its own. A test whose server shares the process with the
// door keeps its event loop alive, and cannot see a process that ends before it has answered.
import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Fault } from '../../rule/standin';
import { doorCases, withFaults, type DoorCase } from './door-cases';
import { FunctionProcess, type Invoked } from './function-process';
import { OneAddress, type World } from './one-address';
import { describeWithRuntimeClient, lambdaRic } from './runtime-client';
import { isDeliveredAgain } from './invariants';
import { inTurns } from './turns';

jest.setTimeout(120_000);

type Step = readonly [name: string, fault: Omit<Fault, 'action'> | undefined];
type Plan = readonly Step[];

/** In one process, one event after the other: the last one shows that nothing of the others is left. */
const plan: Plan = [
  ['500', { error: 'InternalFailure', status: 500 }],
  ['reset', { connection: 'reset' }],
  ['throttled', { error: 'Throttling' }],
  ['denied without end', { error: 'AccessDenied', times: 1_000 }],
  ['hang', { connection: 'hang' }],
  ['stalled body', { body: 'stalled' }],
  ['nothing, after all that', undefined],
];

interface Cell {
  readonly invoked: Invoked;
  readonly world: World;
}

const turns = inTurns(16);

/** The plan's events in one process, each in a world of its own. */
async function invoked(one: DoorCase, call: string, plan: Plan): Promise<readonly Cell[]> {
  const address = await OneAddress.open();
  const env = { ...one.env, AWS_ENDPOINT_URL: address.url };
  const door = new FunctionProcess(one.door, { client: lambdaRic }, env);
  const cells: Cell[] = [];
  try {
    for (const [, fault] of plan) {
      const faults = fault === undefined ? [] : [{ action: call, times: 1, ...fault }];
      const world = address.use(withFaults(one.seed, faults));
      cells.push({ world, invoked: await door.invoke(one.event(), 60_000) });
    }
  } finally {
    await door.end();
    await address.close();
  }
  return cells;
}

const rows = doorCases.flatMap((one) =>
  [...one.writes, ...one.reads.slice(0, 1)].map((call) => ({
    one,
    call,
    plan,
  })),
);

describeWithRuntimeClient("under AWS's own runtime client", () => {
  let runs: readonly Promise<readonly Cell[]>[] = [];
  // All at once: most of the time is waited.
  beforeAll(() => {
    runs = rows.map(({ one, call, plan }) => turns(() => invoked(one, call, plan)));
    for (const run of runs) run.catch(() => undefined);
  });

  describe.each(rows.map(({ one, call, plan }, n) => [`${one.name}, ${call}`, one, plan, n] as const))(
    '%s',
    (_, one, plan, n) => {
      test.each(plan.map(([name, fault], place) => [name, fault, place] as const))(
        '%s',
        async (_name, fault, place) => {
          const cell = (await runs[n])?.[place];
          if (cell === undefined) throw new Error('The event was not sent.');
          const { world, invoked } = cell;
          expect(one.harm(world)).toEqual([]);
          if (fault?.times !== undefined) {
            expect(['success', 'failure']).toContain(invoked.kind);
            return;
          }
          if (invoked.kind === 'failure' && isDeliveredAgain(invoked.message)) {
            expect(world.started).toHaveLength(1);
            return;
          }
          expect(invoked).toMatchObject({ kind: 'success' });
          expect(one.missing(world, 'answer' in invoked ? invoked.answer : undefined)).toEqual([]);
        },
      );
    },
  );
});
