import { describe, expect, test } from '@jest/globals';
import { IncompleteRunError } from '../../rule/run/failures';
import { run } from '../../rule/run/run';
import { accountId, anEvaluation, aUser, hoursBefore, noon, scheduledEvent } from '../builders';
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
const scan = (ports: Ports, event = scheduledEvent()): Promise<void> => run(event, ports);
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
const lastLine = ({ ledger }: Ports) => ledger.posted.at(-1);

const alice = person('alice');
const bob = person('bob', { kinds: ['virtual'] });
const carol = person('carol', { loginProfile: 'none' });

describe('a scan that sees everything', () => {
  test('posts whoever has MFA or should have it, and the line of the scan last', async () => {
    const ports = fakePorts([alice, bob, carol]);

    await scan(ports);

    expect(verdictsOf(ports)).toEqual([
      'AIDABOB COMPLIANT',
      'AIDAALICE NON_COMPLIANT',
      `${accountId} COMPLIANT`,
    ]);
    expect(lastLine(ports)).toEqual({
      resourceType: 'AWS::::Account',
      resourceId: accountId,
      subject: `the scan of ${accountId}`,
      compliance: 'COMPLIANT',
      annotation:
        'Scan complete: 3 users, 2 with a console password, 1 without sufficient MFA, 0 exempt, 0 in grace.',
      orderingTimestamp: noon,
    });
  });

  test('that is repeated posts NON_COMPLIANT users and one line, and nobody else', async () => {
    const ports = fakePorts([alice, bob, carol]);
    await scan(ports);
    ports.ledger.puts.length = 0;

    await scan(ports);

    expect(verdictsOf(ports)).toEqual(['AIDAALICE NON_COMPLIANT', `${accountId} COMPLIANT`]);
  });

  test('of an account without users posts its own line', async () => {
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
    [99, [100]],
    [100, [100, 1]],
    [101, [100, 2]],
    [250, [100, 100, 51]],
  ])('of %i findings puts batches of %j with one token', async (count, sizes) => {
    const ports = fakePorts(crowd(count));

    await scan(ports);

    expect(ports.ledger.puts.map(({ evaluations }) => evaluations.length)).toEqual(sizes);
    expect(new Set(ports.ledger.puts.map(({ token }) => token))).toEqual(new Set(['a-token']));
  });

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

describe('a scan that could not read somebody', () => {
  const denyAlice = (): Ports => {
    const ports = fakePorts([alice, bob, person('dave')]);
    ports.iam.refused.add('iam:ListMFADevices AIDAALICE');
    ports.ledger.record(anEvaluation({ resourceId: 'AIDAGONE' }), hoursBefore(6));
    return ports;
  };

  test('posts the others and fails, with the API, the user and the remedy in the message', async () => {
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

  test('clears nobody', async () => {
    const ports = denyAlice();

    await failed(ports);

    expect(ports.ledger.resultOf('AIDAGONE')).toBeDefined();
  });

  test('says on its line how many of how many and why, without a name', async () => {
    const ports = denyAlice();

    await failed(ports);

    expect(lastLine(ports)?.annotation).toMatch(
      /^Scan incomplete: 1 of 3 users could not be read \(AccessDenied on iam:ListMFADevices\)\./,
    );
    expect(lastLine(ports)?.annotation).not.toContain('alice');
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

  test('on the second page decides the users of the first, clears nobody and fails', async () => {
    const ports = broken(1);

    expect((await failed(ports)).message).toContain('iam:ListUsers');
    expect(verdictsOf(ports)).toEqual(['AIDAALICE NON_COMPLIANT', `${accountId} NON_COMPLIANT`]);
  });

  test('on the first page says so on its line and fails', async () => {
    const ports = broken(0);

    await failed(ports);

    expect(verdictsOf(ports)).toEqual([`${accountId} NON_COMPLIANT`]);
    expect(lastLine(ports)?.annotation).toContain('AccessDenied on iam:ListUsers');
  });
});

describe('a scan that cannot read what Config holds', () => {
  const blind = (): Ports => {
    const ports = fakePorts([alice, bob, carol]);
    ports.ledger.heldFailure = denied('config:GetComplianceDetailsByConfigRule');
    return ports;
  };

  test('posts everybody, and fails at its end', async () => {
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

describe('a scan whose evaluations are refused', () => {
  test('says so on its line and fails', async () => {
    const ports = fakePorts(crowd(150));
    ports.ledger.refuses = ({ resourceId }) => resourceId === 'AIDAUSER3';

    expect((await failed(ports)).message).toMatch(/1 evaluation could not be recorded .*user3 \(AIDAUSER3\)/);
    expect(lastLine(ports)).toMatchObject({ compliance: 'NON_COMPLIANT', resourceId: accountId });
  });

  test('in the last batch posts its line again: what it had said is not true any more', async () => {
    const ports = fakePorts([alice]);
    ports.ledger.refuses = ({ resourceId }) => resourceId === 'AIDAALICE';

    await failed(ports);

    expect(ports.ledger.resultOf(accountId)?.compliance).toBe('NON_COMPLIANT');
  });

  test('tries its own line once more where that was refused, too, and counts it once', async () => {
    const ports = fakePorts([alice]);
    ports.ledger.refuses = () => true;

    expect((await failed(ports)).message).toContain('2 evaluations could not be recorded');
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
    const ports = fakePorts([bob]);

    await scan(ports, scheduledEvent({ resultToken: 'TESTMODE' }));

    expect(ports.ledger.heldAsked).toEqual([]);
    expect(ports.ledger.puts).toEqual([expect.objectContaining({ testMode: true, token: 'TESTMODE' })]);
    expect(verdictsOf(ports)).toContain('AIDABOB COMPLIANT');
  });
});

describe('a run that cannot begin', () => {
  test.each([
    [
      'with bad parameters',
      scheduledEvent({ ruleParameters: '{"requiredMfa":"no"}' }),
      'InvalidParametersError',
    ],
    ['with a message type that nobody knows', scheduledEvent({}, { messageType: 'X' }), 'InvalidEventError'],
    ['without a result token', scheduledEvent({ resultToken: undefined }), 'InvalidEventError'],
  ])('%s reads nothing, posts nothing and fails', async (_, event, name) => {
    const ports = fakePorts([alice]);

    await expect(run(event, ports)).rejects.toMatchObject({ name });
    expect([ports.iam.asked, ports.ledger.heldAsked, ports.ledger.puts]).toEqual([[], [], []]);
  });
});
