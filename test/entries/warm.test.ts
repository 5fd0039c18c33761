// A warm function runs for days in one process. Before, two connections were left of every run, and run 502 failed.
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { bundleEntry, lambdaEntries } from '../../infra/rule/bundle';
import { WarmDoors } from './warm-doors';

jest.setTimeout(180_000);

/** The others may be refused: one evaluation a minute, a group whose name nobody has told. */
const neverFail: readonly string[] = ['handler', 'report'];

describe('2,000 invocations of a warm function', () => {
  let doors: WarmDoors;
  let folder: string;

  beforeAll(async () => {
    doors = await WarmDoors.open();
    const dist = resolve(__dirname, '../../dist/test');
    mkdirSync(dist, { recursive: true });
    folder = mkdtempSync(join(dist, 'warm-'));
  });

  afterAll(async () => {
    await doors.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test.each(lambdaEntries)('of %s leave no connection and no memory behind', async (door) => {
    const file = join(folder, `${door}.js`);
    writeFileSync(file, bundleEntry(door));

    const { early, late, connections, failures } = await doors.invoke(door, file, [process.execPath]);

    if (neverFail.includes(door)) expect(failures).toBe(0);
    expect(late.sockets).toBeLessThanOrEqual(early.sockets + 2);
    expect(connections).toBeLessThan(100);
    expect(late.mebibytes).toBeLessThan(early.mebibytes * 1.25);
  });

  test('of the report all put their files and told the topic', () => {
    expect(doors.places.messages()).toBe(2_000);
    expect([...doors.places.objects.keys()]).toContain('/iam-user-mfa-reports/reports/latest/report.json');
  });
});
