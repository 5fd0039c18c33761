// What a step comes to by what IAM answers, in whole sentences.
import { describe, expect, test } from '@jest/globals';
import { RemediationError, RemediationRefusedError } from '../../rule/remediation/failed';
import { remediate } from '../../rule/remediation/remediate';
import type { RemediationPorts, WriteAnswer } from '../../rule/remediation/ports';
import { alice, denied, group, request, settings, world } from './ports';

type Writes = Partial<RemediationPorts['iam']>;
const answering = (answer: WriteAnswer): Writes => ({
  addToGroup: () => Promise.resolve(answer),
  removeFromGroup: () => Promise.resolve(answer),
  deleteLoginProfile: () => Promise.resolve(answer),
});
const run = (action: string, given: Parameters<typeof world>[0] = {}) =>
  remediate(request(action), world(given).ports, settings());
const tied = [group('iam-user-mfa-required-1', '/iam-user-mfa-required/')];

describe('remove-console-access', () => {
  test('deletes the login profile, and says that it is lost', async () => {
    expect(await run('remove-console-access')).toEqual({
      message:
        'The login profile of alice was deleted: no new sign-in with a password. A session that is signed in already ' +
        'is not ended by this (it may last up to 12 hours, or up to 90 days where the sign-in session duration of the user says so), ' +
        'and the password is lost: a new one has to be made.',
      changed: true,
      action: 'remove-console-access',
      resourceId: 'AIDAALICE',
      userName: 'alice',
      compliance: 'NON_COMPLIANT',
      reason: 'no-mfa',
    });
  });

  test.each<[WriteAnswer, boolean, string]>([
    [
      'done-by-this-or-another',
      true,
      'The login profile of alice was deleted by this or another call: no new sign-in with a password.',
    ],
    ['already', false, 'Nothing to do: alice has no login profile any more.'],
    ['user-gone', false, 'Nothing to do: alice was deleted or renamed a moment ago.'],
  ])('that IAM answers with %s has changed something: %s', async (answer, changed, message) => {
    const outcome = await run('remove-console-access', { iam: answering(answer) });

    expect(outcome.changed).toBe(changed);
    expect(outcome.message).toContain(message);
  });

  test('that IAM refuses changed nothing, and says so', async () => {
    const failure = { api: 'iam:DeleteLoginProfile', error: 'AccessDenied' };
    const refused = run('remove-console-access', { iam: answering({ failure }) });

    await expect(refused).rejects.toThrow(RemediationError);
    await expect(refused).rejects.toThrow('nothing was changed');
  });

  test('needs no group, and looks at none', async () => {
    const { ports, calls, written } = world({ policies: 'no-such-group' });
    const without = settings({ group: { missing: 'There is no group.' } });

    expect(await remediate(request('remove-console-access'), ports, without)).toMatchObject({
      changed: true,
    });
    expect(written()).toEqual(['DeleteLoginProfile alice']);
    expect(calls).not.toContain('ListGroupsForUser');
  });

  test('whose answer was lost is not known to be done', async () => {
    const failure = { api: 'iam:DeleteLoginProfile', error: 'TimeoutError' };

    await expect(
      run('remove-console-access', { iam: answering({ failure, unclear: true }) }),
    ).rejects.toThrow(
      'TimeoutError on iam:DeleteLoginProfile for alice: it is not known whether this was done; run it again to see.',
    );
  });

  test('keeps the dots of a name in what it says', async () => {
    const users = [{ ...alice, userName: 'ann.b' }];

    expect(await run('remove-console-access', { users, kinds: ['virtual'] })).toMatchObject({
      message: 'Nothing to do: ann.b signs in to the console with a password and sufficient MFA.',
    });
  });

  test('does nothing for a user with MFA, and says why', async () => {
    expect(await run('remove-console-access', { kinds: ['virtual'] })).toMatchObject({
      changed: false,
      message: 'Nothing to do: alice signs in to the console with a password and sufficient MFA.',
      compliance: 'COMPLIANT',
    });
  });

  test('fails where the user cannot be read', async () => {
    await expect(
      run('remove-console-access', { users: [], listFailure: denied('iam:ListUsers') }),
    ).rejects.toThrow(/iam:ListUsers/);
  });
});

describe('require-mfa', () => {
  test.each([
    ['ServiceFailure', 'ServiceFailure on iam:AddUserToGroup for alice: nothing was changed.'],
    [
      'NoSuchEntity',
      'NoSuchEntity on iam:AddUserToGroup for alice: nothing was changed; the group is not there: deploy the rule with remediation.',
    ],
  ])('that IAM answers with %s says what is known of the cause', async (error, message) => {
    const failure = { api: 'iam:AddUserToGroup', error };
    const addToGroup = (): Promise<WriteAnswer> => Promise.resolve({ failure });

    await expect(run('require-mfa', { iam: { addToGroup } })).rejects.toThrow(new RegExp(`^${message}$`));
  });

  test('adds the user to the group, and says what follows', async () => {
    expect((await run('require-mfa')).message).toBe(
      'alice was added to the group mfa-first: signed in without MFA, nothing but enrolling a device is allowed. The user ' +
        'stays NON_COMPLIANT until then; undo-require-mfa takes it back.',
    );
  });

  test.each([
    [
      'a user in ten groups',
      'LimitExceeded',
      RemediationError,
      "; the user is in ten groups, IAM's limit: end another membership, or remove the console access instead.",
    ],
    [
      'a group that is not there',
      'NoSuchEntity',
      RemediationRefusedError,
      '; the group is not there: deploy the rule with remediation.',
    ],
  ])('for %s says how to go on', async (_, error, kind, text) => {
    const failure = { api: 'iam:AddUserToGroup', error };
    const refused = run('require-mfa', { iam: answering({ failure }) });

    await expect(refused).rejects.toThrow(kind);
    await expect(refused).rejects.toThrow(text);
  });

  test('does not take the limit of another call for that of the groups', async () => {
    const failure = { api: 'iam:DeleteLoginProfile', error: 'LimitExceeded' };

    await expect(run('remove-console-access', { iam: answering({ failure }) })).rejects.not.toThrow(
      'ten groups',
    );
  });
});

describe('undo-require-mfa', () => {
  test('takes the user out of the group', async () => {
    expect(await run('undo-require-mfa', { groups: tied })).toMatchObject({
      changed: true,
      message: 'alice was taken out of the group iam-user-mfa-required-1.',
    });
  });

  test('names both groups, and no group of others', async () => {
    const groups = [...tied, group('iam-user-mfa-required-2', '/iam-user-mfa-required/'), group('staff')];

    expect((await run('undo-require-mfa', { groups })).message).toBe(
      'alice was taken out of the groups iam-user-mfa-required-1, iam-user-mfa-required-2.',
    );
  });

  test.each<[WriteAnswer, string]>([
    [
      'done-by-this-or-another',
      'alice was taken out of the group iam-user-mfa-required-1 by this or another call.',
    ],
    ['already', 'Nothing to do: alice is not in the group iam-user-mfa-required-1.'],
  ])('that IAM answers with %s says so', async (answer, message) => {
    expect(await run('undo-require-mfa', { groups: tied, iam: answering(answer) })).toMatchObject({
      message,
    });
  });

  test('has nothing to do for a user in no such group', async () => {
    expect(await run('undo-require-mfa', { groups: [group('staff')] })).toMatchObject({
      changed: false,
      message: 'Nothing to do: alice is in no group of require-mfa.',
    });
  });

  test('that fails at the second group says which one the user has left', async () => {
    const groups = [...tied, group('iam-user-mfa-required-2', '/iam-user-mfa-required/')];
    const failure = { api: 'iam:RemoveUserFromGroup', error: 'AccessDenied' };
    const removeFromGroup = (_: string, name: string): Promise<WriteAnswer> =>
      Promise.resolve(name.endsWith('2') ? { failure } : 'done');

    await expect(run('undo-require-mfa', { groups, iam: { removeFromGroup } })).rejects.toThrow(
      'the user has left iam-user-mfa-required-1, and nothing else was changed',
    );
  });
});

test('the account, whose result is the scan summary, is no user', async () => {
  const { ports, calls } = world({ users: [alice] });

  expect(await remediate(request('require-mfa', '111122223333'), ports, settings())).toEqual({
    message: 'Nothing to do: 111122223333 is the account, the result of a scan and no user.',
    changed: false,
    action: 'require-mfa',
    resourceId: '111122223333',
  });
  expect(calls).toEqual([]);
});
