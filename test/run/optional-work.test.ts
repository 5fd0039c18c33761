import { expect, test } from '@jest/globals';
import { parseRuleParameters } from '../../rule/core/rule-parameters';
import { Directory } from '../../rule/run/directory';
import { readAccount } from '../../rule/run/read-account';
import { aUser, hoursBefore } from '../builders';
import { FakeIam, FakeLog, type Person } from '../fakes';

const person = (userName: string): Person => ({
  user: aUser({ userName }),
  loginProfile: { createDate: hoursBefore(1000) },
  kinds: [],
  tags: [],
});

test('privileges that never come cost a scan the time that it gives them, and no verdict', async () => {
  const log = new FakeLog();
  const asked: string[] = [];
  const { readings } = await readAccount({
    directory: new Directory({ iam: new FakeIam([person('alice'), person('bob')]), log }),
    ruleParameters: parseRuleParameters('{"rankPrivileges":"true"}'),
    now: new Date('2026-11-20T12:00:00Z'),
    log,
    privileges: () => new Promise(() => undefined),
    optionalMilliseconds: () => {
      asked.push('time');
      return 20;
    },
  });
  const labels: string[] = [];
  for await (const reading of readings)
    if (reading.kind === 'decided') labels.push(reading.facts.privileges?.label ?? '');

  expect(labels).toEqual(['not-read', 'not-read']);
  expect(asked).toEqual(['time']);
  expect(JSON.stringify(log.warnings)).toContain('half of the time');
});
