import { describe, expect, test } from '@jest/globals';
import { IncompleteRunError } from '../../rule/run/failures';
import { run } from '../../rule/run/run';
import { aUser, changeEvent, hoursBefore, noon, oversizedEvent } from '../builders';
import { fakePorts, type Person } from '../fakes';

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

  test('posts COMPLIANT and NOT_APPLICABLE though Config may hold the same: it does not ask', async () => {
    const ports = fakePorts([{ ...alice, kinds: ['virtual'] }]);

    await run(changeEvent(), ports);
    await run(changeEvent(), ports);

    expect(ports.ledger.posted).toHaveLength(2);
    expect(ports.ledger.heldAsked).toEqual([]);
  });

  test.each([
    ['a deletion', changeEvent({ configurationItemStatus: 'ResourceDeleted' })],
    ['a user who left the scope', changeEvent({}, { eventLeftScope: true })],
  ])('on %s asks nothing and posts NOT_APPLICABLE', async (_, event) => {
    const ports = fakePorts([alice]);

    await run(event, ports);

    expect(ports.iam.asked).toEqual([]);
    expect(ports.ledger.posted).toEqual([
      expect.objectContaining({ resourceId: 'AIDAALICE', compliance: 'NOT_APPLICABLE' }),
    ]);
  });

  test('on the deletion of a user without a name names him by his id', async () => {
    const ports = fakePorts();

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
