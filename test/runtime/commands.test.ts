// Every command as a process: what passes costs it nothing, what does not is said, and it ends after its last word.
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Fault } from '../../rule/standin';
import { caller, CommandLine, type Outcome } from '../cli/command-line';
import { commandCases, type CommandCase } from './command-cases';
import { withFaults } from './door-cases';
import { secret } from './function-process';
import { OneAddress, type World } from './one-address';
import { inTurns } from './turns';

jest.setTimeout(180_000);

type Faults = readonly Omit<Fault, 'action'>[];

const passing: readonly (readonly [string, Faults])[] = [
  [
    '500, reset and throttled, one after the other',
    [
      { error: 'InternalFailure', status: 500, times: 1 },
      { connection: 'reset', skip: 1, times: 1 },
      { error: 'Throttling', skip: 2, times: 1 },
    ],
  ],
  [
    'hang and stalled, one after the other',
    [
      { connection: 'hang', times: 1 },
      { body: 'stalled', skip: 1, times: 1 },
    ],
  ],
];
/** The same call fails for ever: a word, and no success. */
const lasting: readonly (readonly [string, Faults])[] = [
  ['denied', [{ error: 'AccessDenied' }]],
  ['HTML 200', [{ body: 'html' }]],
  ['stalled body', [{ body: 'stalled' }]],
];

const isWrite = (call: string): boolean => /:(Add|Remove|Delete)/.test(call);

interface Run {
  readonly outcome: Outcome;
  readonly world: World;
}

let cli: CommandLine;
const folder = mkdtempSync(join(tmpdir(), 'iam-user-mfa-'));
const turns = inTurns(16);
let count = 0;

async function run(one: CommandCase, call: string, faults: Faults, ...more: readonly string[]): Promise<Run> {
  const address = await OneAddress.open();
  try {
    const met = faults.map((fault) => ({ action: call, ...fault }));
    const world = address.use(withFaults(one.seed, met));
    count += 1;
    const args = [...one.args(join(folder, String(count))), ...more];
    const outcome = await cli.run(args, caller(address.url, { AWS_SECRET_ACCESS_KEY: secret }));
    return { outcome, world };
  } finally {
    await address.close();
  }
}

const rows = commandCases.flatMap((one) =>
  one.calls.flatMap((call, place) => [
    ...passing.map(([name, faults]) => ({ one, call, name, faults, passes: true, flags: [] })),
    ...(place === 0 ? lasting : []).map(([name, faults]) => ({
      one,
      call,
      name: `${name}, without end`,
      faults,
      passes: false,
      flags: ['--timeout', '8s'],
    })),
  ]),
);
// Every process costs half a second: a command's first call alone is met without end.
const runs = new Map<(typeof rows)[number], Promise<Run>>();
beforeAll(() => {
  cli = new CommandLine();
  for (const row of rows) {
    const done = turns(() => run(row.one, row.call, row.faults, ...row.flags));
    done.catch(() => undefined);
    runs.set(row, done);
  }
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe.each(commandCases.map((one) => [one.name, one] as const))('%s', (_, one) => {
  const ofThis = rows.filter((row) => row.one === one);
  test.each(ofThis.map((row) => [row.call, row.name, row] as const))('%s: %s', async (call, _name, row) => {
    const found = await runs.get(row);
    if (found === undefined) throw new Error('It was not started.');
    const { outcome, world } = found;
    const { code, stdout, stderr } = outcome;
    expect(world.calls()).toContain(call);
    expect(one.harm?.(world) ?? []).toEqual([]);
    expect(stdout + stderr).not.toMatch(/\n\s+at [^ ]+ ?[(]?.*:\d+/);
    expect(stdout + stderr).not.toContain(secret);
    if (row.passes) {
      expect({ code, stderr }).toEqual({ code: one.code, stderr });
      expect(one.missing?.(world) ?? []).toEqual([]);
    } else if (code === 0 && isWrite(call) && row.name.startsWith('stalled body')) {
      // The answer was lost, and what it was about was read back.
      expect(one.missing?.(world)).toEqual([]);
    } else if (one.mayDoWithout?.includes(call) !== true) {
      // Killed, because it lived on after its last word, it has no code.
      expect([1, 2, 3]).toContain(code);
      if (code === 1) expect(one.code).toBe(1);
    }
  });
});
