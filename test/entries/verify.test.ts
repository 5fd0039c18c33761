// The whole story of `verify` under the built doors: IAM's events reach the re-evaluation, Config starts the rule.
import { afterAll, expect, jest, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import * as v from 'valibot';
import type { Standin } from '../../rule/standin';
import { CommandLine } from '../cli/command-line';
import { inSandbox, named, run, stateOf } from '../cli/verify-world';
import { builtEntry, capturedLog } from './entry';
import { batch, iamRecord } from './iam-events';

jest.setTimeout(90_000);

const scan = builtEntry('handler');
const reevaluate = builtEntry('reevaluate');
const cli = new CommandLine();
capturedLog();
afterAll(() => {
  delete process.env['AWS_ENDPOINT_URL'];
});

const changed = v.object({ UserName: v.optional(v.string()), NewUserName: v.optional(v.string()) });

/** EventBridge's queue: what changed waits in it until the re-evaluation has taken it. */
const queue: unknown[] = [];

async function rule({ calls }: Standin, resultToken?: string): Promise<void> {
  const last = calls.at(-1);
  if (resultToken === undefined && last !== undefined) {
    const { UserName: userName, NewUserName: newUserName } = v.parse(changed, last.input);
    queue.push(iamRecord(last.action, { userName, newUserName }));
    return;
  }
  await scan({
    invokingEvent: JSON.stringify({
      messageType: 'ScheduledNotification',
      awsAccountId: '123456789012',
      notificationCreationTime: new Date().toISOString(),
    }),
    ruleParameters: JSON.stringify({ exemptTagKey: 'mfa-exempt' }),
    resultToken,
    accountId: '123456789012',
    configRuleName: 'iam-user-mfa',
  });
}

test('by events alone, all is as expected, and the account is as before', async () => {
  await inSandbox({ rule }, async (world) => {
    process.env['AWS_ENDPOINT_URL'] = world.url;
    const before = stateOf(world.standin);
    const ending = new AbortController();
    const polling = (async (): Promise<void> => {
      while (!ending.signal.aborted) {
        await sleep(50);
        const taken = queue.splice(0);
        // A refusal ("one is running") brings the messages back.
        if (taken.length > 0) await reevaluate(batch(...taken)).catch(() => queue.push(...taken));
      }
    })();
    const { code, stdout } = await run(cli, world, [...named, '--wait', '20', '--every', '0.2']);
    ending.abort();
    await polling;
    await world.standin.settled();

    expect(stdout).toMatch(/0 otherwise, 0 without an answer/);
    expect(stdout).toMatch(/as-expected {2,}exempt-by-tag; expected no result/);
    expect(code).toBe(0);
    expect(stateOf(world.standin)).toEqual(before);
  });
});
