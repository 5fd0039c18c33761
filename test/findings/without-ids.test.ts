import { expect, test } from '@jest/globals';
import { withIdsOf } from '../../rule/findings/without-ids';

const arn = 'arn:aws:iam::111122223333:user/bob';
const earlier = (userId: string) => ({
  account: '111122223333',
  userId,
  userName: 'bob',
  annotation: null,
  arn,
});

test.each([
  [
    'two live scans: the id alone counts, a new user with an old name is new',
    'AIDAOLD',
    'AIDANEW',
    'AIDAOLD',
  ],
  ['a live scan, then a report', 'AIDABOB', arn, arn],
  ['a report, then a live scan', arn, 'AIDABOB', 'AIDABOB'],
  ['two reports', arn, arn, arn],
])('%s', (_, before, now, id) => {
  expect(withIdsOf([earlier(before)], [{ userId: now, arn }])).toEqual([
    { account: '111122223333', userId: id, userName: 'bob', annotation: null },
  ]);
});

test('a user of another ARN stays as they were', () => {
  const findings = [
    { userId: 'arn:aws:iam::111122223333:user/eve', arn: 'arn:aws:iam::111122223333:user/eve' },
  ];
  expect(withIdsOf([earlier('AIDABOB')], findings)).toMatchObject([{ userId: 'AIDABOB' }]);
});
