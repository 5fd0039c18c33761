// What a run hands over beside Config: each decided user, and whether every user was seen.
import { describe, expect, test } from '@jest/globals';
import type { Finding } from '../../rule/findings/finding';
import type { Problem } from '../../rule/run/failures';
import type { EndOfScan, FindingsChannel } from '../../rule/run/findings-channel';
import { run } from '../../rule/run/run';
import { accountId, anEvaluation, aUser, changeEvent, hoursBefore, scheduledEvent } from '../builders';
import { denied, fakePorts, type Person } from '../fakes';

const person = (userName: string, overrides: Partial<Person> = {}): Person => ({
  user: aUser({ userName }),
  loginProfile: { createDate: hoursBefore(1000) },
  kinds: [],
  tags: [],
  ...overrides,
});

class FakeChannel implements FindingsChannel {
  readonly taken: Finding[] = [];
  readonly ends: EndOfScan[] = [];
  readonly accounts: string[] = [];
  problems: readonly Problem[] = [];

  scan(account: string) {
    this.accounts.push(account);
    return {
      take: (finding: Finding) => void this.taken.push(finding),
      finish: (end: EndOfScan) => {
        this.ends.push(end);
        return Promise.resolve(this.problems);
      },
    };
  }

  change(account: string, _: Date, finding: Finding) {
    this.accounts.push(account);
    this.taken.push(finding);
    return Promise.resolve(this.problems);
  }
}

function world(...people: readonly Person[]) {
  const findings = new FakeChannel();
  return { ...fakePorts(people), findings };
}
const unsent: Problem = { text: 'a finding was not taken', names: [], failures: [] };

describe('a scan', () => {
  test('hands over every user with the account, and its summary at the end', async () => {
    const ports = world(person('alice'), person('bob', { loginProfile: 'none' }));
    await run(scheduledEvent(), ports);

    expect(ports.findings.accounts).toEqual([accountId]);
    expect(
      ports.findings.taken.map(({ userName, verdict, account }) => [userName, verdict, account]),
    ).toEqual([
      ['bob', 'NOT_APPLICABLE', accountId],
      ['alice', 'NON_COMPLIANT', accountId],
    ]);
    expect(ports.findings.ends).toEqual([
      {
        complete: true,
        summary:
          'Scan complete: 2 users, 1 with a console password, 1 without sufficient MFA, 0 exempt, 0 in grace.',
      },
    ]);
  });

  test('that could not read a user is not complete, and says which user', async () => {
    const ports = world(person('alice'));
    ports.iam.refused.add('iam:GetLoginProfile');
    await expect(run(scheduledEvent(), ports)).rejects.toThrow('1 of 1 user');

    expect(ports.findings.ends).toMatchObject([{ complete: false }]);
  });

  test('that cannot read what Config holds has seen every user all the same', async () => {
    const ports = world(person('alice'));
    ports.ledger.heldFailure = denied('config:GetComplianceDetailsByConfigRule');
    await expect(run(scheduledEvent(), ports)).rejects.toThrow(
      'the results that Config holds could not be read (AccessDenied on config:GetComplianceDetailsByConfigRule), ' +
        'so none was cleared; allow config:GetComplianceDetailsByConfigRule to the role that runs this.',
    );

    expect(ports.findings.ends).toMatchObject([{ complete: true }]);
  });

  test('fails where the findings were not taken', async () => {
    const ports = world(person('alice'));
    ports.findings.problems = [unsent];

    await expect(run(scheduledEvent(), ports)).rejects.toThrow('a finding was not taken');
  });

  test('with the token TESTMODE hands nothing over', async () => {
    const ports = world(person('alice'));
    await run(scheduledEvent({ resultToken: 'TESTMODE' }), ports);

    expect(ports.findings.accounts).toEqual([]);
  });
});

describe('a change run', () => {
  test('hands over a user whose verdict differs, with the privilege that Config holds', async () => {
    const ports = world(person('alice'));
    ports.ledger.record(anEvaluation({ annotation: 'alice (administrator) is something else.' }));
    await run(changeEvent(), ports);

    expect(ports.findings.accounts).toEqual([accountId]);
    expect(ports.findings.taken).toMatchObject([
      { userName: 'alice', verdict: 'NON_COMPLIANT', account: accountId, privileges: 'administrator' },
    ]);
  });

  test('hands over no privilege where none is held', async () => {
    const ports = world(person('alice'));
    await run(changeEvent(), ports);

    expect(ports.findings.taken).toHaveLength(1);
    expect(ports.findings.taken[0]).not.toHaveProperty('privileges');
  });

  test('of an unchanged user hands nothing over', async () => {
    const ports = world(person('alice'));
    await run(changeEvent(), ports);
    await run(changeEvent(), ports);

    expect(ports.findings.taken).toHaveLength(1);
  });

  test('fails where the finding was not taken', async () => {
    const ports = world(person('alice'));
    ports.findings.problems = [unsent];

    await expect(run(changeEvent(), ports)).rejects.toThrow('a finding was not taken');
  });

  test('with the token TESTMODE hands nothing over', async () => {
    const ports = world(person('alice'));
    await run(changeEvent({}, { resultToken: 'TESTMODE' }), ports);

    expect(ports.findings.taken).toEqual([]);
  });
});

describe('another rule on the same function', () => {
  const rule = (configRuleName: string, path = '') => ({
    ...scheduledEvent(),
    configRuleName,
    configRuleArn: `arn:aws:config:us-east-1:${accountId}:config-rule/${path}config-rule-abc123`,
  });
  const pack = 'aws-service-rule/config-conforms.amazonaws.com/';

  test.each([
    ['the deployed rule sends', rule('iam-user-mfa'), undefined, 1],
    [
      'a rule of a conformance pack sends',
      rule('iam-user-mfa-conformance-pack-ab12cd34', pack),
      undefined,
      1,
    ],
    ['a rule of another name sends nothing', rule('lenient'), undefined, 0],
    [
      'nor does one of another service',
      rule('lenient', 'aws-service-rule/securityhub.amazonaws.com/'),
      undefined,
      0,
    ],
    ['the name that the function was given sends', rule('people'), 'people', 1],
    ['and then our own name does not', rule('iam-user-mfa'), 'people', 0],
  ])('%s', async (_, event, publishingRule, scans) => {
    const ports = { ...world(person('alice')), publishingRule };
    await run(event, ports);

    expect(ports.findings.ends).toHaveLength(scans);
    expect(ports.ledger.puts.flat()).not.toHaveLength(0);
  });
});
