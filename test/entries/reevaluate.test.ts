import { describe, expect, jest, test } from '@jest/globals';
import type { SeedInput } from '../../rule/standin';
import { builtEntry, capturedLog, World } from './entry';
import { batch, iamRecord } from './iam-events';

const reevaluate = builtEntry('reevaluate');
const scan = builtEntry('handler');
const lines = capturedLog();

jest.setTimeout(60_000);

const password = {};
const compliant = { userName: 'carol', loginProfile: password, mfaDevices: [{ kind: 'virtual' as const }] };
const exposed = { userName: 'alice', loginProfile: password };
const noPassword = { userName: 'bot' };

/** The state after a scan: Config holds exactly what the rule would say now. */
async function settled(seed: SeedInput, work: (world: World) => Promise<void>): Promise<void> {
  await World.with(seed, async (world) => {
    await runScan(world, 'the-first-token');
    world.standin.calls.splice(0);
    lines.splice(0);
    await work(world);
  });
}

async function runScan(world: World, resultToken: string, ruleName = 'iam-user-mfa'): Promise<void> {
  await scan({
    invokingEvent: JSON.stringify({
      messageType: 'ScheduledNotification',
      awsAccountId: '123456789012',
      notificationCreationTime: world.now.toISOString(),
    }),
    resultToken,
    accountId: '123456789012',
    configRuleName: ruleName,
  });
}

const start = 'config:StartConfigRulesEvaluation';
const iamCalls = (world: World): number =>
  world.standin.calls.filter(({ service }) => service === 'iam').length;
const context = (milliseconds: number) => ({ getRemainingTimeInMillis: () => milliseconds });

describe('what starts a scan', () => {
  test('a burst of 1,000 events becomes one StartConfigRulesEvaluation, and the scan one result', async () => {
    const users = Array.from({ length: 100 }, (_, n) => ({ userName: `user-${n}`, loginProfile: password }));
    await World.with({ users }, async (world) => {
      world.onStart = (ruleName, token) => runScan(world, token, ruleName);
      const records = Array.from({ length: 1000 }, (_, n) =>
        iamRecord('CreateLoginProfile', { userName: `user-${n % 100}` }),
      );
      await reevaluate(batch(...records), context(60_000));
      await world.standin.settled();
      expect(world.count(start)).toBe(1);
      expect(world.standin.store.config.held('iam-user-mfa')).toHaveLength(101);
      world.passSeconds(61);
      await reevaluate(batch(...records), context(60_000));
      expect(world.count(start)).toBe(1);
    });
  });

  test('a verdict that differs ends the looking: the others of the batch are not read any more', async () => {
    const users = Array.from({ length: 500 }, (_, n) => ({ userName: `user-${n}`, loginProfile: password }));
    await World.with({ users }, async (world) => {
      const records = users.map(({ userName }) => iamRecord('CreateLoginProfile', { userName }));
      await reevaluate(batch(...records));
      expect(world.count(start)).toBe(1);
      expect(iamCalls(world)).toBeLessThan(50);
    });
  });

  test('a password for a user without MFA starts a scan', async () => {
    await settled({ users: [compliant, noPassword] }, async (world) => {
      world.standin.store.iam.user('bot').loginProfile = {
        createDate: world.now,
        passwordResetRequired: false,
      };
      await reevaluate(batch(iamRecord('CreateLoginProfile', { userName: 'BOT' })));
      expect(world.count(start)).toBe(1);
    });
  });

  test('the last MFA device of a compliant user taken away starts a scan', async () => {
    await settled({ users: [compliant] }, async (world) => {
      world.standin.store.iam.user('carol').devices.splice(0);
      world.standin.store.iam.virtualDevices.remove(
        [...world.standin.store.iam.virtualDevices].at(-1) as never,
      );
      await reevaluate(batch(iamRecord('DeactivateMFADevice', { userName: 'carol' })));
      expect(world.count(start)).toBe(1);
    });
  });

  test('a user who was renamed is looked at under the new name', async () => {
    await settled({ users: [exposed, noPassword] }, async (world) => {
      world.standin.store.iam.renameUser('alice', 'alicia');
      await reevaluate(batch(iamRecord('UpdateUser', { userName: 'alice', newUserName: 'alicia' })));
      expect(world.count(start)).toBe(1);
    });
  });

  test('a deleted user of whom Config holds a result starts a scan', async () => {
    await settled({ users: [exposed, compliant] }, async (world) => {
      world.standin.store.iam.removeUser('alice');
      await reevaluate(batch(iamRecord('DeleteUser', { userName: 'alice' })));
      expect(world.count(start)).toBe(1);
    });
  });

  test.each([
    ['names no user', iamRecord('DeleteUser', {})],
    ['has no parameters', iamRecord('EnableMFADevice', null)],
    ['hides the user', iamRecord('DeleteUser', { userName: 'HIDDEN_DUE_TO_SECURITY_REASONS' })],
    ['has no detail', { body: '{}' }],
    ['is no JSON', { body: 'not JSON' }],
    ['has no body', {}],
  ])('a record that %s starts a scan', async (_, record) => {
    await settled({ users: [compliant] }, async (world) => {
      await reevaluate(batch(record));
      expect(world.count(start)).toBe(1);
      expect(iamCalls(world)).toBe(0);
    });
  });

  test.each(['iam:GetUser', 'iam:GetLoginProfile', 'config:GetComplianceDetailsByResource'])(
    'a user who cannot be looked at (%s denied) starts a scan and a warning that names the API, not the user',
    async (action) => {
      await settled({ users: [compliant] }, async (world) => {
        world.standin.faults.push({ action, error: 'AccessDenied' });
        await reevaluate(batch(iamRecord('EnableMFADevice', { userName: 'carol' })));
        expect(world.count(start)).toBe(1);
        expect(lines.join('\n')).toContain(action);
        expect(lines.join('\n')).not.toContain('carol');
      });
    },
  );

  test('what cannot be read before the time is up starts a scan while there is time for the call', async () => {
    await settled({ users: [compliant] }, async (world) => {
      world.standin.faults.push({ action: 'iam:GetLoginProfile', delayMilliseconds: 3000 });
      await reevaluate(batch(iamRecord('EnableMFADevice', { userName: 'carol' })), context(4000));
      expect(world.count(start)).toBe(1);
    });
  });
});

describe('what starts none', () => {
  test('events that change no verdict cost reads and no scan', async () => {
    await settled({ users: [compliant, exposed, noPassword] }, async (world) => {
      await reevaluate(
        batch(
          iamRecord('EnableMFADevice', { userName: 'carol' }),
          iamRecord('CreateLoginProfile', { userName: 'alice' }),
          iamRecord('TagUser', { userName: 'bot' }),
        ),
      );
      expect(world.count(start)).toBe(0);
    });
  });

  test('a password change of one user asks IAM three questions, and no list', async () => {
    await settled({ users: [compliant, exposed] }, async (world) => {
      await reevaluate(batch(iamRecord('CreateLoginProfile', { userName: 'carol' })));
      expect(world.standin.callCounts()).toEqual({
        'config:DescribeConfigRules': 1,
        'config:GetComplianceDetailsByResource': 1,
        'iam:GetUser': 1,
        'iam:GetLoginProfile': 1,
        'iam:ListMFADevices': 1,
      });
    });
  });

  test('10,000 records of 1,000 users whose verdicts stand cause no scan, within the 60 seconds', async () => {
    const users = Array.from({ length: 1000 }, (_, n) => ({ ...compliant, userName: `user-${n}` }));
    await settled({ users }, async (world) => {
      world.standin.store.latencyMilliseconds = 5;
      const records = Array.from({ length: 10_000 }, (_, n) =>
        iamRecord('EnableMFADevice', { userName: `user-${n % 1000}` }),
      );
      await reevaluate(batch(...records), context(60_000));
      expect(world.count(start)).toBe(0);
      expect(world.standin.callCounts()).toEqual({
        'config:DescribeConfigRules': 1,
        'config:GetComplianceDetailsByConfigRule': 11,
        'iam:ListUsers': 1,
        'iam:ListVirtualMFADevices': 2,
        'iam:GetLoginProfile': 1000,
      });
    });
  }, 180_000);

  test('a deleted user of whom Config holds nothing costs two lists and no scan', async () => {
    await settled({ users: [compliant, noPassword] }, async (world) => {
      world.standin.store.iam.removeUser('bot');
      await reevaluate(batch(iamRecord('DeleteUser', { userName: 'bot' })));
      expect(world.count(start)).toBe(0);
    });
  });

  test('a call that failed changed nothing and is not looked at', async () => {
    await settled({ users: [compliant] }, async (world) => {
      await reevaluate(batch(iamRecord('DeleteUser', { userName: 'x' }, { errorCode: 'AccessDenied' })));
      expect(world.standin.calls).toHaveLength(0);
    });
  });

  test('a user whom several records spell differently is asked once', async () => {
    await settled({ users: [compliant] }, async (world) => {
      const records = ['carol', 'CAROL', 'Carol'].map((userName) => iamRecord('TagUser', { userName }));
      await reevaluate(batch(...records));
      expect(world.count('iam:GetUser')).toBe(1);
    });
  });

  test('a user who names no user in a call is the caller', async () => {
    await settled({ users: [compliant] }, async (world) => {
      const userIdentity = { type: 'IAMUser', userName: 'carol' };
      await reevaluate(batch(iamRecord('DeactivateMFADevice', { serialNumber: 'x' }, { userIdentity })));
      expect(world.count(start)).toBe(0);
      expect(world.count('iam:GetUser')).toBe(1);
    });
  });
});

describe('what goes back to the queue', () => {
  const changed = batch(iamRecord('CreateLoginProfile', { userName: 'alice' }));

  test('a refusal within a minute fails the batch at once, and the same batch is taken a minute later', async () => {
    await World.with({ users: [exposed] }, async (world) => {
      await reevaluate(changed);
      world.passSeconds(30);
      await expect(reevaluate(changed)).rejects.toThrow(
        'LimitExceeded on config:StartConfigRulesEvaluation: no scan was started, so the 1 records go back to the queue.',
      );
      expect(world.standin.callCounts()[start]).toBe(2);
      world.passSeconds(31);
      await reevaluate(changed);
      expect(world.count(start)).toBe(2);
    });
  });

  test('a refusal while a scan is running fails the batch, and it is taken when the scan has ended', async () => {
    await World.with({ users: [exposed] }, async (world) => {
      let end: () => void = () => undefined;
      world.onStart = () => new Promise((resolve) => (end = resolve));
      await reevaluate(changed);
      await new Promise(setImmediate);
      world.passSeconds(120);
      await expect(reevaluate(changed)).rejects.toThrow('ResourceInUse on config:StartConfigRulesEvaluation');
      end();
      await world.standin.settled();
      await reevaluate(changed);
      expect(world.count(start)).toBe(2);
    });
  });

  test('a rule that is not there fails the batch and says what was looked for', async () => {
    await World.with({ users: [exposed], configRules: [{ name: 'other' }] }, async (world) => {
      await expect(reevaluate(changed)).rejects.toThrow(/Config has no rule named .*iam-user-mfa/);
      expect(world.count(start)).toBe(0);
    });
  });

  test('a rule that is being deleted fails the batch', async () => {
    await World.with(
      { users: [exposed], configRules: [{ name: 'iam-user-mfa', state: 'DELETING' }] },
      async () => {
        await expect(reevaluate(changed)).rejects.toThrow(
          'iam-user-mfa is DELETING, allowed: ACTIVE, EVALUATING',
        );
      },
    );
  });

  test('a denied DescribeConfigRules fails the batch and names the API', async () => {
    await World.with({ users: [exposed] }, async (world) => {
      world.standin.faults.push({ action: 'config:DescribeConfigRules', error: 'AccessDenied' });
      await expect(reevaluate(changed)).rejects.toThrow('AccessDenied on config:DescribeConfigRules');
    });
  });

  test('an event that is no batch is refused', async () => {
    await expect(reevaluate({})).rejects.toThrow('allowed: a batch of SQS messages');
  });
});

describe('which rule', () => {
  const rules = Array.from({ length: 40 }, (_, n) => ({ name: `other-${n}` }));

  test('the rule of a conformance pack is found on a later page, and judged by its own parameters', async () => {
    const name = 'iam-user-mfa-conformance-pack-abc123';
    const inputParameters = { exemptUserNames: 'alice' };
    await World.with(
      { users: [exposed], configRules: [...rules, { name, inputParameters }] },
      async (world) => {
        await reevaluate(batch(iamRecord('CreateLoginProfile', { userName: 'alice' })));
        expect(world.count(start)).toBe(0);
        await reevaluate(batch(iamRecord('CreateLoginProfile', {})));
        expect(world.standin.calls.at(-1)?.input).toEqual({ ConfigRuleNames: [name] });
      },
    );
  });

  test('a verdict that differs under one of two rules starts both in one call', async () => {
    const pack = 'iam-user-mfa-conformance-pack-abc123';
    const configRules = [
      { name: 'iam-user-mfa', inputParameters: { exemptUserNames: 'alice' } },
      { name: pack },
    ];
    await World.with({ users: [exposed], configRules }, async (world) => {
      await reevaluate(batch(iamRecord('CreateLoginProfile', { userName: 'alice' })));
      expect(world.standin.calls.at(-1)?.input).toEqual({ ConfigRuleNames: ['iam-user-mfa', pack] });
    });
  });

  test('CONFIG_RULE_NAME names the one rule to ask', async () => {
    process.env['CONFIG_RULE_NAME'] = 'other-7';
    try {
      await World.with({ users: [exposed], configRules: rules }, async (world) => {
        await reevaluate(batch(iamRecord('CreateLoginProfile', { userName: 'alice' })));
        expect(world.standin.calls.at(-1)?.input).toEqual({ ConfigRuleNames: ['other-7'] });
      });
    } finally {
      delete process.env['CONFIG_RULE_NAME'];
    }
  });

  test('a result of another rule about the same user does not pass for one of ours', async () => {
    const evaluationResults = [
      {
        ruleName: 'other-0',
        resourceId: 'AIDAALICE',
        complianceType: 'NON_COMPLIANT' as const,
        annotation: 'x',
      },
    ];
    const users = [{ userName: 'alice', userId: 'AIDAALICE' }];
    const configRules = [...rules, { name: 'iam-user-mfa' }];
    await World.with({ users, configRules, evaluationResults }, async (world) => {
      await reevaluate(batch(iamRecord('DeleteLoginProfile', { userName: 'alice' })));
      expect(world.count(start)).toBe(0);
    });
  });
});

test('a batch leaves one line in the log, with counts and without names', async () => {
  await settled({ users: [compliant] }, async () => {
    await reevaluate(batch(iamRecord('EnableMFADevice', { userName: 'carol' })));
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      summary: { records: 1, users: 1, nameless: 0, started: [], cause: 'none' },
    });
    expect(lines[0]).not.toContain('carol');
  });
});
