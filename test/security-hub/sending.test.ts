// What is sent where Security Hub shows a finding, shows none, or does not answer.
import { describe, expect, test } from '@jest/globals';
import type { Finding } from '../../rule/findings/finding';
import type { OpenFinding } from '../../rule/security-hub/ports';
import { goneFinding, scanToSend, toSend, type Open } from '../../rule/security-hub/sending';

const context = { accountId: '111122223333', region: 'us-east-1', now: new Date('2026-11-25T06:00:00.000Z') };
const open: OpenFinding = {
  id: 'iam-user-mfa/111122223333/AIDAALICE',
  createdAt: '2026-03-01T08:00:00.000Z',
  updatedAt: '2026-11-25T05:00:00.000Z',
  description: 'a sentence',
  severity: 'MEDIUM',
  resourceId: 'arn:aws:iam::111122223333:user/team/alice',
  userName: 'alice',
};
const gone: Finding = {
  account: '111122223333',
  accountName: null,
  userId: 'AIDAALICE',
  userName: 'alice',
  arn: 'arn:aws:iam::111122223333:user/team/alice',
  verdict: 'NOT_APPLICABLE',
  reason: 'user-gone',
  annotation: 'alice: no such IAM user any more.',
  consolePassword: false,
  passwordCreatedAt: null,
  mfaKinds: [],
  mfaRead: 'not-asked',
};

describe('the finding about the scan', () => {
  const day = '2026-11-25T00:00:00.000Z';
  test.each<[string, boolean, Open, string | undefined, string | undefined]>([
    ['complete', true, 'none', undefined, undefined],
    ['complete', true, 'unknown', undefined, undefined],
    ['complete', true, open, 'closed', open.createdAt],
    ['incomplete', false, 'none', 'opened', day],
    ['incomplete', false, 'unknown', 'refreshed', day],
    ['incomplete', false, open, undefined, undefined],
    ['incomplete', false, { ...open, description: 'another' }, 'changed', open.createdAt],
    ['incomplete', false, { ...open, severity: 'HIGH' }, 'changed', open.createdAt],
  ])(
    'after a scan that is %s (%s), where %j is open, is sent as %s',
    (_, complete, before, change, since) => {
      const sent = scanToSend('a sentence', complete, before, context);
      expect(sent?.ProductFields['iam-user-mfa/change']).toBe(change);
      expect(sent?.CreatedAt).toBe(since);
    },
  );
});

describe('a user who is gone', () => {
  test.each([
    ['by the name', { userName: 'alice' }],
    ['by the end of the ARN', { userName: undefined }],
  ])('is named %s in the open finding', (_, { userName }) => {
    expect(goneFinding({ ...open, userName }, '111122223333', 'AIDAALICE')).toEqual(gone);
  });

  test.each([
    ['has none', '', 'arn:aws:iam::111122223333:user/team/alice'],
    ['has one', 'arn:aws:iam::111122223333:user/alice', 'arn:aws:iam::111122223333:user/alice'],
  ])('has the ARN of the open finding, where IAM %s', (_, arn, sent) => {
    expect(toSend({ ...gone, arn }, open, context)).toMatchObject({
      Resources: [{ Id: sent }],
      CreatedAt: open.createdAt,
    });
  });
});
