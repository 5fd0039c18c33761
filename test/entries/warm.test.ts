// A warm function runs for days in one process. Before, two connections were left of every run, and run 502 failed.
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { bundleEntry, lambdaEntries } from '../../infra/rule/bundle';
import { WarmDoors } from './warm-doors';

jest.setTimeout(180_000);

/** Every second invocation that AWS refuses fails. */
const mostFailures = { handler: 0, reevaluate: 1_000, remediate: 0, report: 1_000 };

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

    expect(failures).toBeLessThanOrEqual(mostFailures[door]);
    expect(late.sockets).toBeLessThanOrEqual(early.sockets + 2);
    expect(connections).toBeLessThan(50);
    expect(late.mebibytes).toBeLessThan(early.mebibytes * 1.25);
  });

  test('of the report all that AWS did not refuse put their files and notified the topic', () => {
    expect(doors.places.messages()).toBe(1_000);
    expect([...doors.places.objects.keys()]).toContain('/iam-user-mfa-reports/reports/latest/report.json');
  });
});
