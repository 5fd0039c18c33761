import { describe, expect, test } from '@jest/globals';
import { mfaEnforcementPolicy } from '../../rule/enforcement/policy';
import type { RemediationAction } from '../../rule/meta';
import { RemediationRefusedError } from '../../rule/remediation/failed';
import { plan } from '../../rule/remediation/plan';
import { remediate } from '../../rule/remediation/remediate';
import { parseRequest } from '../../rule/remediation/request';
import { actionTexts } from '../../rule/remediation/texts';
import { ReadFailedError } from '../../rule/run/failures';
import { denied, group, request, rule, settings, world } from './ports';

const requireMfa = request('require-mfa');
const ours = mfaEnforcementPolicy({ strength: 'console-only' });
const open = mfaEnforcementPolicy({ strength: 'console-only', allowFirstPasswordChange: true });
const mustReset = { createDate: new Date(0), passwordResetRequired: true };

describe('a NON_COMPLIANT user is added to the group that enforces MFA', () => {
  test('of the name that the stack gave', async () => {
    const { ports, written } = world();
    await expect(remediate(requireMfa, ports, settings())).resolves.toEqual({
      message:
        'alice was added to the group mfa-first: signed in without MFA, nothing but enrolling a device is allowed. The user ' +
        'stays NON_COMPLIANT until then; undo-require-mfa takes it back.',
      changed: true,
      action: 'require-mfa',
      resourceId: 'AIDAALICE',
      userName: 'alice',
      compliance: 'NON_COMPLIANT',
      reason: 'no-mfa',
    });
    expect(written()).toEqual(['AddUserToGroup alice mfa-first']);
  });

  test('by any policy of the group that is an enforcement', async () => {
    const { ports } = world({ policies: [{ Statement: [] }, ours] });
    await expect(remediate(requireMfa, ports, settings())).resolves.toMatchObject({ changed: true });
  });

  test('who must change the password, where the policy allows that', async () => {
    const { ports } = world({ policies: [open], loginProfile: mustReset });
    await expect(remediate(requireMfa, ports, settings())).resolves.toMatchObject({ changed: true });
  });

  test('once: a member is answered with nothing to do', async () => {
    const { ports, written } = world({ groups: [group('MFA-First', '/iam-user-mfa-required/')] });
    await expect(remediate(requireMfa, ports, settings())).resolves.toMatchObject({
      changed: false,
      message:
        'Nothing to do: alice is in the group mfa-first already and stays NON_COMPLIANT until a device is enrolled.',
    });
    expect(written()).toEqual([]);
  });

  test('where the membership cannot be read: the step is idempotent', async () => {
    const { ports, written } = world({ groups: denied('iam:ListGroupsForUser') });
    await expect(remediate(requireMfa, ports, settings())).resolves.toMatchObject({ changed: true });
    expect(written()).toHaveLength(1);
  });
});

test('a user of another group is added: membership counts in the one that enforces', async () => {
  const { ports, written } = world({ groups: [group('developers')] });
  await expect(remediate(requireMfa, ports, settings())).resolves.toMatchObject({ changed: true });
  expect(written()).toEqual(['AddUserToGroup alice mfa-first']);
});

test('a user whose groups are gone with the user is called gone, and is not added', async () => {
  const { ports, written } = world({ groups: 'user-gone' });
  await expect(remediate(requireMfa, ports, settings())).resolves.toMatchObject({
    changed: false,
    message: 'Nothing to do: alice was deleted or renamed a moment ago.',
  });
  expect(written()).toEqual([]);
});

test.each([
  ['the groups of the user', { groups: new TypeError('a fault of ours') }],
  ['the policies of the group', { policies: new TypeError('a fault of ours') }],
])('what is no failure to read %s is thrown as it is, and nobody is added', async (_, given) => {
  const { ports, written } = world(given);
  await expect(remediate(requireMfa, ports, settings())).rejects.toBeInstanceOf(TypeError);
  expect(written()).toEqual([]);
});

test('in a list of users with MFA that is too weak one sentence stands for all', async () => {
  const rules = [rule({ inputParameters: '{"requiredMfa":"has-phishing-resistant"}' })];
  const { ports } = world({ rules, kinds: ['virtual'] });
  await expect(plan(parseRequest(requireMfa, '111122223333'), ports, settings())).resolves.toMatchObject({
    kind: 'no-help',
    forAll:
      'Nothing was done, and the user stays NON_COMPLIANT: the user signs in with MFA already, so the group would change nothing; ' +
      'what is missing is a stronger device. Assign a security key or passkey.',
  });
});

test.each<[RemediationAction, string[], string]>([
  ['require-mfa', ['mfa'], 'alice would be added to the group mfa.'],
  ['undo-require-mfa', ['mfa', 'other'], 'alice would be taken out of the groups mfa, other.'],
  ['remove-console-access', [], 'alice would lose the console password (login profile), for good.'],
])('%s says beforehand what it would do to %j', (action, groups, sentence) => {
  expect(actionTexts[action].plan('alice', groups)).toBe(sentence);
});

describe('the step is refused, and nothing is written', () => {
  test.each<[string, Parameters<typeof world>[0], Parameters<typeof settings>[0], string]>([
    [
      'there is no such group',
      { policies: 'no-such-group' },
      {},
      'There is no group mfa-first, so nothing would require MFA',
    ],
    [
      'the group has no policy',
      { policies: [] },
      {},
      'No policy of the group mfa-first denies all but enrolling without MFA, so membership would not protect alice',
    ],
    [
      'a member is in a group without a policy',
      { policies: [], groups: [group('mfa-first')] },
      {},
      'No policy of the group mfa-first denies',
    ],
    [
      'the policy only allows with MFA',
      {
        policies: [
          {
            Statement: {
              Effect: 'Allow',
              Action: '*',
              Resource: '*',
              Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
            },
          },
        ],
      },
      {},
      'No policy of the group mfa-first denies',
    ],
    [
      'the user must change the password first',
      { loginProfile: mustReset },
      {},
      'alice must change the password at the next sign-in, and the group mfa-first would lock the user out of that: have the user ' +
        'change the password first, or deploy with allowFirstPasswordChange.',
    ],
    [
      'REQUIRED_GROUP_NAME is missing',
      {},
      { group: { missing: 'REQUIRED_GROUP_NAME is missing.' } },
      'REQUIRED_GROUP_NAME is missing.',
    ],
  ])('%s', async (_, given, set, message) => {
    const { ports, written } = world(given);
    const asked = remediate(requireMfa, ports, settings(set));
    await expect(asked).rejects.toThrow(message);
    await expect(asked).rejects.toThrow(RemediationRefusedError);
    expect(written()).toEqual([]);
  });
});

test('policies that cannot be read fail the step: nobody is told that there is nothing to do', async () => {
  const { ports, written } = world({ policies: denied('iam:GetPolicyVersion') });
  const asked = remediate(requireMfa, ports, settings());
  await expect(asked).rejects.toThrow(
    'AccessDenied on iam:GetPolicyVersion for the group mfa-first: nothing was changed; allow iam:GetPolicyVersion to the role that runs this.',
  );
  await expect(asked).rejects.not.toThrow(RemediationRefusedError);
  expect(written()).toEqual([]);
});

test('a denial by an organization policy does not advise to allow the action', async () => {
  const policies = new ReadFailedError({
    api: 'iam:GetPolicyVersion',
    error: 'AccessDenied',
    detail: 'denied by an explicit deny in a service control policy',
  });
  const { ports } = world({ policies });
  await expect(remediate(requireMfa, ports, settings())).rejects.toThrow(
    'nothing was changed; iam:GetPolicyVersion is denied by an explicit deny in a service control policy: change that ' +
      'policy, because allowing the action to the role that runs this does not help.',
  );
});

test('a user whose MFA is merely too weak gains nothing: the answer says so and names what is missing', async () => {
  const rules = [rule({ inputParameters: '{"requiredMfa":"has-phishing-resistant"}' })];
  const { ports, written } = world({ rules, kinds: ['virtual'] });
  await expect(remediate(requireMfa, ports, settings())).resolves.toMatchObject({
    changed: false,
    reason: 'mfa-too-weak',
    message: expect.stringMatching(
      /^Nothing was done, and alice stays NON_COMPLIANT: .*security key or passkey\.$/,
    ) as unknown,
  });
  expect(written()).toEqual([]);
});

test('a user who is renamed between the decision and the act is called gone, and no user is added', async () => {
  const { ports } = world({ iam: { addToGroup: () => Promise.resolve('user-gone') } });
  await expect(remediate(requireMfa, ports, settings())).resolves.toMatchObject({
    changed: false,
    message: 'Nothing to do: alice was deleted or renamed a moment ago.',
  });
});
