import { describe, expect, test } from '@jest/globals';
import { cfnGuard, statusesOf } from './guard';
import { hookCases } from './hook-cases';

const binary = cfnGuard();
if (binary === undefined)
  process.stderr.write('skipped: the Guard rules, as there is no cfn-guard for this machine.\n');
const withGuard = binary === undefined ? describe.skip : describe;
const guard = binary ?? '';

withGuard("the hook's rule, over the input that AWS documents", () => {
  const parameters = {
    enforcingGroups: ['mfa-required'],
    enforcingPolicyArns: ['arn:aws:iam::111122223333:policy/mfa'],
  };

  test.each(hookCases)('$title: $status', ({ input, status }) => {
    const statuses = statusesOf(guard, 'iam-user-mfa-hook.guard', input, parameters);

    expect(statuses['IAM_USER_MFA_HOOK']).toBe(status);
  });
});
