// Owner and privileges through the real handler and the real SDK: shown, and no reason to post or to fail.
import { afterAll, describe, expect, test } from '@jest/globals';
import type { SeedInput } from '../../rule/standin';
import { changeEvent, scheduledEvent } from '../builders';
import { mutedStdout, outcomeOf, postedTo, withAccount } from './invoke';

const muted = mutedStdout();
afterAll(() => muted.restore());

const administratorAccess = 'arn:aws:iam::aws:policy/AdministratorAccess';
const users: NonNullable<SeedInput['users']> = [
  {
    userName: 'alice',
    userId: 'AIDAALICE',
    loginProfile: {},
    tags: { owner: 'sre@example.com' },
    attachedPolicies: [administratorAccess],
  },
  { userName: 'bob', userId: 'AIDABOB', loginProfile: {}, groups: ['admins'] },
  { userName: 'carol', userId: 'AIDACAROL', loginProfile: {} },
];
const groups = [{ groupName: 'admins', attachedPolicies: [administratorAccess] }];
const ruleParameters = JSON.stringify({ ownerTagKey: 'Owner', rankPrivileges: 'true' });
const now = () => ({ notificationCreationTime: new Date().toISOString() });
const aSchedule = () => scheduledEvent({ ruleParameters }, now());
const text = 'can sign in with a password alone: no MFA device. Assign one or delete the login profile.';

describe('a scan with ownerTagKey and rankPrivileges', () => {
  test('labels administrators, by an attached policy and by a group, and names the owner', async () => {
    await withAccount({ users, groups }, async ({ standin }) => {
      expect(await outcomeOf(aSchedule())).toBeUndefined();

      const texts = postedTo(standin).map(({ Annotation }) => Annotation);
      expect(texts.slice(0, 3).sort()).toEqual([
        `alice (administrator) ${text} Owner: sre@example.com.`,
        `bob (administrator) ${text}`,
        `carol ${text}`,
      ]);
    });
  });

  test('is complete without labels where the listing is denied', async () => {
    const faults = [{ action: 'iam:GetAccountAuthorizationDetails', error: 'AccessDenied' }];
    await withAccount({ users, groups, faults }, async ({ standin }) => {
      expect(await outcomeOf(aSchedule())).toBeUndefined();

      expect(postedTo(standin).map(({ Annotation }) => Annotation)).toContain(`bob ${text}`);
    });
  });

  test('is followed by change runs that read no privileges and post nothing', async () => {
    await withAccount({ users, groups }, async ({ standin }) => {
      expect(await outcomeOf(aSchedule())).toBeUndefined();
      standin.store.config.puts.length = 0;
      const before = standin.callCounts()['iam:GetAccountAuthorizationDetails'];

      for (const { userName: resourceName, userId: resourceId } of users)
        expect(
          await outcomeOf(changeEvent({ resourceId, resourceName }, { ruleParameters }, now())),
        ).toBeUndefined();

      expect(postedTo(standin)).toEqual([]);
      expect(standin.callCounts()['iam:GetAccountAuthorizationDetails']).toBe(before);
    });
  });

  test('asks for no privileges and no tags where neither is set', async () => {
    await withAccount({ users, groups }, async ({ standin }) => {
      expect(await outcomeOf(scheduledEvent({}, now()))).toBeUndefined();

      const asked = Object.keys(standin.callCounts());
      expect(asked).not.toContain('iam:GetAccountAuthorizationDetails');
      expect(asked).not.toContain('iam:ListUserTags');
    });
  });
});
