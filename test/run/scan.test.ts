import { describe, expect, test } from '@jest/globals';
import type { PrivilegeLabel } from '../../rule/core/privileges';
import { IncompleteRunError, ReadFailedError } from '../../rule/run/failures';
import type { ReadFailure } from '../../rule/run/ports';
import { run } from '../../rule/run/run';
import type { RunPorts } from '../../rule/run/step';
import { accountId, anEvaluation, aUser, changeEvent, hoursBefore, noon, scheduledEvent } from '../builders';
import { denied, fakePorts, type Person } from '../fakes';

const person = (userName: string, overrides: Partial<Person> = {}): Person => ({
  user: aUser({ userName }),
  loginProfile: { createDate: hoursBefore(1000) },
  kinds: [],
  tags: [],
  ...overrides,
});
const crowd = (count: number, overrides: Partial<Person> = {}): readonly Person[] =>
  Array.from({ length: count }, (_, place) => person(`user${place}`, overrides));

type Ports = ReturnType<typeof fakePorts>;
const scan = (ports: RunPorts, event = scheduledEvent()): Promise<void> => run(event, ports);
const failed = (ports: Ports, event = scheduledEvent()): Promise<Error> =>
  run(event, ports).then(
    () => Promise.reject(new Error('the run succeeded')),
    (error: unknown) => {
      if (!(error instanceof IncompleteRunError)) throw error;
      return error;
    },
  );
const verdictsOf = ({ ledger }: Ports) =>
  ledger.posted.map(({ resourceId, compliance }) => `${resourceId} ${compliance}`);
const summaryOf = ({ ledger }: Ports) => ledger.posted.at(-1);

const alice = person('alice');
const bob = person('bob', { kinds: ['virtual'] });
const carol = person('carol', { loginProfile: 'none' });

describe('a scan that sees everything', () => {
  test('posts the users who have MFA or should have it, likely console users first, and the scan summary last', async () => {
    const ports = fakePorts([alice, bob, carol]);

    await scan(ports);

    expect(verdictsOf(ports)).toEqual([
      'AIDABOB COMPLIANT',
      'AIDAALICE NON_COMPLIANT',
      `${accountId} COMPLIANT`,
    ]);
    expect(summaryOf(ports)).toEqual({
      resourceType: 'AWS::::Account',
      resourceId: accountId,
      subject: `the scan of ${accountId}`,
      compliance: 'COMPLIANT',
      annotation:
        'Scan complete: 3 users, 2 with a console password, 1 without sufficient MFA, 0 exempt, 0 in grace.',
      orderingTimestamp: noon,
    });
  });

  test.each([
    [
      '19 seconds later is put with the others',
      19_999,
      [['AIDAUSER0', 'AIDAUSER1', 'AIDALATE'], [accountId]],
    ],
    [
      '20 seconds later finds the others put',
      20_000,
      [['AIDAUSER0', 'AIDAUSER1'], ['AIDALATE'], [accountId]],
    ],
  ])('a user whose password is read %s', async (_, milliseconds, batches) => {
    const ports = fakePorts([...crowd(2), person('late')]);
    ports.iam.beforeUser = async (userName) => {
      if (userName !== 'late') return;
      await new Promise(setImmediate);
      ports.clock.pass(milliseconds);
    };

    await scan(ports);

    const ids = ports.ledger.puts.map(({ evaluations }) => evaluations.map(({ resourceId }) => resourceId));
    expect(ids).toEqual(batches);
    expect(ports.log.summaries).toMatchObject([{ milliseconds }]);
  });

  test.each([
    [20, [`${accountId} COMPLIANT`]],
    [21, ['AIDAALICE NON_COMPLIANT', `${accountId} COMPLIANT`]],
  ])('that is repeated after %i hours posts %j', async (hours, posted) => {
    const ports = fakePorts([alice, bob, carol]);
    await scan(ports);
    ports.ledger.puts.length = 0;
    const notificationCreationTime = hoursBefore(-hours, ports.clock.now()).toISOString();

    await scan(ports, scheduledEvent({}, { notificationCreationTime }));

    expect(verdictsOf(ports)).toEqual(posted);
  });

  test('of an account without users posts the scan summary', async () => {
    const ports = fakePorts();

    await scan(ports);

    expect(verdictsOf(ports)).toEqual([`${accountId} COMPLIANT`]);
  });

  test('clears the result of a user who is not there any more', async () => {
    const ports = fakePorts([alice]);
    ports.ledger.record(anEvaluation({ resourceId: 'AIDAGONE' }), hoursBefore(6));

    await scan(ports);

    expect(verdictsOf(ports)).toContain('AIDAGONE NOT_APPLICABLE');
    expect(ports.log.summaries[0]).toMatchObject({ cleared: 1, succeeded: true });
  });

  test('takes away the result of a user whose password was removed', async () => {
    const ports = fakePorts([carol]);
    ports.ledger.record(anEvaluation({ resourceId: 'AIDACAROL' }), hoursBefore(6));

    await scan(ports);

    expect(verdictsOf(ports)).toEqual(['AIDACAROL NOT_APPLICABLE', `${accountId} COMPLIANT`]);
  });

  test.each([
    [99, [99, 1]],
    [100, [100, 1]],
    [101, [100, 1, 1]],
    [250, [100, 100, 50, 1]],
  ])(
    'of %i findings puts batches of %j with one token, the scan summary in a call of its own',
    async (count, sizes) => {
      const ports = fakePorts(crowd(count));

      await scan(ports);

      expect(ports.ledger.puts.map(({ evaluations }) => evaluations.length)).toEqual(sizes);
      expect(new Set(ports.ledger.puts.map(({ token }) => token))).toEqual(new Set(['a-token']));
    },
  );

  test('has put the first hundred while most of a thousand users are still to be read', async () => {
    const ports = fakePorts(crowd(1000));
    const putsBefore: number[] = [];
    ports.iam.beforeUser = () => Promise.resolve(void putsBefore.push(ports.ledger.puts.length));

    await scan(ports);

    expect(putsBefore[99]).toBe(0);
    expect(putsBefore[108]).toBe(1);
  });

  test('asks what Config holds under the name in the event, before it asks IAM', async () => {
    const ports = fakePorts([alice]);
    const askedBefore: number[] = [];
    ports.ledger.afterHeld = () => Promise.resolve(void askedBefore.push(ports.iam.asked.length));

    await scan(ports, scheduledEvent({ configRuleName: 'iam-user-mfa-conformance-pack-abc' }));

    expect(ports.ledger.heldAsked).toEqual(['iam-user-mfa-conformance-pack-abc']);
    expect(askedBefore).toEqual([0]);
  });

  test('leaves one summary without a name in it', async () => {
    const ports = fakePorts([alice, bob, carol]);

    await scan(ports);

    expect(ports.log.summaries).toEqual([
      expect.objectContaining({
        trigger: 'schedule',
        users: 3,
        compliant: 1,
        nonCompliant: 1,
        unreadable: 0,
        posted: 3,
      }),
    ]);
    expect(JSON.stringify(ports.log.summaries)).not.toMatch(/alice|bob|carol/);
  });
});

describe('a scan that could not read a user', () => {
  const denyAlice = (): Ports => {
    const ports = fakePorts([alice, bob, person('dave')]);
    ports.iam.refused.add('iam:ListMFADevices AIDAALICE');
    ports.ledger.record(anEvaluation({ resourceId: 'AIDAGONE' }), hoursBefore(6));
    return ports;
  };

  test('posts the others and fails, with the API, the user and the fix in the message', async () => {
    const ports = denyAlice();

    const { message } = await failed(ports);

    expect(message).toContain('1 of 3 users could not be read (AccessDenied on iam:ListMFADevices): alice');
    expect(message).toContain('allow iam:ListMFADevices');
    expect(verdictsOf(ports)).toEqual([
      'AIDABOB COMPLIANT',
      'AIDADAVE NON_COMPLIANT',
      `${accountId} NON_COMPLIANT`,
    ]);
  });

  test('clears no result', async () => {
    const ports = denyAlice();

    await failed(ports);

    expect(ports.ledger.resultOf('AIDAGONE')).toBeDefined();
  });

  test('says in the scan summary how many of how many and why, without a name', async () => {
    const ports = denyAlice();

    await failed(ports);

    expect(summaryOf(ports)?.annotation).toMatch(
      /^Scan incomplete: 1 of 3 users could not be read \(AccessDenied on iam:ListMFADevices\)\./,
    );
    expect(summaryOf(ports)?.annotation).not.toContain('alice');
  });

  test('still leaves its summary', async () => {
    const ports = denyAlice();

    await failed(ports);

    expect(ports.log.summaries[0]).toMatchObject({ succeeded: false, unreadable: 1, users: 3, cleared: 0 });
  });

  test('names five of many and counts the rest', async () => {
    const ports = fakePorts(crowd(12));
    ports.iam.refused.add('iam:GetLoginProfile');

    expect((await failed(ports)).message).toMatch(/user0, user1, user10, user11, user2 and 7 more/);
  });
});

describe('a scan whose list of users breaks off', () => {
  const broken = (after: number): Ports => {
    const ports = fakePorts([alice, bob]);
    ports.iam.listStopsAfter = after;
    ports.ledger.record(anEvaluation({ resourceId: 'AIDABOB' }), hoursBefore(6));
    return ports;
  };

  test('on the second page decides the users of the first, clears no result and fails', async () => {
    const ports = broken(1);

    expect((await failed(ports)).message).toContain('iam:ListUsers');
    expect(verdictsOf(ports)).toEqual(['AIDAALICE NON_COMPLIANT', `${accountId} NON_COMPLIANT`]);
  });

  test('on the first page says so in the scan summary and fails', async () => {
    const ports = broken(0);

    await failed(ports);

    expect(verdictsOf(ports)).toEqual([`${accountId} NON_COMPLIANT`]);
    expect(summaryOf(ports)?.annotation).toContain('AccessDenied on iam:ListUsers');
  });
});

describe('a scan that cannot read what Config holds', () => {
  const blind = (): Ports => {
    const ports = fakePorts([alice, bob, carol]);
    ports.ledger.heldFailure = denied('config:GetComplianceDetailsByConfigRule');
    return ports;
  };

  test('posts every user, and fails at its end', async () => {
    const ports = blind();

    expect((await failed(ports)).message).toContain('config:GetComplianceDetailsByConfigRule');
    expect(verdictsOf(ports)).toEqual([
      'AIDABOB COMPLIANT',
      'AIDAALICE NON_COMPLIANT',
      'AIDACAROL NOT_APPLICABLE',
      `${accountId} NON_COMPLIANT`,
    ]);
  });
});

describe('a user who is missing after the list', () => {
  const renamed = person('alicia', { user: aUser({ userName: 'alicia', userId: 'AIDAALICE' }) });
  const scanned = async (ports: Ports) => {
    ports.iam.before = (question) => {
      if (question === 'iam:GetLoginProfile AIDAALICE') ports.iam.people = [renamed];
    };
    await run(scheduledEvent(), ports).catch(() => undefined);
    return ports.iam.asked.filter((question) => question === 'iam:ListUsers').length;
  };

  test.each([
    ['says', true],
    ['does not say', false],
  ])('is looked for by id where Config holds a result, and IAM %s what is missing', async (_, says) => {
    const ports = fakePorts([alice]);
    ports.iam.saysWhatIsMissing = says;
    ports.ledger.record(anEvaluation(), hoursBefore(6));

    expect(await scanned(ports)).toBe(2);
    expect(ports.ledger.resultOf('AIDAALICE')?.annotation).toMatch(/^alicia can sign in/);
  });

  test('is looked for by id where it is not known what Config holds', async () => {
    const ports = fakePorts([alice]);
    ports.ledger.heldFailure = denied('config:GetComplianceDetailsByConfigRule');

    expect(await scanned(ports)).toBe(2);
  });

  test('costs no second list where Config holds nothing', async () => {
    expect(await scanned(fakePorts([alice]))).toBe(1);
  });
});

describe('a scan whose evaluations are refused', () => {
  test('says so in the scan summary and fails', async () => {
    const ports = fakePorts(crowd(150));
    ports.ledger.refuses = ({ resourceId }) => resourceId === 'AIDAUSER3';

    expect((await failed(ports)).message).toMatch(/1 evaluation could not be recorded .*user3 \(AIDAUSER3\)/);
    expect(summaryOf(ports)).toMatchObject({ compliance: 'NON_COMPLIANT', resourceId: accountId });
  });

  test('in the last batch says so in the one scan summary, which is put after it', async () => {
    const ports = fakePorts([alice]);
    ports.ledger.refuses = ({ resourceId }) => resourceId === 'AIDAALICE';

    await failed(ports);

    expect(ports.ledger.resultOf(accountId)?.compliance).toBe('NON_COMPLIANT');
    expect(ports.ledger.posted.filter(({ resourceId }) => resourceId === accountId)).toHaveLength(1);
  });

  test('counts a scan summary that is refused as well', async () => {
    const ports = fakePorts([alice]);
    ports.ledger.refuses = () => true;

    expect((await failed(ports)).message).toContain('2 evaluations could not be recorded');
  });

  test.each([
    ['the scan summary alone', accountId, ['AIDAALICE', 'AIDABOB']],
    ['a clearing alone', 'AIDAGONE', ['AIDAALICE', 'AIDABOB', accountId]],
    ['a user', 'AIDAALICE', ['AIDABOB', accountId]],
  ])('as a whole call for %s posts all others', async (_, bad, posted) => {
    const ports = fakePorts([alice, bob]);
    ports.ledger.record(anEvaluation({ resourceId: 'AIDAGONE' }), hoursBefore(6));
    ports.ledger.spoils = ({ resourceId }) => resourceId === bad;

    const { message } = await failed(ports);

    expect(message).toContain(
      '1 evaluation could not be recorded (InvalidParameterValue on config:PutEvaluations)',
    );
    const results = ports.ledger.results().map(({ resourceId }) => resourceId);
    expect(results.filter((resourceId) => resourceId !== 'AIDAGONE').sort()).toEqual([...posted].sort());
    expect(results.includes('AIDAGONE')).toBe(bad === 'AIDAGONE');
  });

  test('does not count a clearing that was refused as cleared', async () => {
    const ports = fakePorts([alice]);
    ports.ledger.record(anEvaluation({ resourceId: 'AIDAGONE' }), hoursBefore(6));
    ports.ledger.refuses = ({ resourceId }) => resourceId === 'AIDAGONE';

    await failed(ports);

    expect(ports.log.summaries[0]).toMatchObject({ cleared: 0 });
  });
});

describe('a test run', () => {
  test('with the token TESTMODE asks Config to record nothing and holds nothing', async () => {
    const ports = fakePorts([bob, carol]);

    await scan(ports, scheduledEvent({ resultToken: 'TESTMODE' }));

    expect(ports.ledger.heldAsked).toEqual([]);
    expect(ports.ledger.puts.map(({ testMode, token }) => [testMode, token])).toEqual([
      [true, 'TESTMODE'],
      [true, 'TESTMODE'],
    ]);
    // Nothing is held that would have to go for a user without a password.
    expect(
      ports.ledger.puts.flatMap(({ evaluations }) => evaluations.map(({ resourceId }) => resourceId)),
    ).toEqual(['AIDABOB', accountId]);
  });
});

describe('a run that cannot begin', () => {
  test.each([
    [
      'with bad parameters',
      scheduledEvent({ ruleParameters: '{"requiredMfa":"no"}' }),
      'InvalidParametersError',
    ],
    ['with an unknown message type', scheduledEvent({}, { messageType: 'X' }), 'InvalidEventError'],
    ['without a result token', scheduledEvent({ resultToken: undefined }), 'InvalidEventError'],
  ])('%s reads nothing, posts nothing and fails', async (_, event, name) => {
    const ports = fakePorts([alice]);

    await expect(run(event, ports)).rejects.toMatchObject({ name });
    expect([ports.iam.asked, ports.ledger.heldAsked, ports.ledger.puts]).toEqual([[], [], []]);
  });
});

describe('a scan with labels', () => {
  const parameters = (values: object) => scheduledEvent({ ruleParameters: JSON.stringify(values) });
  const owned = person('alice', { tags: [{ key: 'Owner', value: 'sre@example.com' }] });
  const text = 'can sign in with a password alone: no MFA device. Assign one or delete the login profile.';
  const textOf = ({ ledger }: Ports, resourceId: string) => ledger.resultOf(resourceId)?.annotation;

  test('shows the owner of a NON_COMPLIANT user, and asks no other user for tags', async () => {
    const ports = fakePorts([owned, bob, carol]);

    await scan(ports, parameters({ ownerTagKey: 'owner' }));

    expect(textOf(ports, 'AIDAALICE')).toBe(`alice ${text} Owner: sre@example.com.`);
    expect(ports.iam.asked.filter((question) => question.startsWith('iam:ListUserTags'))).toEqual([
      'iam:ListUserTags AIDAALICE',
    ]);
  });

  test('shows no owner where no tag names one', async () => {
    const ports = fakePorts([alice]);

    await scan(ports, parameters({ ownerTagKey: 'owner' }));

    expect(textOf(ports, 'AIDAALICE')).toBe(`alice ${text}`);
  });

  test('asks once for the tags of exemption and owner', async () => {
    const ports = fakePorts([owned]);

    await scan(ports, parameters({ ownerTagKey: 'owner', exemptTagKey: 'mfa' }));

    expect(ports.iam.asked.filter((question) => question.startsWith('iam:ListUserTags'))).toHaveLength(1);
    expect(textOf(ports, 'AIDAALICE')).toBe(`alice ${text} Owner: sre@example.com.`);
  });

  test('calls an owner that it could not read unknown, and is complete', async () => {
    const ports = fakePorts([owned]);
    ports.iam.refused.add('iam:ListUserTags');

    await scan(ports, parameters({ ownerTagKey: 'owner' }));

    expect(textOf(ports, 'AIDAALICE')).toBe(`alice ${text} Owner: unknown.`);
  });

  test('is incomplete where the exemption of a user could not be read', async () => {
    const ports = fakePorts([owned]);
    ports.iam.refused.add('iam:ListUserTags');

    await failed(ports, parameters({ ownerTagKey: 'owner', exemptTagKey: 'mfa' }));

    expect(textOf(ports, 'AIDAALICE')).toBeUndefined();
  });

  const reading =
    (label: PrivilegeLabel, failures: readonly ReadFailure[] = []) =>
    () =>
      Promise.resolve({ of: () => ({ label, policies: [] }), failures });

  const administrator = `alice (administrator) ${text}`;
  const ownedBySre = `alice ${text} Owner: sre@example.com.`;
  test.each<
    [what: string, held: string, PrivilegeLabel, tags: 'read' | 'refused', person: Person, posted: boolean]
  >([
    ['the owner is read and the same', ownedBySre, 'not-read', 'read', owned, false],
    ['the owner is not read', ownedBySre, 'not-read', 'refused', owned, false],
    ['the owner is gone', ownedBySre, 'not-read', 'read', alice, true],
    ['there is an owner now', `alice ${text}`, 'not-read', 'read', owned, true],
    ['the privilege is read and the same', administrator, 'administrator', 'read', alice, false],
    ['the privilege is not read', administrator, 'not-read', 'read', alice, false],
    ['the privilege is gone', administrator, 'none-found', 'read', alice, true],
    ['the user is an administrator now', `alice ${text}`, 'administrator', 'read', alice, true],
  ])('compares the labels that it has read, and no others: %s', async (_, held, label, tags, one, posted) => {
    const ports = { ...fakePorts([one]), privileges: reading(label) };
    if (tags === 'refused') ports.iam.refused.add('iam:ListUserTags');
    ports.ledger.record(anEvaluation({ annotation: held }), hoursBefore(6));

    await scan(ports, parameters({ ownerTagKey: 'owner', rankPrivileges: 'true' }));

    expect(verdictsOf(ports)).toEqual([
      ...(posted ? ['AIDAALICE NON_COMPLIANT'] : []),
      `${accountId} COMPLIANT`,
    ]);
  });

  test('shows who is an administrator', async () => {
    const ports = { ...fakePorts([alice, bob]), privileges: reading('administrator') };

    await scan(ports, parameters({ rankPrivileges: 'true' }));

    expect(textOf(ports, 'AIDAALICE')).toBe(`alice (administrator) ${text}`);
    expect(textOf(ports, 'AIDABOB')).toBe('bob signs in to the console with a password and sufficient MFA.');
    expect(ports.log.warnings).toEqual([]);
  });

  test('waits for privileges that come after the last user was read', async () => {
    const later = () => new Promise((done) => setTimeout(done, 20)).then(reading('administrator'));
    const ports = { ...fakePorts([alice]), privileges: later, optionalMilliseconds: () => 60_000 };

    await scan(ports, parameters({ rankPrivileges: 'true' }));

    expect(textOf(ports, 'AIDAALICE')).toBe(`alice (administrator) ${text}`);
    expect(ports.log.warnings).toEqual([]);
  });

  test('reads no privileges unless it is told to', async () => {
    const privileges = () => Promise.reject(new Error('asked'));

    await expect(scan({ ...fakePorts([alice]), privileges })).resolves.toBeUndefined();
  });

  test('is complete where privileges could not be read: one warning, and no label', async () => {
    const failure = denied('iam:GetAccountAuthorizationDetails');
    const ports = { ...fakePorts([alice, bob]), privileges: reading('not-read', [failure, failure]) };

    await scan(ports, parameters({ rankPrivileges: 'true' }));

    expect(ports.log.warnings).toEqual(['Not all privileges could be read; those users are not labelled.']);
    expect(ports.log.details).toEqual([failure]);
    expect(textOf(ports, 'AIDAALICE')).toBe(`alice ${text}`);
  });

  test('is complete where the reader of privileges gives up', async () => {
    const privileges = () => Promise.reject(new ReadFailedError(denied('iam:GetPolicy')));
    const ports = { ...fakePorts([alice]), privileges };

    await scan(ports, parameters({ rankPrivileges: 'true' }));

    expect(ports.log.warnings).toEqual(['Privileges could not be read; no user is labelled.']);
    expect(ports.log.details).toEqual([denied('iam:GetPolicy')]);
    expect(textOf(ports, 'AIDAALICE')).toBe(`alice ${text}`);
  });

  test('fails where the reader of privileges has a bug', async () => {
    const privileges = () => Promise.reject(new TypeError('a bug'));
    const ports = { ...fakePorts([alice]), privileges };

    await expect(scan(ports, parameters({ rankPrivileges: 'true' }))).rejects.toThrow('a bug');
  });

  test('shows no privilege where there is no reader of them, and is incomplete for a user only', async () => {
    const ports = fakePorts([alice, bob]);
    ports.iam.refused.add('iam:GetLoginProfile AIDABOB');

    await failed(ports, parameters({ rankPrivileges: 'true' }));

    expect(textOf(ports, 'AIDAALICE')).toBe(`alice ${text}`);
  });

  test('is followed by change runs that post nothing for an unchanged account', async () => {
    const ports = { ...fakePorts([owned, bob]), privileges: reading('administrator') };
    const ruleParameters = JSON.stringify({ ownerTagKey: 'owner', rankPrivileges: 'true' });
    await scan(ports, scheduledEvent({ ruleParameters }));
    ports.ledger.puts.length = 0;

    for (const resourceName of ['alice', 'bob'])
      await run(
        changeEvent({ resourceId: `AIDA${resourceName.toUpperCase()}`, resourceName }, { ruleParameters }),
        ports,
      );

    expect(ports.ledger.posted).toEqual([]);
  });
});

describe('a scan reads first', () => {
  const order = ({ iam }: Ports) =>
    iam.asked.flatMap((question) => /^iam:GetLoginProfile AIDA(.*)$/.exec(question)?.[1] ?? []);

  test('the users who are likely to have a password: a held result, a virtual device, a last sign-in', async () => {
    const used = { ...aUser({ userName: 'used' }), passwordLastUsed: hoursBefore(24) };
    const quiet = Array.from({ length: 20 }, (_, place) => person(`q${place}`, { loginProfile: 'none' }));
    const ports = fakePorts([...quiet, person('held'), bob, { ...person('used'), user: used }]);
    ports.ledger.record(anEvaluation({ resourceId: 'AIDAHELD' }), hoursBefore(6));

    await scan(ports);

    expect(order(ports).slice(0, 3)).toEqual(['HELD', 'BOB', 'USED']);
    expect(order(ports)).toHaveLength(23);
  });
});

describe('the second try of a scan whose first one was denied', () => {
  test('reads and posts nothing, and says so', async () => {
    const ports = fakePorts([alice]);
    ports.iam.refused.add('iam:ListMFADevices');
    ports.clock.pass(1_000);
    await failed(ports);
    const [asked, puts] = [ports.iam.asked.length, ports.ledger.puts.length];
    ports.clock.pass(60_000);
    await scan(ports);

    expect([ports.iam.asked.length, ports.ledger.puts.length]).toEqual([asked, puts]);
    expect(ports.log.warnings.at(-1)).toBe(
      'The first try of this scan recorded that it was denied; a second one would be, too. Nothing was read.',
    );
    expect(ports.log.details.at(-1)).toEqual({ ruleName: 'iam-user-mfa' });
  });
});
