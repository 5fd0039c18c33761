import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { mfaEnforcementPolicy } from '../../rule/enforcement/policy';
import type { SeedInput } from '../../rule/standin';
import { builtEntry, capturedLog, World } from './entry';
import { enforcing, functionArn, requiredGroup as group } from './required-group';

const remediate = builtEntry('remediate');
const scan = builtEntry('handler');
const lines = capturedLog();
jest.setTimeout(60_000);

const password = { createDate: '2024-01-01T00:00:00Z' };
const alice = { userName: 'alice', userId: 'AIDAALICE', loginProfile: password };
const seed = (overrides: SeedInput = {}): SeedInput => ({ users: [alice], ...enforcing(), ...overrides });
const request = (action: string, resourceId = 'AIDAALICE', ruleName = 'iam-user-mfa') => ({
  action,
  resourceId,
  ruleName,
});

beforeAll(() => {
  process.env['RULE_FUNCTION_ARN'] = functionArn;
  process.env['REQUIRED_GROUP_NAME'] = group;
});
afterAll(() => {
  delete process.env['RULE_FUNCTION_ARN'];
  delete process.env['REQUIRED_GROUP_NAME'];
});

const reading = /^(Get|List|Describe)/;
const written = ({ standin }: World): string[] =>
  standin.calls.filter(({ action }) => !reading.test(action)).map(({ action }) => action);
const groupsOf = ({ standin }: World, userName = 'alice'): string[] =>
  [...standin.store.iam.user(userName).groups].map(({ groupName }) => groupName);
const hasPassword = ({ standin }: World, userName = 'alice'): boolean =>
  standin.store.iam.user(userName).loginProfile !== undefined;

async function scanned(world: World) {
  await scan({
    invokingEvent: JSON.stringify({
      messageType: 'ScheduledNotification',
      awsAccountId: '123456789012',
      notificationCreationTime: world.now.toISOString(),
    }),
    resultToken: 'token',
    accountId: '123456789012',
    configRuleName: 'iam-user-mfa',
  });
  const held = world.standin.store.config
    .held('iam-user-mfa')
    .find(({ resourceId }) => resourceId === 'AIDAALICE');
  return { complianceType: held?.complianceType, annotation: held?.annotation };
}

describe('require-mfa', () => {
  test('a NON_COMPLIANT user is added to the group, and nothing else is written', async () => {
    await World.with(seed(), async (world) => {
      await expect(remediate(request('require-mfa'))).resolves.toEqual({
        message:
          'alice was added to the group Stack-RequiredGroup-1ABC: signed in without MFA, nothing but enrolling a device ' +
          'is allowed. The user stays NON_COMPLIANT until then; undo-require-mfa takes it back.',
        changed: true,
        action: 'require-mfa',
        resourceId: 'AIDAALICE',
        userName: 'alice',
        compliance: 'NON_COMPLIANT',
        reason: 'no-mfa',
      });
      expect(groupsOf(world)).toEqual([group]);
      expect(written(world)).toEqual(['AddUserToGroup']);
    });
  });

  test('the base name finds the rule of a conformance pack, whose suffix no runbook can know, and its exemptions', async () => {
    const name = 'iam-user-mfa-conformance-pack-a1b2c3';
    const pack = { configRules: [{ name, inputParameters: { exemptUserNames: 'alice' } }] };
    await World.with(seed(pack), async (world) => {
      await expect(remediate(request('require-mfa'))).resolves.toMatchObject({
        changed: false,
        reason: 'exempt',
      });
      expect(written(world)).toEqual([]);
    });
  });

  test('two packs leave open whose parameters decide: nothing is changed', async () => {
    const configRules = ['a1', 'b2'].map((suffix) => ({ name: `iam-user-mfa-conformance-pack-${suffix}` }));
    await World.with(seed({ configRules }), async (world) => {
      await expect(remediate(request('require-mfa'))).rejects.toThrow(
        /Several rules could decide: iam-user-mfa-conformance-pack-a1 .*, iam-user-mfa-conformance-pack-b2/,
      );
      expect(written(world)).toEqual([]);
    });
  });

  test('afterwards the rule still reports NON_COMPLIANT with the same annotation: a policy is no second factor', async () => {
    await World.with(seed(), async (world) => {
      const before = await scanned(world);
      await remediate(request('require-mfa'));
      expect(before.complianceType).toBe('NON_COMPLIANT');
      expect(await scanned(world)).toEqual(before);
    });
  });

  test('a second run changes nothing and says so', async () => {
    await World.with(seed(), async (world) => {
      await remediate(request('require-mfa'));
      await expect(remediate(request('require-mfa'))).resolves.toMatchObject({
        changed: false,
        message: expect.stringContaining('alice is in the group Stack-RequiredGroup-1ABC already') as unknown,
      });
      expect(written(world)).toEqual(['AddUserToGroup']);
    });
  });

  test('ten groups already: it fails in words at once, and nothing is changed', async () => {
    const groups = Array.from({ length: 10 }, (_, n) => `team-${n}`);
    await World.with(seed({ users: [{ ...alice, groups }] }), async (world) => {
      await expect(remediate(request('require-mfa'))).rejects.toThrow(
        "LimitExceeded on iam:AddUserToGroup for alice: nothing was changed; the user is in ten groups, IAM's limit",
      );
      expect(groupsOf(world)).toEqual(groups);
      expect(written(world)).toEqual(['AddUserToGroup']);
    });
  });

  test('a group that is not there is a failure that says what to deploy', async () => {
    await World.with(seed({ groups: [] }), async (world) => {
      await expect(remediate(request('require-mfa'))).rejects.toThrow(
        'There is no group Stack-RequiredGroup-1ABC, so nothing would require MFA: deploy the rule with remediation',
      );
      expect(groupsOf(world)).toEqual([]);
    });
  });

  test('a user who is renamed between the decision and the act is told of as gone, and nobody is added', async () => {
    await World.with(seed(), async (world) => {
      world.standin.faults.push({
        action: 'iam:AddUserToGroup',
        renameUser: { from: 'alice', to: 'alicia' },
      });
      await expect(remediate(request('require-mfa'))).resolves.toMatchObject({
        changed: false,
        message: 'Nothing to do: alice was deleted or renamed a moment ago.',
      });
      expect(groupsOf(world, 'alicia')).toEqual([]);
    });
  });
});

describe('undo-require-mfa', () => {
  test('a member is taken out of that one group, whatever the verdict is now', async () => {
    const users = [{ ...alice, groups: [group, 'team'], mfaDevices: [{ kind: 'virtual' as const }] }];
    await World.with(seed({ users }), async (world) => {
      await expect(remediate(request('undo-require-mfa'))).resolves.toMatchObject({ changed: true });
      expect(groupsOf(world)).toEqual(['team']);
    });
  });

  test('it works where the rule is gone: nobody stays locked in', async () => {
    await World.with(seed({ users: [{ ...alice, groups: [group] }], configRules: [] }), async (world) => {
      await expect(remediate(request('undo-require-mfa'))).resolves.toMatchObject({ changed: true });
      expect(groupsOf(world)).toEqual([]);
    });
  });

  test('somebody who is no member, and somebody who is gone, leave nothing to do', async () => {
    await World.with(seed(), async (world) => {
      await expect(remediate(request('undo-require-mfa'))).resolves.toMatchObject({
        changed: false,
        message: 'Nothing to do: alice is in no group of require-mfa.',
      });
      await expect(remediate(request('undo-require-mfa', 'AIDANOBODY'))).resolves.toMatchObject({
        changed: false,
      });
      expect(written(world)).toEqual([]);
    });
  });
});

describe('require-mfa looks at the group first', () => {
  test('a group without an enforcing policy is refused by name, and nothing is written', async () => {
    const groups = [{ groupName: group, path: '/iam-user-mfa-required/' }];
    await World.with(seed({ groups }), async (world) => {
      await expect(remediate(request('require-mfa'))).rejects.toThrow(
        `No policy of the group ${group} denies all but enrolling without MFA`,
      );
      expect(written(world)).toEqual([]);
    });
  });

  test('an inline policy that enforces is enough', async () => {
    const document = { ...mfaEnforcementPolicy({ strength: 'all' }) };
    const groups = [{ groupName: group, inlinePolicies: { mine: document } }];
    await World.with(seed({ groups, policies: [] }), async () => {
      await expect(remediate(request('require-mfa'))).resolves.toMatchObject({ changed: true });
    });
  });

  test('the default version of a managed policy counts, and no other', async () => {
    const [policy] = enforcing().policies;
    const harmless = { Version: '2012-10-17', Statement: [] };
    const policies = [
      { ...policy, policyName: 'mfa-enforcement', versions: [...(policy?.versions ?? []), harmless] },
    ];
    await World.with(
      seed({ policies: policies.map((one) => ({ ...one, defaultVersion: 'v2' })) }),
      async () => {
        await expect(remediate(request('require-mfa'))).rejects.toThrow(
          'denies all but enrolling without MFA',
        );
      },
    );
    await World.with(
      seed({ policies: policies.map((one) => ({ ...one, defaultVersion: 'v1' })) }),
      async () => {
        await expect(remediate(request('require-mfa'))).resolves.toMatchObject({ changed: true });
      },
    );
  });

  test.each(['ListAttachedGroupPolicies', 'ListGroupPolicies', 'GetPolicy', 'GetPolicyVersion'])(
    'where iam:%s is denied it fails and names that',
    async (action) => {
      await World.with(seed(), async (world) => {
        world.standin.faults.push({ action: `iam:${action}`, error: 'AccessDenied' });
        await expect(remediate(request('require-mfa'))).rejects.toThrow(
          `AccessDenied on iam:${action} for the group ${group}: nothing was changed; allow iam:${action}`,
        );
        expect(written(world)).toEqual([]);
      });
    },
  );

  test('a user who must change the password first is refused, unless the policy allows the change', async () => {
    const users = [{ ...alice, loginProfile: { ...password, passwordResetRequired: true } }];
    await World.with(seed({ users }), async (world) => {
      await expect(remediate(request('require-mfa'))).rejects.toThrow(
        'alice must change the password at the next sign-in',
      );
      expect(written(world)).toEqual([]);
    });
    await World.with(seed({ users, ...enforcing(true) }), async () => {
      await expect(remediate(request('require-mfa'))).resolves.toMatchObject({ changed: true });
    });
  });
});

describe('whose parameters decide', () => {
  test('another custom rule is refused: the break-glass user keeps the login profile', async () => {
    const configRules = [
      { name: 'iam-user-mfa', inputParameters: { exemptUserNames: 'alice' } },
      { name: 'tagging-check', sourceIdentifier: functionArn.replace('iam-user-mfa', 'tagging-check') },
    ];
    await World.with(seed({ configRules }), async (world) => {
      await expect(remediate(request('remove-console-access', 'AIDAALICE', 'tagging-check'))).rejects.toThrow(
        'The rule tagging-check is not iam-user-mfa',
      );
      expect(hasPassword(world)).toBe(true);
    });
  });

  test('a rule of our name that runs another function is refused', async () => {
    const configRules = [{ name: 'iam-user-mfa', sourceIdentifier: `${functionArn}:live` }];
    await World.with(seed({ configRules }), async (world) => {
      await expect(remediate(request('require-mfa'))).rejects.toThrow('No rule can be trusted: iam-user-mfa');
      expect(written(world)).toEqual([]);
    });
  });
});

describe('remove-console-access', () => {
  test('the login profile of a NON_COMPLIANT user is deleted, and the rule then finds NOT_APPLICABLE', async () => {
    await World.with(seed(), async (world) => {
      await scanned(world);
      const outcome = await remediate(request('remove-console-access'));
      expect(outcome).toMatchObject({ changed: true, userName: 'alice' });
      expect(outcome).toHaveProperty(
        'message',
        expect.stringContaining('signed in already is not ended by this'),
      );
      expect(outcome).toHaveProperty('message', expect.stringContaining('the password is lost'));
      expect(hasPassword(world)).toBe(false);
      expect(written(world).slice(-1)).toEqual(['DeleteLoginProfile']);
      expect((await scanned(world)).complianceType).toBe('NOT_APPLICABLE');
    });
  });

  test('a second run changes nothing and says why', async () => {
    await World.with(seed(), async (world) => {
      await remediate(request('remove-console-access'));
      await expect(remediate(request('remove-console-access'))).resolves.toMatchObject({
        changed: false,
        reason: 'no-console-password',
        message: expect.stringContaining('alice has no console password') as unknown,
      });
      expect(written(world)).toEqual(['DeleteLoginProfile']);
    });
  });

  test('a profile that cannot be modified for a moment is tried again until it can', async () => {
    await World.with(seed(), async (world) => {
      world.standin.faults.push({
        action: 'iam:DeleteLoginProfile',
        error: 'EntityTemporarilyUnmodifiable',
        times: 2,
      });
      await expect(remediate(request('remove-console-access'))).resolves.toMatchObject({ changed: true });
      expect(written(world)).toHaveLength(3);
    });
  });

  test('a profile that stays unmodifiable fails when the time is over, and names API and user', async () => {
    await World.with(seed(), async (world) => {
      world.standin.faults.push({ action: 'iam:DeleteLoginProfile', error: 'EntityTemporarilyUnmodifiable' });
      // Three of these four seconds are kept for the write.
      const context = { getRemainingTimeInMillis: () => 4_000 };
      await expect(remediate(request('remove-console-access'), context)).rejects.toThrow(
        /^(time ran out|EntityTemporarilyUnmodifiable) on iam:DeleteLoginProfile for alice: nothing was changed\.$/,
      );
      expect(written(world).length).toBeGreaterThan(3);
      expect(hasPassword(world)).toBe(true);
    });
  });

  test('a profile that somebody else deletes meanwhile leaves nothing to do', async () => {
    await World.with(seed(), async (world) => {
      const message = 'Login Profile for User alice cannot be found.';
      world.standin.faults.push({ action: 'iam:DeleteLoginProfile', error: 'NoSuchEntity', message });
      await expect(remediate(request('remove-console-access'))).resolves.toMatchObject({
        changed: false,
        message: 'Nothing to do: alice has no login profile any more.',
      });
    });
  });
});

describe.each([
  ['require-mfa', 'iam:AddUserToGroup'],
  ['remove-console-access', 'iam:DeleteLoginProfile'],
] as const)('%s changes nothing', (action, api) => {
  const rule = (inputParameters: Record<string, string>) => [{ name: 'iam-user-mfa', inputParameters }];
  const today = new Date().toISOString();

  test.each<[string, SeedInput, string]>([
    ['for a compliant user', { users: [{ ...alice, mfaDevices: [{ kind: 'hardware' }] }] }, 'mfa-enabled'],
    ['for an exempt user', { configRules: rule({ exemptUserNames: 'alice' }) }, 'exempt'],
    [
      'for a user in grace',
      {
        users: [{ ...alice, loginProfile: { createDate: today } }],
        configRules: rule({ gracePeriodHours: '24' }),
      },
      'within-grace',
    ],
    [
      'for a user without a password',
      { users: [{ userName: 'alice', userId: 'AIDAALICE' }] },
      'no-console-password',
    ],
    ['for a deleted user', { users: [] }, 'user-gone'],
    [
      'for a user whose name somebody else has now',
      { users: [{ ...alice, userId: 'AIDAOTHER' }] },
      'user-gone',
    ],
  ])('%s', async (_, overrides, reason) => {
    await World.with(seed(overrides), async (world) => {
      await expect(remediate(request(action))).resolves.toMatchObject({
        changed: false,
        reason,
        message: expect.stringMatching(/^Nothing to do: .*(alice|AIDAALICE)/) as unknown,
      });
      expect(written(world)).toEqual([]);
    });
  });

  test("for the account's own id, without a call", async () => {
    await World.with(seed(), async (world) => {
      await expect(remediate(request(action, '123456789012'))).resolves.toMatchObject({
        changed: false,
        message: 'Nothing to do: 123456789012 is the account, the result of a scan and no user.',
      });
      expect(world.standin.calls).toEqual([]);
    });
  });

  test('and fails in words where the write is denied', async () => {
    await World.with(seed(), async (world) => {
      world.standin.faults.push({ action: api, error: 'AccessDenied' });
      await expect(remediate(request(action))).rejects.toThrow(
        `AccessDenied on ${api} for alice: nothing was changed; allow ${api} to the role that runs this.`,
      );
      expect(written(world)).toHaveLength(1);
      expect(groupsOf(world)).toEqual([]);
      expect(hasPassword(world)).toBe(true);
    });
  });

  test('and fails in words where the user cannot be read', async () => {
    await World.with(seed(), async (world) => {
      world.standin.faults.push({ action: 'iam:ListMFADevices', error: 'AccessDenied' });
      await expect(remediate(request(action))).rejects.toThrow(
        'AccessDenied on iam:ListMFADevices for alice',
      );
      expect(written(world)).toEqual([]);
    });
  });

  test.each([
    ['is not there', seed({ configRules: [] }), 'Config has no rule named iam-user-mfa'],
    ['is being deleted', seed({ configRules: [{ name: 'iam-user-mfa', state: 'DELETING' }] }), 'is DELETING'],
    ['has bad parameters', seed({ configRules: rule({ requiredMfa: 'some' }) }), 'Invalid rule parameters'],
  ])('and fails in words where the rule %s', async (_, seeded, message) => {
    await World.with(seeded, async (world) => {
      await expect(remediate(request(action))).rejects.toThrow(message);
      expect(written(world)).toEqual([]);
    });
  });
});

describe('who is meant', () => {
  test.each(['a@b.example', 'a+b', 'a=b', 'a,b', 'a.b'])(
    'the user %s under a path is found and added',
    async (name) => {
      const users = [{ ...alice, userName: name, path: '/team/a/' }];
      await World.with(seed({ users }), async (world) => {
        await expect(remediate(request('require-mfa'))).resolves.toMatchObject({
          changed: true,
          userName: name,
        });
        expect(groupsOf(world, name)).toEqual([group]);
      });
    },
  );

  test('a user who was renamed is acted on under the present name; the new holder of the old one is left alone', async () => {
    await World.with(seed(), async (world) => {
      world.standin.store.iam.renameUser('alice', 'alicia');
      world.standin.store.iam.addUser({
        userName: 'alice',
        path: '/',
        createDate: world.now,
        passwordLastUsed: undefined,
        loginProfile: { createDate: world.now, passwordResetRequired: false },
      });
      await expect(remediate(request('remove-console-access'))).resolves.toMatchObject({
        userName: 'alicia',
      });
      expect(hasPassword(world, 'alice')).toBe(true);
      expect(hasPassword(world, 'alicia')).toBe(false);
    });
  });
});

describe('what is asked', () => {
  test.each([
    [undefined, 'allowed: an object with action, resourceId, ruleName'],
    [{ ...request('lock'), force: true }, 'unknown key force'],
    [
      request('lock'),
      'action: got "lock", allowed: one of require-mfa, undo-require-mfa, remove-console-access',
    ],
    [request('require-mfa', ''), 'resourceId: got "", allowed: the id of a user (AIDA...)'],
    [request('require-mfa', 'alice'), 'resourceId: got "alice", allowed: the id of a user (AIDA...)'],
    [
      request('undo-require-mfa', 'AROAALICE'),
      'resourceId: got "AROAALICE", allowed: the id of a user (AIDA...)',
    ],
    [
      request('require-mfa', '999988887777'),
      'resourceId: got 999988887777, which is not this account (123456789012)',
    ],
    [{ action: 'require-mfa' }, 'resourceId: got nothing'],
  ])('%j is refused in one line that says what is allowed', async (input, message) => {
    await World.with(seed(), async (world) => {
      await expect(remediate(input)).rejects.toThrow(message);
      expect(world.standin.calls).toEqual([]);
    });
  });

  test('each run leaves one line in the log, its audit', async () => {
    await World.with(seed(), async () => {
      await remediate(request('require-mfa'));
      expect(lines).toHaveLength(1);
      expect(JSON.parse(lines[0] ?? '')).toMatchObject({
        message: 'remediate',
        summary: {
          action: 'require-mfa',
          userName: 'alice',
          changed: true,
          calls: { 'iam:AddUserToGroup': 1 },
        },
      });
    });
  });
});
