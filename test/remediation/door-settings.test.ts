import { expect, test } from '@jest/globals';
import { settingsOf } from '../../rule/remediation/door-settings';
import { functionArn } from './ports';

test('the environment names the function to trust, the group and so the account', () => {
  expect(settingsOf({ RULE_FUNCTION_ARN: functionArn, REQUIRED_GROUP_NAME: 'mfa-first' })).toEqual({
    trustedRule: { by: 'function', functionArn },
    group: { name: 'mfa-first' },
    accountId: '111122223333',
  });
});

test.each([{}, { RULE_FUNCTION_ARN: '', REQUIRED_GROUP_NAME: '' }])(
  'of %j nothing is trusted, and the group is said to be missing',
  (env) => {
    expect(settingsOf(env)).toEqual({
      trustedRule: { by: 'function', functionArn: undefined },
      group: {
        missing:
          'The environment variable REQUIRED_GROUP_NAME does not say which group requires MFA: got nothing, allowed: the name ' +
          'of the group that carries the MFA-enforcement policy. Nothing was done; deploy the stack again.',
      },
      accountId: undefined,
    });
  },
);

test('what is no ARN of a function names no account', () => {
  expect(settingsOf({ RULE_FUNCTION_ARN: `${functionArn}:2` }).accountId).toBeUndefined();
});
