import { expect, test } from '@jest/globals';
import { run } from '../../rule/run/run';
import { accountId, aUser, changeEvent, hoursBefore, scheduledEvent } from '../builders';
import { fakePorts, type Person } from '../fakes';

const another = '111122223333';
const person = (arn: string): Person => ({
  user: aUser({ userName: 'alice', userId: 'AIDAALICE', arn }),
  loginProfile: { createDate: hoursBefore(1000) },
  kinds: [],
  tags: [],
});
const change = changeEvent({ resourceId: 'AIDAALICE', resourceName: 'alice' });

test.each([
  ['a scheduled run', scheduledEvent()],
  ['a change', change],
])('%s posts nothing under the id of an account whose users it does not read', async (_, event) => {
  const ports = fakePorts([person(`arn:aws:iam::${another}:user/alice`)]);
  await expect(run(event, ports)).rejects.toThrow(
    `accountId: got "${accountId}", allowed: ${another}, the account whose users this function reads`,
  );
  expect(ports.ledger.puts).toEqual([]);
});

test.each([
  ['a scheduled run', scheduledEvent()],
  ['a change', change],
])("%s of another account than the function's own asks nothing", async (_, event) => {
  const ports = { ...fakePorts([person(`arn:aws:iam::${accountId}:user/alice`)]), accountId: another };
  await expect(run(event, ports)).rejects.toThrow(/^Invalid AWS Config event: accountId: /);
  expect(ports.ledger.puts).toEqual([]);
});
