import { expect, test } from '@jest/globals';
import { clearingEvaluation, scanEvaluation, userEvaluation } from '../../rule/protocol/evaluation';
import { accountId, aHeldResult, noon } from '../builders';

const counts = { users: 1, withConsolePassword: 1, withoutSufficientMfa: 0, exempt: 0, inGrace: 0 };

test('the evaluation of a user is of the id, and names the user', () => {
  const user = { userId: 'AIDAALICE', userName: 'alice' };

  expect(userEvaluation(user, { compliance: 'COMPLIANT', reason: 'mfa-enabled' }, noon)).toEqual({
    resourceType: 'AWS::IAM::User',
    resourceId: 'AIDAALICE',
    subject: 'alice (AIDAALICE)',
    compliance: 'COMPLIANT',
    annotation: 'alice signs in to the console with a password and sufficient MFA.',
    orderingTimestamp: noon,
  });
});

test.each([
  ['COMPLIANT', []],
  ['NON_COMPLIANT', ['1 of 2 users could not be read']],
] as const)('the scan summary is %s with the problems %j', (compliance, problems) => {
  expect(scanEvaluation(accountId, { ...counts, problems }, noon)).toMatchObject({
    resourceType: 'AWS::::Account',
    resourceId: accountId,
    subject: `the scan of ${accountId}`,
    compliance,
  });
});

test.each([
  ['AWS::IAM::User', 'AIDAALICE: no such IAM user any more.'],
  ['AWS::IAM::Role', 'AIDAALICE: iam-user-mfa does not evaluate AWS::IAM::Role.'],
])('a held result of %s is cleared with a reason', (resourceType, annotation) => {
  expect(clearingEvaluation(aHeldResult({ resourceType, resourceId: 'AIDAALICE' }), noon)).toEqual({
    resourceType,
    resourceId: 'AIDAALICE',
    subject: 'AIDAALICE',
    compliance: 'NOT_APPLICABLE',
    annotation,
    orderingTimestamp: noon,
  });
});
