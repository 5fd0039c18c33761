import { describe, expect, test } from '@jest/globals';
import { IncompleteRunError } from '../../rule/run/failures';
import { run } from '../../rule/run/run';
import { anEvaluation, aUser, changeEvent, hoursBefore, noon, oversizedEvent } from '../builders';
import { denied, fakePorts, type Person } from '../fakes';

const alice: Person = {
  user: aUser(),
  loginProfile: { createDate: hoursBefore(1000) },
  kinds: [],
  tags: [],
};

describe('a change run', () => {
  test.each([
    ['a change', changeEvent()],
    ['an oversized change', oversizedEvent()],
  ])('on %s posts exactly one evaluation, for the id of the item', async (_, event) => {
    const ports = fakePorts([alice]);

    await run(event, ports);

    expect(ports.ledger.posted).toEqual([
      expect.objectContaining({
        resourceType: 'AWS::IAM::User',
        resourceId: 'AIDAALICE',
        compliance: 'NON_COMPLIANT',
        orderingTimestamp: noon,
      }),
    ]);
  });

  test.each([
    [
      'deleted',
      changeEvent({ configurationItemStatus: 'ResourceDeleted' }),
      'alice: no such IAM user any more.',
    ],
    [
      'out of scope',
      changeEvent({}, { eventLeftScope: true }),
      'alice: AWS Config does not record or evaluate this user any more, so the rule says nothing about the user.',
    ],
  ])('on a user who is %s asks IAM nothing and takes the result away', async (_, event, annotation) => {
    const ports = fakePorts([alice]);
    ports.ledger.record(anEvaluation(), hoursBefore(6));

    await run(event, ports);

    expect(ports.iam.asked).toEqual([]);
    expect(ports.ledger.posted).toEqual([
      expect.objectContaining({ resourceId: 'AIDAALICE', compliance: 'NOT_APPLICABLE', annotation }),
    ]);
  });

  test('on the deletion of a user without a name names the user by id', async () => {
    const ports = fakePorts();
    ports.ledger.record(anEvaluation(), hoursBefore(6));

    await run(changeEvent({ configurationItemStatus: 'ResourceDeleted', resourceName: '' }), ports);

    expect(ports.ledger.posted[0]?.annotation).toBe('AIDAALICE: no such IAM user any more.');
  });

  test('that cannot read the user posts nothing and fails with the API and the user', async () => {
    const ports = fakePorts([alice]);
    ports.iam.refused.add('iam:ListMFADevices');

    const failure: unknown = await run(changeEvent(), ports).catch((error: unknown) => error);

    expect(failure).toBeInstanceOf(IncompleteRunError);
    expect(String(failure)).toMatch(/alice.*AccessDenied on iam:ListMFADevices/);
    expect(ports.ledger.puts).toEqual([]);
    expect(ports.log.summaries).toEqual([expect.objectContaining({ trigger: 'change', succeeded: false })]);
  });

  test('whose evaluation is refused fails', async () => {
    const ports = fakePorts([alice]);
    ports.ledger.refuses = () => true;

    await expect(run(changeEvent(), ports)).rejects.toThrow(/config:PutEvaluations/);
  });

  test('with bad parameters reads nothing and posts nothing, even on a deletion', async () => {
    const ports = fakePorts([alice]);
    const event = changeEvent({ configurationItemStatus: 'ResourceDeleted' }, { ruleParameters: '[]' });

    await expect(run(event, ports)).rejects.toThrow(/JSON object/);
    expect([ports.iam.asked, ports.ledger.puts]).toEqual([[], []]);
  });
});

describe('a change run that finds in Config what it would post', () => {
  const nothing = { evaluations: [], token: 'a-token', testMode: false };
  const bob: Person = { ...alice, kinds: ['virtual'] };

  test.each([
    ['NON_COMPLIANT', alice],
    ['COMPLIANT', bob],
  ])('answers the token with no evaluation where %s is held with the same text', async (_, person) => {
    const ports = fakePorts([person]);
    await run(changeEvent(), ports);
    ports.ledger.puts.length = 0;

    await run(changeEvent(), ports);

    expect(ports.ledger.puts).toEqual([nothing]);
    expect(ports.ledger.heldAsked.at(-1)).toBe('iam-user-mfa AIDAALICE');
    expect(ports.log.summaries.at(-1)).toMatchObject({ succeeded: true, posted: 0 });
  });

  test.each([
    ['a user without a password', changeEvent(), { ...alice, loginProfile: 'none' as const }],
    ['a deleted user', changeEvent({ configurationItemStatus: 'ResourceDeleted' }), alice],
  ])('answers the token with no evaluation for %s of whom nothing is held', async (_, event, person) => {
    const ports = fakePorts([person]);

    await run(event, ports);

    expect(ports.ledger.puts).toEqual([nothing]);
  });

  test.each(['InvalidParameterValue', 'Validation'])(
    'posts it all the same where Config refuses the empty list (%s), and logs one line',
    async (error) => {
      const ports = fakePorts([alice]);
      await run(changeEvent(), ports);
      ports.ledger.puts.length = 0;
      ports.ledger.nothingFailure = { api: 'config:PutEvaluations', error };

      await run(changeEvent(), ports);

      expect(ports.ledger.posted).toHaveLength(1);
      expect(ports.log.warnings).toEqual([
        'Config refused an answer without evaluations; the evaluation is posted.',
      ]);
      expect(ports.log.details).toEqual([{ api: 'config:PutEvaluations', error }]);
    },
  );

  test('fails where the empty list cannot be put for another reason', async () => {
    const ports = fakePorts([alice]);
    await run(changeEvent(), ports);
    ports.ledger.nothingFailure = { api: 'config:PutEvaluations', error: 'AccessDenied' };

    await expect(run(changeEvent(), ports)).rejects.toThrow(
      'the answer that nothing has changed could not be recorded (AccessDenied on config:PutEvaluations): ' +
        'alice (AIDAALICE); allow config:PutEvaluations to the role that runs this.',
    );
  });

  test('posts where what Config holds cannot be read, and logs one line', async () => {
    const ports = fakePorts([alice]);
    await run(changeEvent(), ports);
    ports.ledger.heldFailure = denied('config:GetComplianceDetailsByResource');

    await run(changeEvent(), ports);

    expect(ports.ledger.posted).toHaveLength(2);
    expect(ports.log.warnings).toEqual([
      'What Config holds for the user could not be read; the evaluation is posted.',
    ]);
    expect(ports.log.details).toEqual([denied('config:GetComplianceDetailsByResource')]);
  });

  test.each([
    ['cannot be read', changeEvent(), denied('config:GetComplianceDetailsByResource')],
    ['is not asked with the token TESTMODE', changeEvent({}, { resultToken: 'TESTMODE' }), undefined],
  ])(
    'posts that a user is not evaluated where what Config holds %s: there may be a result',
    async (_, event, failure) => {
      const ports = fakePorts([{ ...alice, loginProfile: 'none' }]);
      ports.ledger.heldFailure = failure;

      await run(event, ports);

      expect(ports.ledger.puts.flatMap(({ evaluations }) => evaluations)).toMatchObject([
        { resourceId: 'AIDAALICE', compliance: 'NOT_APPLICABLE' },
      ]);
    },
  );

  test('posts with the token TESTMODE and asks nothing: a tester wants to see the evaluation', async () => {
    const ports = fakePorts([alice]);
    await run(changeEvent(), ports);
    ports.ledger.heldAsked.length = 0;

    await run(changeEvent({}, { resultToken: 'TESTMODE' }), ports);

    expect(ports.ledger.puts.at(-1)).toMatchObject({
      testMode: true,
      evaluations: [{ resourceId: 'AIDAALICE' }],
    });
    expect(ports.ledger.heldAsked).toEqual([]);
  });
});

describe('the labels of a change run', () => {
  const ownerTagKey = changeEvent({}, { ruleParameters: '{"ownerTagKey":"owner","rankPrivileges":"true"}' });
  const owned: Person = { ...alice, tags: [{ key: 'Owner', value: 'sre@example.com' }] };
  const text = 'can sign in with a password alone: no MFA device. Assign one or delete the login profile.';

  test('are the owner, and the privilege that the held annotation carries', async () => {
    const ports = fakePorts([owned]);
    const held = anEvaluation({
      annotation: 'alice (administrator) is held for something else. Owner: old.',
    });
    ports.ledger.record(held, hoursBefore(6));

    await run(ownerTagKey, ports);

    expect(ports.ledger.posted.map(({ annotation }) => annotation)).toEqual([
      `alice (administrator) ${text} Owner: sre@example.com.`,
    ]);
  });

  test('are no reason to post: another owner and another privilege are no other verdict', async () => {
    const ports = fakePorts([owned]);
    const held = anEvaluation({ annotation: `alice (administrator) ${text} Owner: old.` });
    ports.ledger.record(held, hoursBefore(6));

    await run(ownerTagKey, ports);

    expect(ports.ledger.posted).toEqual([]);
  });
});
