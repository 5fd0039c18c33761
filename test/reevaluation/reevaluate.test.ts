import { describe, expect, test } from '@jest/globals';
import type { ConfigRule } from '../../rule/protocol/config-rule';
import { reevaluate, NotStartedError, type ReevaluationOptions } from '../../rule/reevaluation/reevaluate';
import { run } from '../../rule/run/run';
import type { ReadFailure } from '../../rule/run/ports';
import { anEvaluation, aUser, hoursBefore, scheduledEvent } from '../builders';
import { denied, fakePorts, type Person } from '../fakes';

const person = (userName: string, overrides: Partial<Person> = {}): Person => ({
  user: aUser({ userName }),
  loginProfile: { createDate: hoursBefore(1000) },
  kinds: [],
  tags: [],
  ...overrides,
});
const aRule = (overrides: Partial<ConfigRule> = {}): ConfigRule => ({
  name: 'iam-user-mfa',
  state: 'ACTIVE',
  owner: 'CUSTOM_LAMBDA',
  inputParameters: undefined,
  ...overrides,
});
const activity = (...userNames: readonly string[]) => ({
  Records: userNames.map((userName) => ({
    body: JSON.stringify({ detail: { eventName: 'UpdateUser', requestParameters: { userName } } }),
  })),
});
const crowd = (count: number): readonly Person[] =>
  Array.from({ length: count }, (_, place) => person(`user${place}`));

/** An account that a scan has just evaluated: what IAM says is what Config holds. */
async function world(people: readonly Person[], rules: readonly ConfigRule[] = [aRule()]) {
  const ports = fakePorts(people);
  await run(scheduledEvent({ ruleParameters: rules[0]?.inputParameters ?? '{}' }), ports);
  ports.iam.asked.length = 0;
  const started: string[][] = [];
  const asked: string[] = [];
  let refusal: ReadFailure | undefined;
  let stopped = 0;
  return {
    ...ports,
    started,
    asked,
    refuseWith: (failure: ReadFailure) => void (refusal = failure),
    stopped: () => stopped,
    rules: {
      all: () => Promise.resolve(rules),
      named: (name: string) => {
        asked.push(name);
        return Promise.resolve(rules.filter((rule) => rule.name === name));
      },
    },
    start: (names: readonly string[]) => {
      started.push([...names]);
      return Promise.resolve(refusal);
    },
    stopReading: () => void (stopped += 1),
  };
}
const anywhere: ReevaluationOptions = { ruleName: undefined, ruleIn: undefined };

describe('IAM activity that changes no verdict', () => {
  test.each([1, 25, 26])('of %i users starts nothing', async (count) => {
    const ports = await world(crowd(30));
    const names = Array.from({ length: count }, (_, place) => `user${place}`);

    expect(await reevaluate(activity(...names), anywhere, ports)).toEqual({
      records: count,
      users: count,
      nameless: 0,
      started: [],
      cause: 'none',
      milliseconds: 0,
    });
    expect([ports.started, ports.stopped()]).toEqual([[], 0]);
  });

  test('is looked for by the lists beyond 25 users, and one by one up to there', async () => {
    const asked = async (count: number) => {
      const ports = await world(crowd(30));
      await reevaluate(activity(...crowd(count).map(({ user }) => user.userName)), anywhere, ports);
      return ports.iam.asked.filter((question) => question === 'iam:ListUsers').length;
    };

    expect([await asked(25), await asked(26)]).toEqual([0, 1]);
  });

  test('is one where only the labels differ', async () => {
    const inputParameters = '{"ownerTagKey":"owner","rankPrivileges":"true"}';
    const owned = person('alice', { tags: [{ key: 'owner', value: 'ops' }] });
    const ports = await world([owned], [aRule({ inputParameters })]);

    expect((await reevaluate(activity('alice'), anywhere, ports)).cause).toBe('none');
    expect(ports.iam.asked).not.toContain('iam:ListUserTags AIDAALICE');
  });

  test('asks for no rule where no record is about a user', async () => {
    const ports = await world([], []);

    expect((await reevaluate({ Records: [] }, anywhere, ports)).cause).toBe('none');
  });
});

describe('IAM activity that changes a verdict', () => {
  test.each([1, 26])('starts the rule once, among %i users', async (count) => {
    const ports = await world(crowd(30));
    ports.iam.people = [person('user0', { kinds: ['virtual'] }), ...crowd(30).slice(1)];
    const names = Array.from({ length: count }, (_, place) => `USER${place}`.toLowerCase());

    expect(await reevaluate(activity(...names), anywhere, ports)).toMatchObject({
      started: ['iam-user-mfa'],
      cause: 'verdict-differs',
    });
    expect(ports.started).toEqual([['iam-user-mfa']]);
    expect(ports.stopped()).toBeGreaterThan(0);
  });

  test.each([1, 26])('is the deletion of a user whose result is held, among %i users', async (count) => {
    const ports = await world(crowd(30));
    ports.iam.people = crowd(30).slice(1);
    const names = Array.from({ length: count }, (_, place) => `user${place}`);

    expect((await reevaluate(activity(...names), anywhere, ports)).cause).toBe('result-of-gone-user');
  });

  test('is not the deletion of a user of whom nothing is held', async () => {
    const ports = await world([person('alice', { loginProfile: 'none' })]);
    ports.iam.people = [];

    expect((await reevaluate(activity('alice'), anywhere, ports)).cause).toBe('none');
  });

  test('is not a held result of another type', async () => {
    const ports = await world([]);
    ports.ledger.record(anEvaluation({ resourceType: 'AWS::IAM::Role' }), hoursBefore(6));

    expect((await reevaluate(activity('alice'), anywhere, ports)).cause).toBe('none');
  });

  test('is a record that names no user', async () => {
    const ports = await world([]);

    expect(await reevaluate({ Records: [{}] }, anywhere, ports)).toMatchObject({
      nameless: 1,
      cause: 'nameless-record',
      started: ['iam-user-mfa'],
    });
  });

  test('that Config refuses to start goes back to the queue', async () => {
    const ports = await world([]);
    ports.refuseWith({ api: 'config:StartConfigRulesEvaluation', error: 'LimitExceeded' });

    await expect(reevaluate({ Records: [{}, {}] }, anywhere, ports)).rejects.toThrow(
      new NotStartedError({ api: 'config:StartConfigRulesEvaluation', error: 'LimitExceeded' }, 2),
    );
    expect(new NotStartedError(denied('config:X'), 2).message).toBe(
      'AccessDenied on config:X: no scan was started, so the 2 records go back to the queue.',
    );
  });
});

describe('what cannot be read counts as a change', () => {
  test.each([
    ['a user', 1, 'iam:GetLoginProfile'],
    ['one of many users', 26, 'iam:GetLoginProfile'],
    ['the list of many users', 26, 'iam:ListUsers'],
  ])('%s', async (_, count, api) => {
    const ports = await world(crowd(30));
    const names = Array.from({ length: count }, (__, place) => `user${place}`);
    ports.iam.refused.add(api);

    expect((await reevaluate(activity(...names), anywhere, ports)).cause).toBe('unreadable');
    expect(ports.log.warnings).toEqual(['A user could not be looked at, so a scan is started.']);
  });

  test.each([1, 26])('what Config holds of %i users', async (count) => {
    const ports = await world(crowd(30));
    ports.ledger.heldFailure = denied('config:GetComplianceDetails');
    const names = Array.from({ length: count }, (_, place) => `user${place}`);

    expect((await reevaluate(activity(...names), anywhere, ports)).cause).toBe('unreadable');
  });

  test.each(['held', 'list'])('the %s that would show whether a gone user had a result', async (what) => {
    const ports = await world([]);
    if (what === 'held') ports.ledger.heldFailure = denied('config:GetComplianceDetailsByConfigRule');
    else ports.iam.listStopsAfter = 0;

    expect((await reevaluate(activity('zoe'), anywhere, ports)).cause).toBe('unreadable');
  });
});

describe('the rule', () => {
  test('of the name that is given is asked for alone', async () => {
    const ports = await world([], [aRule(), aRule({ name: 'other' })]);

    expect(
      await reevaluate({ Records: [{}] }, { ruleName: 'other', ruleIn: undefined }, ports),
    ).toMatchObject({
      started: ['other'],
    });
    expect(ports.asked).toEqual(['other']);
  });

  test('that is there twice is started twice, in one call', async () => {
    const pack = 'iam-user-mfa-conformance-pack-a1';
    const ports = await world([], [aRule(), aRule({ name: pack })]);

    expect((await reevaluate({ Records: [{}] }, anywhere, ports)).started).toEqual(['iam-user-mfa', pack]);
  });

  test.each([undefined, 'member-stack'])(
    'that is missing fails the batch where RULE_IN is %j',
    async (ruleIn) => {
      const ports = await world([], []);

      await expect(reevaluate({ Records: [{}] }, { ruleName: undefined, ruleIn }, ports)).rejects.toThrow(
        'Config has no rule named',
      );
    },
  );

  test('that a conformance pack has not made here ends the batch with one log line', async () => {
    const ports = await world([], []);

    expect(
      await reevaluate({ Records: [{}] }, { ruleName: undefined, ruleIn: 'conformance-pack' }, ports),
    ).toMatchObject({ cause: 'no-rule', started: [] });
    expect(ports.log.warnings).toEqual([
      'The conformance pack has made no rule in this account, so no scan is started.',
    ]);
  });

  test('of a pack that is being deleted fails the batch', async () => {
    const ports = await world([], [aRule({ state: 'DELETING' })]);

    await expect(
      reevaluate({ Records: [{}] }, { ruleName: undefined, ruleIn: 'conformance-pack' }, ports),
    ).rejects.toThrow('iam-user-mfa is DELETING');
  });
});
