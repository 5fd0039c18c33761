// What goes wrong in a real account, through the real handler and the real SDK, over HTTP.
import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault, SeedInput, Standin } from '../../rule/standin';
import { accountId, changeEvent, scheduledEvent } from '../builders';
import { countOf, failureOf, mutedStdout, outcomeOf, postedTo, withAccount } from './invoke';

const muted = mutedStdout();
afterAll(() => muted.restore());

jest.setTimeout(30_000);

type User = NonNullable<SeedInput['users']>[number];

const idOf = (userName: string): string => `AIDA${userName.toUpperCase()}`;
const aPerson = (userName: string, overrides: Partial<User> = {}): User => ({
  userName,
  userId: idOf(userName),
  loginProfile: {},
  ...overrides,
});
const crowd = (count: number, overrides: (place: number) => Partial<User> = () => ({})): User[] =>
  Array.from({ length: count }, (_, place) => aPerson(`user${place}`, overrides(place)));
const virtual = [{ kind: 'virtual' as const }];
const passkey = [{ kind: 'security-key' as const }];

const alice = aPerson('alice');
const bob = aPerson('bob', { mfaDevices: virtual });
const carol = aPerson('carol', { mfaDevices: passkey });
const dave = aPerson('dave');
const staff = [alice, bob, carol, dave];
const heldOf = (resourceId: string, complianceType: 'COMPLIANT' | 'NON_COMPLIANT' = 'NON_COMPLIANT') => ({
  resourceId,
  complianceType,
  annotation: 'from before',
});
/** What Lambda says is left, in milliseconds: three seconds of it are kept for posting. */
const aMoment = 4_500;

const now = (): string => new Date().toISOString();
const aSchedule = (parameters: Readonly<Record<string, string>> = {}) =>
  scheduledEvent({ ruleParameters: JSON.stringify(parameters) }, { notificationCreationTime: now() });
const aChange = (item: Readonly<Record<string, unknown>> = {}) =>
  changeEvent(item, {}, { notificationCreationTime: now() });

const verdictOf = (standin: Standin, userName: string): string | undefined =>
  postedTo(standin).findLast(({ ComplianceResourceId }) => ComplianceResourceId === idOf(userName))
    ?.ComplianceType;
const lineOf = (standin: Standin) => postedTo(standin).at(-1);
const heldIn = ({ store }: Standin, resourceId: string): string | undefined =>
  store.config.held('iam-user-mfa').find((result) => result.resourceId === resourceId)?.complianceType;

describe('throttling', () => {
  const actions = [
    'config:GetComplianceDetailsByConfigRule',
    'iam:ListUsers',
    'iam:ListVirtualMFADevices',
    'iam:GetLoginProfile',
    'iam:ListMFADevices',
    'iam:ListUserTags',
    'config:PutEvaluations',
  ];

  test.each(actions)('of %s that passes is waited for, and nothing is missing', async (action) => {
    await withAccount(
      { users: staff, faults: [{ action, error: 'Throttling', times: 2 }] },
      async ({ standin }) => {
        expect(await outcomeOf(aSchedule({ exemptTagKey: 'mfa' }))).toBeUndefined();

        expect(lineOf(standin)).toMatchObject({
          ComplianceResourceId: accountId,
          ComplianceType: 'COMPLIANT',
        });
        expect(['alice', 'bob', 'carol', 'dave'].map((name) => verdictOf(standin, name))).toEqual([
          'NON_COMPLIANT',
          'COMPLIANT',
          'COMPLIANT',
          'NON_COMPLIANT',
        ]);
        expect(standin.calls.filter(({ outcome }) => outcome.startsWith('Throttling'))).toHaveLength(2);
      },
    );
  });

  test.each([
    ['iam:GetLoginProfile', /4 of 4 users.*Throttling on iam:GetLoginProfile.*alice/],
    ['iam:ListMFADevices', /3 of 4 users.*Throttling on iam:ListMFADevices.*alice/],
    ['iam:ListUserTags', /2 of 4 users.*Throttling on iam:ListUserTags.*alice/],
    ['iam:ListUsers', /Throttling on iam:ListUsers/],
    ['config:GetComplianceDetailsByConfigRule', /Throttling on config:GetComplianceDetailsByConfigRule/],
    ['config:PutEvaluations', /Throttling on config:PutEvaluations/],
  ])('of %s without end fails, and names the API and the users', async (action, message) => {
    const seed = {
      users: staff,
      faults: [{ action, error: 'Throttling' }],
      evaluationResults: [heldOf('AIDAGONE')],
    };
    await withAccount(seed, async ({ standin }) => {
      expect(await failureOf(aSchedule({ exemptTagKey: 'mfa' }), aMoment)).toMatch(message);

      if (action !== 'config:PutEvaluations') {
        expect(lineOf(standin)).toMatchObject({
          ComplianceResourceId: accountId,
          ComplianceType: 'NON_COMPLIANT',
        });
      }
      expect(heldIn(standin, 'AIDAGONE')).toBe('NON_COMPLIANT');
      expect(countOf(postedTo(standin), 'COMPLIANT')).toBeLessThanOrEqual(2);
    });
  });

  test('of ListVirtualMFADevices without end costs calls, not the truth', async () => {
    const faults = [{ action: 'iam:ListVirtualMFADevices', error: 'Throttling' }];
    await withAccount({ users: staff, faults }, async ({ standin }) => {
      expect(await outcomeOf(aSchedule(), aMoment)).toBeUndefined();

      expect(standin.callCounts()['iam:ListMFADevices']).toBe(4);
      expect(verdictOf(standin, 'bob')).toBe('COMPLIANT');
    });
  });
});

describe('AccessDenied', () => {
  test('on user 300 of 500 posts the other 499, clears no result and fails with the name', async () => {
    const faults = [{ action: 'iam:GetLoginProfile', userNames: ['user300'], error: 'AccessDenied' }];
    const seed = {
      users: crowd(500),
      faults,
      evaluationResults: [heldOf('AIDAGONE'), heldOf(idOf('user300'))],
    };
    await withAccount(seed, async ({ standin }) => {
      expect(await failureOf(aSchedule())).toMatch(
        /1 of 500 users could not be read \(AccessDenied on iam:GetLoginProfile\): user300; allow iam:GetLoginProfile/,
      );

      expect(countOf(postedTo(standin), 'NON_COMPLIANT')).toBe(499);
      expect(verdictOf(standin, 'user300')).toBeUndefined();
      expect(heldIn(standin, 'AIDAGONE')).toBe('NON_COMPLIANT');
      expect(heldIn(standin, idOf('user300'))).toBe('NON_COMPLIANT');
      expect(lineOf(standin)?.Annotation).toMatch(/^Scan incomplete: 1 of 500 users/);
    });
  });

  test("fails a scan once: Lambda's second try of it reads no user and ends well", async () => {
    const faults = [{ action: 'iam:GetLoginProfile', userNames: ['alice'], error: 'AccessDenied' }];
    await withAccount({ users: staff, faults }, async ({ standin }) => {
      const event = aSchedule();
      expect(await failureOf(event)).toContain('1 of 4 users could not be read');
      const [posted, asked] = [postedTo(standin).length, standin.callCounts()['iam:ListUsers']];

      expect(await outcomeOf(event)).toBeUndefined();

      expect(postedTo(standin)).toHaveLength(posted);
      expect(standin.callCounts()['iam:ListUsers']).toBe(asked);

      // The next event is a scan of its own.
      expect(await failureOf(aSchedule())).toContain('1 of 4 users could not be read');
      expect(standin.callCounts()['iam:ListUsers']).toBe((asked ?? 0) + 1);
    });
  });

  test('beside another failure leaves the second try to do its work', async () => {
    const faults = [
      { action: 'iam:GetLoginProfile', userNames: ['alice'], error: 'AccessDenied' },
      { action: 'iam:GetLoginProfile', userNames: ['bob'], error: 'InvalidInput' },
    ];
    await withAccount({ users: staff, faults }, async () => {
      const event = aSchedule();
      expect(await failureOf(event)).toContain('2 of 4 users could not be read');
      expect(await failureOf(event)).toContain('2 of 4 users could not be read');
    });
  });

  test('on ListVirtualMFADevices warns, asks every user with a password, and succeeds', async () => {
    const faults = [{ action: 'iam:ListVirtualMFADevices', error: 'AccessDenied' }];
    const users = [...staff, aPerson('erin', { loginProfile: undefined })];
    await withAccount({ users, faults }, async ({ standin }) => {
      muted.lines.length = 0;

      expect(await outcomeOf(aSchedule())).toBeUndefined();

      expect(standin.callCounts()['iam:ListMFADevices']).toBe(4);
      expect(verdictOf(standin, 'bob')).toBe('COMPLIANT');
      expect(muted.lines.join('')).toContain('iam:ListVirtualMFADevices');
    });
  });

  test('on a change run posts nothing and fails with the API and the user', async () => {
    const faults = [{ action: 'iam:ListMFADevices', error: 'AccessDenied' }];
    await withAccount({ users: staff, faults }, async ({ standin }) => {
      expect(await failureOf(aChange())).toMatch(/alice.*AccessDenied on iam:ListMFADevices/);

      expect(postedTo(standin)).toEqual([]);
    });
  });

  test('on ListUsers posts the scan summary, clears no result and fails', async () => {
    const faults = [{ action: 'iam:ListUsers', error: 'AccessDenied' }];
    const seed = { users: staff, faults, evaluationResults: [heldOf(idOf('alice'))] };
    await withAccount(seed, async ({ standin }) => {
      expect(await failureOf(aSchedule())).toContain('AccessDenied on iam:ListUsers');

      expect(postedTo(standin)).toHaveLength(1);
      expect(lineOf(standin)?.Annotation).toContain('AccessDenied on iam:ListUsers');
      expect(heldIn(standin, idOf('alice'))).toBe('NON_COMPLIANT');
    });
  });

  test('on the second page of ListUsers posts the first page, clears no result and fails', async () => {
    const faults = [{ action: 'iam:ListUsers', error: 'AccessDenied', skip: 1 }];
    const seed = { users: crowd(6), faults, pageSize: 3, evaluationResults: [heldOf(idOf('user5'))] };
    await withAccount(seed, async ({ standin }) => {
      expect(await failureOf(aSchedule())).toContain('AccessDenied on iam:ListUsers');

      expect(countOf(postedTo(standin), 'NON_COMPLIANT')).toBe(3);
      expect(heldIn(standin, idOf('user5'))).toBe('NON_COMPLIANT');
    });
  });
});

test('a security key in the list of virtual devices counts as what its serial number says', async () => {
  const serialNumber = 'arn:aws:iam::123456789012:u2f/user/alice/key';
  const users = [aPerson('alice', { mfaDevices: [{ kind: 'virtual', serialNumber }] })];
  await withAccount({ users }, async ({ standin }) => {
    expect(await outcomeOf(aSchedule({ requiredMfa: 'only-phishing-resistant' }))).toBeUndefined();

    expect(verdictOf(standin, 'alice')).toBe('COMPLIANT');
    expect(standin.callCounts()).toMatchObject({ 'iam:ListVirtualMFADevices': 1, 'iam:ListMFADevices': 1 });
  });
});

describe('a denial that no permission of the role would lift', () => {
  const on =
    'User: arn:aws:sts::123456789012:assumed-role/rule/rule is not authorized to perform: iam:ListMFADevices on resource: user alice';
  const helpless = 'change that policy, because allowing the action to the role does not help';

  test.each([
    [
      'with an explicit deny in a service control policy: arn:aws:organizations::111122223333:policy/p-1',
      `iam:ListMFADevices is denied by an explicit deny in a service control policy: ${helpless}`,
    ],
    [
      'with an explicit deny in an identity-based policy',
      `iam:ListMFADevices is denied by an explicit deny in an identity-based policy: ${helpless}`,
    ],
    [
      'because no permissions boundary allows the iam:ListMFADevices action',
      `iam:ListMFADevices is allowed by no permissions boundary: ${helpless}`,
    ],
    [
      'because no identity-based policy allows the iam:ListMFADevices action',
      'allow iam:ListMFADevices to the role that runs this.',
    ],
  ])('%s is named', async (why, piece) => {
    const faults = [{ action: 'iam:ListMFADevices', error: 'AccessDenied', message: `${on} ${why}` }];
    await withAccount({ users: [alice], faults }, async () => {
      expect(await failureOf(aSchedule())).toContain(piece);
    });
  });
});

describe('a user who is gone or has another name', () => {
  test('is deleted in mid-scan: the scan goes on and ends well', async () => {
    const faults: Fault[] = [{ action: 'iam:GetLoginProfile', userNames: ['user99'], deleteUser: 'user99' }];
    const seed = { users: crowd(100), faults, evaluationResults: [heldOf(idOf('user99'))] };
    await withAccount(seed, async ({ standin }) => {
      expect(await outcomeOf(aSchedule())).toBeUndefined();

      expect(countOf(postedTo(standin), 'NON_COMPLIANT')).toBe(99);
      expect(verdictOf(standin, 'user99')).toBe('NOT_APPLICABLE');
    });
  });

  test('is renamed in mid-scan: the result stays and follows the id, under the new name', async () => {
    const faults: Fault[] = [
      { action: 'iam:GetLoginProfile', userNames: ['alice'], renameUser: { from: 'alice', to: 'alicia' } },
    ];
    const seed = { users: staff, faults, evaluationResults: [heldOf(idOf('alice'))] };
    await withAccount(seed, async ({ standin }) => {
      expect(await outcomeOf(aSchedule())).toBeUndefined();

      expect(postedTo(standin)).toContainEqual(
        expect.objectContaining({
          ComplianceResourceId: idOf('alice'),
          ComplianceType: 'NON_COMPLIANT',
          Annotation: expect.stringMatching(/^alicia /) as unknown,
        }),
      );
      expect(verdictOf(standin, 'alice')).toBe('NON_COMPLIANT');
    });
  });

  test('is renamed in mid-scan while what Config holds is unknown: the user is posted, and not as gone', async () => {
    const faults: Fault[] = [
      { action: 'iam:GetLoginProfile', userNames: ['alice'], renameUser: { from: 'alice', to: 'alicia' } },
      { action: 'config:GetComplianceDetailsByConfigRule', error: 'AccessDenied' },
    ];
    const seed = { users: staff, faults, evaluationResults: [heldOf(idOf('alice'))] };
    await withAccount(seed, async ({ standin }) => {
      expect(await failureOf(aSchedule())).toContain('config:GetComplianceDetailsByConfigRule');

      expect(verdictOf(standin, 'alice')).toBe('NON_COMPLIANT');
    });
  });

  test('is deleted between password and devices: not applicable', async () => {
    const faults: Fault[] = [{ action: 'iam:ListMFADevices', userNames: ['alice'], deleteUser: 'alice' }];
    const seed = { users: staff, faults, evaluationResults: [heldOf(idOf('alice'))] };
    await withAccount(seed, async ({ standin }) => {
      expect(await outcomeOf(aSchedule())).toBeUndefined();

      expect(verdictOf(standin, 'alice')).toBe('NOT_APPLICABLE');
    });
  });

  test('was renamed before the change run: the id is found under the new name', async () => {
    await withAccount({ users: [aPerson('alicia', { userId: idOf('alice') })] }, async ({ standin }) => {
      expect(await outcomeOf(aChange())).toBeUndefined();

      expect(postedTo(standin)).toEqual([
        expect.objectContaining({
          ComplianceResourceId: idOf('alice'),
          ComplianceType: 'NON_COMPLIANT',
          Annotation: expect.stringMatching(/^alicia /) as unknown,
        }),
      ]);
    });
  });

  test('is renamed during the change run: the id is found under the new name', async () => {
    const faults: Fault[] = [{ action: 'iam:GetLoginProfile', renameUser: { from: 'alice', to: 'alicia' } }];
    await withAccount({ users: staff, faults }, async ({ standin }) => {
      expect(await outcomeOf(aChange())).toBeUndefined();

      expect(postedTo(standin)).toEqual([
        expect.objectContaining({ ComplianceResourceId: idOf('alice'), ComplianceType: 'NON_COMPLIANT' }),
      ]);
    });
  });

  test('whose name another user has now is gone, and the other is not posted instead', async () => {
    const reused = aPerson('alice', { userId: 'AIDAOTHER', mfaDevices: virtual });
    const evaluationResults = [heldOf(idOf('alice'))];
    await withAccount({ users: [reused], evaluationResults }, async ({ standin }) => {
      expect(await outcomeOf(aChange())).toBeUndefined();

      expect(postedTo(standin)).toEqual([
        expect.objectContaining({ ComplianceResourceId: idOf('alice'), ComplianceType: 'NOT_APPLICABLE' }),
      ]);
    });
  });

  test('who swapped names with another is found by id, with the own devices', async () => {
    const users = [
      aPerson('alice', { userId: 'AIDAOTHER', mfaDevices: virtual }),
      aPerson('zoe', { userId: idOf('alice') }),
    ];
    await withAccount({ users }, async ({ standin }) => {
      expect(await outcomeOf(aChange())).toBeUndefined();

      expect(verdictOf(standin, 'alice')).toBe('NON_COMPLIANT');
    });
  });

  test('whose id is not found because ListUsers is denied is not called gone', async () => {
    const faults = [{ action: 'iam:ListUsers', error: 'AccessDenied' }];
    await withAccount({ users: [], faults }, async ({ standin }) => {
      expect(await failureOf(aChange())).toContain('AccessDenied on iam:ListUsers');

      expect(postedTo(standin)).toEqual([]);
    });
  });

  test('is deleted, as Config says: IAM is not asked', async () => {
    await withAccount({ users: [], evaluationResults: [heldOf(idOf('alice'))] }, async ({ standin }) => {
      expect(await outcomeOf(aChange({ configurationItemStatus: 'ResourceDeleted' }))).toBeUndefined();

      expect(standin.callCounts()).toEqual({
        'config:GetComplianceDetailsByResource': 1,
        'config:PutEvaluations': 1,
      });
      expect(heldIn(standin, idOf('alice'))).toBe('NOT_APPLICABLE');
    });
  });
});

describe('time', () => {
  test('that runs out while users are read posts those who were read, and fails', async () => {
    // Two and a half seconds of reading: the first call of a cold client takes a good part of one.
    const faults = [{ action: 'iam:GetLoginProfile', delayMilliseconds: 100 }];
    const seed = { users: crowd(400), faults, evaluationResults: [heldOf('AIDAGONE')] };
    await withAccount(seed, async ({ standin }) => {
      expect(await failureOf(aSchedule(), 5_500)).toMatch(
        /\d+ of 400 users.*time ran out on iam:GetLoginProfile/,
      );

      const posted = countOf(postedTo(standin), 'NON_COMPLIANT');
      expect(posted).toBeGreaterThan(0);
      expect(posted).toBeLessThan(400);
      expect(lineOf(standin)).toMatchObject({
        ComplianceResourceId: accountId,
        ComplianceType: 'NON_COMPLIANT',
      });
      expect(heldIn(standin, 'AIDAGONE')).toBe('NON_COMPLIANT');
    });
  });

  test('that runs out under throttling leaves the others unread without asking for them, and posts who was read', async () => {
    const faults = [{ action: 'iam:GetLoginProfile', error: 'Throttling', skip: 16 }];
    await withAccount({ users: crowd(2100), faults }, async ({ standin }) => {
      expect(await failureOf(aSchedule(), 5_000)).toMatch(/of 2100 users.*time ran out/);

      expect(countOf(postedTo(standin), 'NON_COMPLIANT')).toBeGreaterThan(0);
    });
  });

  test('that runs out while a change run reads posts nothing and fails', async () => {
    const faults = [{ action: 'iam:GetUser', delayMilliseconds: 1_500 }];
    await withAccount({ users: staff, faults }, async ({ standin }) => {
      expect(await failureOf(aChange(), 3_500)).toMatch(/alice.*time ran out on iam:GetUser/);

      expect(postedTo(standin)).toEqual([]);
    });
  });

  test('that runs out while results are posted fails before Lambda kills the process', async () => {
    const faults = [{ action: 'config:PutEvaluations', delayMilliseconds: 10_000 }];
    await withAccount({ users: staff, faults }, async () => {
      const killed = sleep(3_500, 'killed', { ref: false });

      expect(await Promise.race([failureOf(aSchedule(), 3_500), killed])).toContain(
        'time ran out on config:PutEvaluations',
      );
    });
  });

  test('that is long enough is no fault: 15 seconds do for 200 users', async () => {
    await withAccount({ users: crowd(200), latencyMilliseconds: 5 }, async () => {
      expect(await outcomeOf(aSchedule(), 15_000)).toBeUndefined();
    });
  });
});

describe('a change run', () => {
  test('that finds the same result in Config answers the token with an empty list', async () => {
    await withAccount({ users: staff }, async ({ standin }) => {
      expect(await outcomeOf(aSchedule())).toBeUndefined();
      standin.store.config.puts.length = 0;

      for (const resourceName of ['alice', 'bob', 'carol', 'dave'])
        expect(await outcomeOf(aChange({ resourceId: idOf(resourceName), resourceName }))).toBeUndefined();

      expect(standin.store.config.puts.map(({ evaluations }) => evaluations)).toEqual([[], [], [], []]);
    });
  });

  test('posts the evaluation where Config refuses an empty list', async () => {
    await withAccount({ users: staff, emptyEvaluations: 'refuse' }, async ({ standin }) => {
      expect(await outcomeOf(aChange())).toBeUndefined();

      expect(await outcomeOf(aChange())).toBeUndefined();

      expect(postedTo(standin)).toHaveLength(2);
    });
  });

  test('posts the evaluation where what Config holds is denied', async () => {
    const faults = [{ action: 'config:GetComplianceDetailsByResource', error: 'AccessDenied' }];
    await withAccount(
      { users: staff, faults, evaluationResults: [heldOf(idOf('alice'))] },
      async ({ standin }) => {
        expect(await outcomeOf(aChange())).toBeUndefined();

        expect(verdictOf(standin, 'alice')).toBe('NON_COMPLIANT');
      },
    );
  });
});

describe('FailedEvaluations', () => {
  const failing = (times?: number): Fault => ({
    action: 'config:PutEvaluations',
    failResourceIds: [idOf('alice')],
    ...(times === undefined ? {} : { times }),
  });

  test('once are put again, they alone, with the same token, and the scan summary stays the last', async () => {
    await withAccount({ users: staff, faults: [failing(1)] }, async ({ standin }) => {
      expect(await outcomeOf(aSchedule())).toBeUndefined();

      expect(standin.store.config.puts.map(({ evaluations }) => evaluations.length)).toEqual([4, 1, 1]);
      expect(postedTo(standin).at(-1)).toMatchObject({
        ComplianceResourceId: accountId,
        ComplianceType: 'COMPLIANT',
      });
      expect(new Set(standin.store.config.puts.map(({ resultToken }) => resultToken)).size).toBe(1);
      expect(heldIn(standin, idOf('alice'))).toBe('NON_COMPLIANT');
    });
  });

  test('for ever fail the run by name and id, and the scan summary says so', async () => {
    await withAccount({ users: staff, faults: [failing()] }, async ({ standin }) => {
      expect(await failureOf(aSchedule())).toMatch(
        /1 evaluation could not be recorded .*alice \(AIDAALICE\)/,
      );

      expect(heldIn(standin, accountId)).toBe('NON_COMPLIANT');
      expect(heldIn(standin, idOf('bob'))).toBe('COMPLIANT');
    });
  });

  test('of a change run fail it', async () => {
    await withAccount({ users: staff, faults: [failing()] }, async () => {
      expect(await failureOf(aChange())).toContain('config:PutEvaluations');
    });
  });
});

describe('what Config holds', () => {
  test('cannot be read: every user is posted, no result is cleared, and the run fails at its end', async () => {
    const faults = [{ action: 'config:GetComplianceDetailsByConfigRule', error: 'AccessDenied' }];
    const users = [...staff, aPerson('erin', { loginProfile: undefined })];
    const seed = { users, faults, evaluationResults: [heldOf('AIDAGONE')] };
    await withAccount(seed, async ({ standin }) => {
      expect(await failureOf(aSchedule())).toContain(
        'AccessDenied on config:GetComplianceDetailsByConfigRule',
      );

      expect(postedTo(standin)).toHaveLength(6);
      expect(heldIn(standin, 'AIDAGONE')).toBe('NON_COMPLIANT');
    });
  });

  test('breaks off on its second page: it counts as not read', async () => {
    const action = 'config:GetComplianceDetailsByConfigRule';
    const faults = [{ action, error: 'AccessDenied', skip: 1 }];
    const evaluationResults = [heldOf('AIDAGONE'), heldOf(idOf('bob'), 'COMPLIANT'), heldOf(idOf('alice'))];
    await withAccount({ users: staff, faults, evaluationResults, pageSize: 2 }, async ({ standin }) => {
      expect(await failureOf(aSchedule())).toContain(action);

      expect(heldIn(standin, 'AIDAGONE')).toBe('NON_COMPLIANT');
    });
  });

  test('is nothing where the rule does not exist: the run succeeds', async () => {
    await withAccount({ users: staff }, async ({ standin }) => {
      const event = { ...aSchedule(), configRuleName: 'iam-user-mfa-of-another-name' };

      expect(await outcomeOf(event)).toBeUndefined();
      expect(postedTo(standin)).toHaveLength(5);
    });
  });

  test('is read before IAM is asked', async () => {
    await withAccount({ users: staff, evaluationResults: [heldOf('AIDAGONE')] }, async ({ standin }) => {
      await outcomeOf(aSchedule());

      expect(standin.calls.slice(0, 2).map(({ action }) => action)).toEqual([
        'GetComplianceDetailsByConfigRule',
        'ListUsers',
      ]);
    });
  });
});

describe('size', () => {
  test('zero users take one call of IAM and post the line', async () => {
    await withAccount({ users: [] }, async ({ standin }) => {
      expect(await outcomeOf(aSchedule())).toBeUndefined();

      expect(standin.callCounts()).toEqual({
        'config:GetComplianceDetailsByConfigRule': 1,
        'iam:ListUsers': 1,
        'config:PutEvaluations': 1,
      });
      expect(postedTo(standin)).toHaveLength(1);
    });
  });

  test('101 findings are put in two calls with the same token, and the scan summary in one of its own', async () => {
    await withAccount({ users: crowd(101) }, async ({ standin }) => {
      expect(await outcomeOf(aSchedule())).toBeUndefined();

      const { puts } = standin.store.config;
      expect(puts.map(({ evaluations }) => evaluations.length)).toEqual([100, 1, 1]);
      expect(new Set(puts.map(({ resultToken }) => resultToken))).toEqual(new Set(['a-token']));
    });
  });

  /** 40 % have a password; of those 60 % a virtual device, 15 % a security key, the rest none. */
  const population = (count: number): User[] =>
    crowd(count, (place) => ({
      loginProfile: place % 5 < 2 ? {} : undefined,
      mfaDevices: place % 5 >= 2 ? [] : place % 20 < 12 ? virtual : place % 20 < 15 ? passkey : [],
      tags: { mfa: 'nonsense' },
    }));
  const figures = (count: number) => {
    const users = population(count);
    const devices = users.filter(({ mfaDevices }) => mfaDevices?.[0]?.kind === 'virtual').length;
    const open = users.filter(
      ({ loginProfile, mfaDevices }) => loginProfile !== undefined && mfaDevices?.[0]?.kind !== 'virtual',
    );
    const findings = open.filter(({ mfaDevices }) => mfaDevices?.length === 0).length;
    return { users, devices: devices + 2, undecided: open.length, findings };
  };

  test('2,100 users take exactly the calls of the bound, and a second scan posts the summary alone', async () => {
    const { users, devices, undecided } = figures(2100);
    await withAccount({ users }, async ({ standin }) => {
      expect(await outcomeOf(aSchedule())).toBeUndefined();

      const counts = standin.callCounts();
      expect(counts).toMatchObject({
        'iam:ListUsers': 3,
        'iam:ListVirtualMFADevices': Math.ceil(devices / 1000),
        'iam:GetLoginProfile': 2100,
        'iam:ListMFADevices': undecided,
      });
      const iamCalls = Object.entries(counts).filter(([api]) => api.startsWith('iam:'));
      expect(iamCalls.reduce((sum, [, count]) => sum + count, 0)).toBe(
        3 + Math.ceil(devices / 1000) + 2100 + undecided,
      );
      standin.store.config.puts.length = 0;

      expect(await outcomeOf(aSchedule())).toBeUndefined();

      const again = postedTo(standin);
      expect(again).toHaveLength(1);
      expect(countOf(again, 'NON_COMPLIANT')).toBe(0);
    });
  });

  test('tags are asked of those alone who would be NON_COMPLIANT', async () => {
    const { users, findings } = figures(100);
    await withAccount({ users }, async ({ standin }) => {
      expect(await outcomeOf(aSchedule({ exemptTagKey: 'mfa' }))).toBeUndefined();

      expect(standin.callCounts()['iam:ListUserTags']).toBe(findings);
    });
  });

  test('has-phishing-resistant asks for no list of virtual devices: it would decide no user', async () => {
    await withAccount({ users: staff }, async ({ standin }) => {
      expect(await outcomeOf(aSchedule({ requiredMfa: 'has-phishing-resistant' }))).toBeUndefined();

      expect(standin.callCounts()).toMatchObject({ 'iam:ListMFADevices': 4 });
      expect(standin.callCounts()).not.toHaveProperty('iam:ListVirtualMFADevices');
    });
  });

  test('only-phishing-resistant asks nothing more of a user with a virtual device', async () => {
    await withAccount({ users: staff }, async ({ standin }) => {
      expect(await outcomeOf(aSchedule({ requiredMfa: 'only-phishing-resistant' }))).toBeUndefined();

      expect(standin.callCounts()['iam:ListMFADevices']).toBe(3);
      expect(verdictOf(standin, 'bob')).toBe('NON_COMPLIANT');
    });
  });

  test('pages of three users and devices are all read', async () => {
    await withAccount(
      { users: crowd(10, () => ({ mfaDevices: virtual })), pageSize: 3 },
      async ({ standin }) => {
        expect(await outcomeOf(aSchedule())).toBeUndefined();

        expect(countOf(postedTo(standin), 'COMPLIANT')).toBe(10);
        expect(standin.callCounts()).toMatchObject({ 'iam:ListUsers': 4, 'iam:ListVirtualMFADevices': 4 });
      },
    );
  });
});

describe('bad input', () => {
  test.each([
    ['bad parameters', { ...aSchedule(), ruleParameters: '{"requiredMfa":"none"}' }, 'requiredMfa'],
    ['no result token', { ...aSchedule(), resultToken: undefined }, 'resultToken'],
    ['an invoking event that is no JSON', { ...aSchedule(), invokingEvent: '{' }, 'invokingEvent'],
    ['an item of another type', changeEvent({ resourceType: 'AWS::IAM::Role' }), 'AWS::IAM::Role'],
  ])('%s: no call is made, and the failure names it', async (_, event, piece) => {
    await withAccount({ users: staff }, async ({ standin }) => {
      expect(await failureOf(event)).toContain(piece);

      expect(standin.callCounts()).toEqual({});
    });
  });
});
