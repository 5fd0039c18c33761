import { expect, test } from '@jest/globals';
import type { RemediationPorts } from '../../rule/remediation/ports';
import { remediate } from '../../rule/remediation/remediate';

const user = { userId: 'AIDAALICE', userName: 'alice', path: '/', arn: '' };
const never = (): never => {
  throw new Error('not to be asked');
};

const ports = (overrides: Partial<RemediationPorts> = {}): RemediationPorts => ({
  directory: {
    listUsers: () => Promise.resolve({ users: [user] }),
    readUser: () =>
      Promise.resolve({
        kind: 'decided',
        facts: { user, loginProfile: { createDate: new Date(0) }, mfaDevices: { kinds: [], complete: true } },
        verdict: { compliance: 'NON_COMPLIANT', reason: 'no-mfa', requiredMfa: 'any' },
      }),
  },
  rules: {
    named: (name) =>
      Promise.resolve([{ name, state: 'ACTIVE', owner: 'CUSTOM_LAMBDA', inputParameters: undefined }]),
  },
  iam: {
    isMember: () => Promise.resolve(false),
    addToGroup: () => Promise.resolve('done'),
    removeFromGroup: never,
    deleteLoginProfile: never,
  },
  clock: { now: () => new Date('2026-11-05T12:00:00Z') },
  ...overrides,
});
const request = { action: 'require-mfa', resourceId: 'AIDAALICE', ruleName: 'some-rule' };

test("the parameters of somebody else's rule decide nothing: a managed rule is refused before anybody is read", async () => {
  const named = (name: string) =>
    Promise.resolve([{ name, state: 'ACTIVE', owner: 'AWS', inputParameters: undefined }]);
  const directory = { listUsers: never, readUser: never };
  await expect(remediate(request, ports({ rules: { named }, directory }))).rejects.toThrow(
    'The rule some-rule is not iam-user-mfa: its owner is AWS, allowed: CUSTOM_LAMBDA.',
  );
});

test('undo fails where the list of users broke off before the id: nobody knows whether he is gone', async () => {
  const listUsers = () =>
    Promise.resolve({ users: [], failure: { api: 'iam:ListUsers', error: 'Throttling' } });
  const directory = { ...ports().directory, listUsers };
  await expect(remediate({ ...request, action: 'undo-require-mfa' }, ports({ directory }))).rejects.toThrow(
    'Throttling on iam:ListUsers for AIDAALICE: nothing was changed.',
  );
});

test('undo is done for a user on a page before the one that failed', async () => {
  const listUsers = () =>
    Promise.resolve({ users: [user], failure: { api: 'iam:ListUsers', error: 'Throttling' } });
  const iam = {
    ...ports().iam,
    isMember: () => Promise.resolve(true),
    removeFromGroup: () => Promise.resolve('done' as const),
  };
  const directory = { ...ports().directory, listUsers };
  await expect(
    remediate({ ...request, action: 'undo-require-mfa' }, ports({ directory, iam })),
  ).resolves.toMatchObject({ changed: true });
});

test('a membership that cannot be read keeps nobody from the step, which is idempotent', async () => {
  const failure = { api: 'iam:ListGroupsForUser', error: 'AccessDenied' };
  const iam = {
    ...ports().iam,
    isMember: () => Promise.resolve({ failure }),
    addToGroup: () => Promise.resolve('done' as const),
  };
  await expect(remediate(request, ports({ iam }))).resolves.toMatchObject({ changed: true });
});
