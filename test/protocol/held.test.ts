import { describe, expect, test } from '@jest/globals';
import { clearingEvaluation, type HeldResult } from '../../rule/protocol/evaluation';
import { differs, HeldResults, isSecondTry, mustPost } from '../../rule/protocol/held';
import { accountId, aHeldResult, anEvaluation, hoursBefore, noon } from '../builders';

const holding = (...results: HeldResult[]): HeldResults => new HeldResults(results);
const compliant = { compliance: 'COMPLIANT', annotation: 'alice has MFA.' } as const;

describe('whether a scan posts', () => {
  test.each([
    [
      'NON_COMPLIANT is not posted where Config holds the same',
      anEvaluation(),
      holding(aHeldResult()),
      false,
    ],
    [
      'NON_COMPLIANT is not posted at exactly 20 hours',
      anEvaluation(),
      holding(aHeldResult({ recordedTime: hoursBefore(20) })),
      false,
    ],
    [
      'NON_COMPLIANT is posted again after 20 hours',
      anEvaluation(),
      holding(aHeldResult({ recordedTime: hoursBefore(20.01) })),
      true,
    ],
    [
      'NON_COMPLIANT is not posted where Config ran the rule for it since',
      anEvaluation(),
      holding(aHeldResult({ recordedTime: hoursBefore(40), invokedTime: hoursBefore(6) })),
      false,
    ],
    [
      'NON_COMPLIANT is posted where the owner is another one',
      anEvaluation({ annotation: 'alice can sign in. Owner: ops.' }),
      holding(aHeldResult({ annotation: 'alice can sign in. Owner: security.' })),
      true,
    ],
    [
      'NON_COMPLIANT is posted where COMPLIANT is held with the same text',
      anEvaluation({ annotation: 'alice.' }),
      holding(aHeldResult({ compliance: 'COMPLIANT', annotation: 'alice.' })),
      true,
    ],
    [
      'COMPLIANT is not posted where Config holds the same',
      anEvaluation(compliant),
      holding(aHeldResult(compliant)),
      false,
    ],
    ['COMPLIANT is posted where nothing is held', anEvaluation(compliant), holding(), true],
    [
      'COMPLIANT is posted where NON_COMPLIANT is held',
      anEvaluation(compliant),
      holding(aHeldResult()),
      true,
    ],
    [
      'COMPLIANT is posted where another annotation is held',
      anEvaluation(compliant),
      holding(aHeldResult({ ...compliant, annotation: 'old text' })),
      true,
    ],
    [
      'COMPLIANT is posted where no annotation is held',
      anEvaluation(compliant),
      holding(aHeldResult({ ...compliant, annotation: undefined })),
      true,
    ],
    [
      'COMPLIANT is posted where the same id of another type is held',
      anEvaluation(compliant),
      holding(aHeldResult({ ...compliant, resourceType: 'AWS::IAM::Role' })),
      true,
    ],
    [
      'NOT_APPLICABLE is not posted where nothing is held',
      anEvaluation({ compliance: 'NOT_APPLICABLE' }),
      holding(),
      false,
    ],
    [
      'NOT_APPLICABLE takes NON_COMPLIANT away',
      anEvaluation({ compliance: 'NOT_APPLICABLE' }),
      holding(aHeldResult()),
      true,
    ],
    [
      'NOT_APPLICABLE takes COMPLIANT away',
      anEvaluation({ compliance: 'NOT_APPLICABLE' }),
      holding(aHeldResult(compliant)),
      true,
    ],
    ['COMPLIANT is posted where it is not known what is held', anEvaluation(compliant), undefined, true],
    [
      'NOT_APPLICABLE is posted where it is not known what is held',
      anEvaluation({ compliance: 'NOT_APPLICABLE' }),
      undefined,
      true,
    ],
  ])('%s', (_, evaluation, held, expected) => {
    expect(mustPost(evaluation, held)).toBe(expected);
  });
});

describe('whether a verdict differs from what is held', () => {
  test.each([
    ['the same verdict and text: no', anEvaluation(), aHeldResult(), false],
    ['another verdict: yes', anEvaluation(compliant), aHeldResult(), true],
    ['another text: yes', anEvaluation(), aHeldResult({ annotation: 'x' }), true],
    ['nothing held: yes', anEvaluation(), undefined, true],
    [
      'another owner or administrator: no, labels are not compared',
      anEvaluation({ annotation: 'alice has no MFA. Owner: ops.' }),
      aHeldResult({ annotation: 'alice (administrator) has no MFA.' }),
      false,
    ],
    [
      'another text beside the labels: yes',
      anEvaluation({ annotation: 'alice has no MFA. Owner: ops.' }),
      aHeldResult({ annotation: 'alice (administrator) has weak MFA. Owner: ops.' }),
      true,
    ],
    ['a text that Config does not give: yes', anEvaluation(), aHeldResult({ annotation: undefined }), true],
    [
      'COMPLIANT with the same text: no',
      anEvaluation({ ...compliant, annotation: 'alice has MFA.' }),
      aHeldResult({ ...compliant, annotation: 'alice has MFA.' }),
      false,
    ],
    [
      'COMPLIANT with another text: yes, it has no labels',
      anEvaluation({ ...compliant, annotation: 'alice has MFA.' }),
      aHeldResult({ ...compliant, annotation: 'alice has MFA. Owner: ops.' }),
      true,
    ],
    ['NOT_APPLICABLE and nothing held: no', anEvaluation({ compliance: 'NOT_APPLICABLE' }), undefined, false],
    [
      'NOT_APPLICABLE and something held: yes',
      anEvaluation({ compliance: 'NOT_APPLICABLE' }),
      aHeldResult(),
      true,
    ],
  ])('%s', (_, evaluation, held, expected) => {
    expect(differs(evaluation, held)).toBe(expected);
  });
});

describe('a stale result', () => {
  const staleAmong = (held: HeldResult, present: readonly string[] = []) =>
    holding(held).stale(new Set(present), accountId, noon);

  test('is one whose user is in no list', () => {
    expect(staleAmong(aHeldResult())).toHaveLength(1);
  });

  test('is not one whose user is there', () => {
    expect(staleAmong(aHeldResult(), ['AIDAALICE'])).toEqual([]);
  });

  test('is one of a type that the rule never evaluates, though a user has that id', () => {
    expect(staleAmong(aHeldResult({ resourceType: 'AWS::IAM::Role' }), ['AIDAALICE'])).toHaveLength(1);
  });

  test('is never the scan summary', () => {
    const line = aHeldResult({ resourceType: 'AWS::::Account', resourceId: accountId });

    expect(staleAmong(line)).toEqual([]);
  });

  test('is a scan summary of another account', () => {
    const line = aHeldResult({ resourceType: 'AWS::::Account', resourceId: '999999999999' });

    expect(staleAmong(line)).toHaveLength(1);
  });

  test.each([
    [hoursBefore(-1), 0],
    [noon, 0],
    [new Date(noon.getTime() - 1), 1],
  ])('recorded at %j is stale %i times: only what is older than the event goes', (recordedTime, count) => {
    expect(staleAmong(aHeldResult({ recordedTime }))).toHaveLength(count);
  });

  test('is cleared with the type under which it is stored', () => {
    const cleared = clearingEvaluation(aHeldResult({ resourceType: 'AWS::IAM::Role' }), noon);

    expect(cleared).toMatchObject({ resourceType: 'AWS::IAM::Role', compliance: 'NOT_APPLICABLE' });
  });
});

describe('whether a run is the second try of its event', () => {
  const denied =
    'Scan incomplete: 1 of 2 users could not be read (AccessDenied on iam:ListMFADevices). Of 1 user read: ' +
    '1 with a console password, 0 without sufficient MFA, 0 exempt, 0 in grace.';
  const summary = (annotation: string | undefined, minutes: number, resourceId = accountId) =>
    new HeldResults([
      aHeldResult({
        resourceType: 'AWS::::Account',
        resourceId,
        recordedTime: new Date(noon.getTime() + minutes * 60_000),
        ...(annotation === undefined ? {} : { annotation }),
      }),
    ]);
  const complete =
    'Scan complete: 1 user, 1 with a console password, 0 without sufficient MFA, 0 exempt, 0 in grace.';

  test.each([
    ['nothing could be read of Config', undefined, false],
    ['nothing is held', new HeldResults([]), false],
    ['the summary is of after the event, and all that failed was denied', summary(denied, 1), true],
    ['it is of the moment of the event', summary(denied, 0), false],
    ['it is of before the event', summary(denied, -1), false],
    ['it is of another account', summary(denied, 1, '111122223333'), false],
    ['something else failed', summary(denied.replace('AccessDenied', 'Throttling'), 1), false],
    ['it was complete', summary(complete, 1), false],
    ['it is no summary', summary('x', 1), false],
    [
      'it is a user of that id',
      new HeldResults([
        aHeldResult({
          resourceId: accountId,
          annotation: denied,
          recordedTime: new Date(noon.getTime() + 1),
        }),
      ]),
      false,
    ],
  ])('%s', (_, held, second) => {
    expect(isSecondTry(held, accountId, noon)).toBe(second);
  });
});
