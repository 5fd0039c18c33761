import { describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { cfnGuard, guardRules, statusesOf } from './guard';
import { hookCases } from './hook-cases';
import { parityCases } from './parity-cases';

const binary = cfnGuard();
if (binary === undefined)
  process.stderr.write('skipped: the Guard rules, as there is no cfn-guard for this machine.\n');
const withGuard = binary === undefined ? describe.skip : describe;
const guard = binary ?? '';

const templates = parityCases.filter(
  ({ kind, cannotSee = {} }) => kind === 'cloudformation-template' && !('guard' in cannotSee),
);

withGuard('the Guard rules answer as the table says', () => {
  // A file has one status for a rule: it fails where one user fails.
  test.each(templates)('$title', ({ documents, answers }) => {
    const statuses = statusesOf(guard, 'iam-user-mfa.guard', documents[0]);

    const given = Object.values(answers);
    expect(statuses['IAM_USER_MFA_ENFORCED'] === 'FAIL').toBe(given.includes('not-enforced'));
    expect(statuses['IAM_USER_MFA_SEEN'] === 'FAIL').toBe(given.includes('cannot-see'));
  });
});

withGuard('the test file beside the Guard rules', () => {
  test('passes in the real cfn-guard', () => {
    const { status, stdout } = spawnSync(
      guard,
      [
        ...['test', '--rules-file', path.join(guardRules, 'iam-user-mfa.guard')],
        ...['--test-data', path.join(guardRules, 'iam-user-mfa-tests.yaml')],
      ],
      { encoding: 'utf8', timeout: 60_000 },
    );

    expect({ status, failed: /FAIL Rules/.test(stdout) }).toEqual({ status: 0, failed: false });
  });
});

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
