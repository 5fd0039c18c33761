import { describe, expect, test } from '@jest/globals';
import { ReadFailedError } from '../../rule/run/failures';
import { remediate } from '../../rule/remediation/remediate';
import { denied, group, request, settings, world } from './ports';

const undo = request('undo-require-mfa');
const path = '/iam-user-mfa-required/';
const throttled = new ReadFailedError({ api: 'iam:ListUsers', error: 'Throttling' });

describe('the user leaves every group of require-mfa and no other', () => {
  test.each([
    ['the one under the path', [group('Stack-Group-1', path)], ['Stack-Group-1']],
    ['those of earlier stacks, too', [group('A', path), group('team'), group('B', `${path}x/`)], ['A', 'B']],
    ['the one of the old name, in any case', [group('IAM-User-MFA-Required')], ['IAM-User-MFA-Required']],
    ['the one that the stack names', [group('mfa-first'), group('mfa-first-2')], ['mfa-first']],
  ] as const)('%s', async (_, groups, left) => {
    const { ports, written, calls } = world({ groups });
    await expect(remediate(undo, ports, settings())).resolves.toMatchObject({ changed: true });
    expect(written()).toEqual(left.map((name) => `RemoveUserFromGroup alice ${name}`));
    expect(calls).not.toContain('DescribeConfigRules');
  });

  test('the one that --group names alone', async () => {
    const { ports, written } = world({ groups: [group('A', path), group('B', path)] });
    await remediate(undo, ports, settings({ undoGroup: 'b' }));
    expect(written()).toEqual(['RemoveUserFromGroup alice B']);
  });
});

test.each([
  [[group('team')], 'Nothing to do: alice is in no group of require-mfa.'],
  ['user-gone', 'Nothing to do: alice was deleted or renamed a moment ago.'],
] as const)('with nothing to leave it says so', async (groups, message) => {
  const { ports, written } = world({ groups });
  await expect(remediate(undo, ports, settings())).resolves.toMatchObject({ changed: false, message });
  expect(written()).toEqual([]);
});

test('an id that ListUsers does not know is gone', async () => {
  const { ports } = world({ users: [] });
  await expect(remediate(undo, ports, settings())).resolves.toMatchObject({
    changed: false,
    message: 'Nothing to do: no IAM user has the id AIDAALICE.',
  });
});

test('a list of users that broke off before the id fails: the user may be there', async () => {
  const { ports } = world({ users: [], listFailure: throttled });
  await expect(remediate(undo, ports, settings())).rejects.toThrow(
    'Throttling on iam:ListUsers for AIDAALICE: nothing was changed.',
  );
});

test('a user on a page before the one that failed is let out', async () => {
  const { ports } = world({ listFailure: throttled, groups: [group('A', path)] });
  await expect(remediate(undo, ports, settings())).resolves.toMatchObject({ changed: true });
});

test('memberships that cannot be read fail: nobody is told that there is nothing to do', async () => {
  const { ports } = world({ groups: denied('iam:ListGroupsForUser') });
  await expect(remediate(undo, ports, settings())).rejects.toThrow(
    'AccessDenied on iam:ListGroupsForUser for alice',
  );
});

test('a failure after the first group says which the user has left', async () => {
  const failure = { api: 'iam:RemoveUserFromGroup', error: 'AccessDenied' };
  const removeFromGroup = (_: string, name: string) =>
    Promise.resolve(name === 'A' ? ('done' as const) : { failure });
  const { ports } = world({ groups: [group('A', path), group('B', path)], iam: { removeFromGroup } });
  await expect(remediate(undo, ports, settings())).rejects.toThrow(
    'AccessDenied on iam:RemoveUserFromGroup for alice: the user has left A, and nothing else was changed',
  );
});

test('a removal whose first try may have reached IAM counts as done, by this or another call', async () => {
  const iam = {
    removeFromGroup: () => Promise.resolve('done-by-this-or-another' as const),
    deleteLoginProfile: () => Promise.resolve('done-by-this-or-another' as const),
  };
  const { ports } = world({ groups: [group('A', path)], iam });
  await expect(remediate(undo, ports, settings())).resolves.toMatchObject({
    changed: true,
    message: 'alice was taken out of the group A by this or another call.',
  });
  await expect(remediate(request('remove-console-access'), ports, settings())).resolves.toMatchObject({
    changed: true,
    message: expect.stringMatching(
      /^The login profile of alice was deleted by this or another call: /,
    ) as unknown,
  });
});
