// Findings of our own, through the built bundle: on the stand-in with Security Hub's rules, and on moto as far as it has them.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  CreateLoginProfileCommand,
  CreateUserCommand,
  CreateVirtualMFADeviceCommand,
  EnableMFADeviceCommand,
  IAMClient,
} from '@aws-sdk/client-iam';
import { EnableSecurityHubCommand, GetFindingsCommand, SecurityHubClient } from '@aws-sdk/client-securityhub';
import { createStandin, type Finding, type SeedInput, type Standin } from '../../rule/standin';
import { addDevice } from '../../rule/standin/state/devices';
import { describeWithMoto } from '../moto';
import { builtEntry, capturedLog, World, type Handler } from './entry';

let handler: Handler;
const log = capturedLog();

beforeAll(() => {
  handler = builtEntry('handler');
  process.env['SECURITY_HUB_FINDINGS'] = 'true';
});
afterAll(() => void Reflect.deleteProperty(process.env, 'SECURITY_HUB_FINDINGS'));

const account = '123456789012';
const scan = (ruleParameters: object = {}) => ({
  invokingEvent: JSON.stringify({
    messageType: 'ScheduledNotification',
    notificationCreationTime: new Date().toISOString(),
    awsAccountId: account,
  }),
  ruleParameters: JSON.stringify(ruleParameters),
  resultToken: 'token',
  accountId: account,
  configRuleName: 'iam-user-mfa',
});
const change = (userName: string, resourceId: string, status = 'OK') => ({
  ...scan(),
  invokingEvent: JSON.stringify({
    messageType: 'ConfigurationItemChangeNotification',
    notificationCreationTime: new Date().toISOString(),
    configurationItem: {
      resourceType: 'AWS::IAM::User',
      resourceId,
      resourceName: userName,
      configurationItemStatus: status,
      configurationItemCaptureTime: new Date().toISOString(),
    },
  }),
});

const alice = {
  userName: 'alice',
  userId: 'AIDAALICE',
  loginProfile: { createDate: '2026-03-01T08:00:00Z' },
};
const hub = { securityHub: {} } as const;
const seed = (overrides: SeedInput = {}): SeedInput => ({ users: [alice], ...hub, ...overrides });

interface Shown {
  readonly state: unknown;
  readonly status: unknown;
  readonly severity: unknown;
  readonly change: unknown;
  readonly createdAt: unknown;
}

const field = (value: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (found, key) => (typeof found === 'object' && found !== null ? (found as Finding)[key] : undefined),
    value,
  );

function findingOf({ store }: Standin, userId = 'AIDAALICE'): Shown | undefined {
  const id = `iam-user-mfa/${account}/${userId}`;
  const found = store.account().securityHub.findings.find((finding) => finding['Id'] === id);
  return (
    found && {
      state: found['RecordState'],
      status: field(found, 'Compliance', 'Status'),
      severity: field(found, 'FindingProviderFields', 'Severity', 'Label'),
      change: field(found, 'ProductFields', 'iam-user-mfa/change'),
      createdAt: found['CreatedAt'],
    }
  );
}

const open = {
  state: 'ACTIVE',
  status: 'FAILED',
  severity: 'HIGH',
  change: 'opened',
  createdAt: '2026-03-01T08:00:00.000Z',
};
const withDevice = ({ store }: Standin, userName: string): void =>
  addDevice(store.account(), store.iam.user(userName), 'security-key', new Date());

describe('a scheduled run', () => {
  test('opens a finding, leaves it alone while nothing changes, and archives it when the user has MFA', async () => {
    await World.with(seed(), async (world) => {
      const { standin } = world;
      await handler(scan());
      expect(findingOf(standin)).toEqual(open);
      await handler(scan());
      expect(world.count('securityhub:BatchImportFindings')).toBe(1);
      withDevice(standin, 'alice');
      await handler(scan());

      expect(findingOf(standin)).toEqual({
        ...open,
        state: 'ARCHIVED',
        status: 'PASSED',
        severity: 'INFORMATIONAL',
        change: 'closed',
      });
    });
  });

  test('archives the finding of an exempt user with the reason, and CreatedAt stays', async () => {
    await World.with(seed(), async ({ standin }) => {
      await handler(scan());
      await handler(scan({ exemptUserNames: 'alice' }));

      expect(findingOf(standin)).toMatchObject({
        state: 'ARCHIVED',
        status: 'NOT_AVAILABLE',
        createdAt: open.createdAt,
      });
    });
  });

  test('archives the finding of a user in grace', async () => {
    const created = new Date(Date.now() - 3_600_000).toISOString();
    await World.with(
      seed({ users: [{ ...alice, loginProfile: { createDate: created } }] }),
      async ({ standin }) => {
        await handler(scan());
        await handler(scan({ gracePeriodHours: '24' }));

        expect(findingOf(standin)).toMatchObject({ state: 'ARCHIVED', status: 'NOT_AVAILABLE' });
      },
    );
  });

  test('archives the finding of a deleted user, and keeps one finding of a renamed user', async () => {
    const users = [alice, { ...alice, userName: 'bob', userId: 'AIDABOB' }];
    await World.with(seed({ users }), async ({ standin }) => {
      await handler(scan());
      standin.store.iam.removeUser('alice');
      standin.store.iam.renameUser('bob', 'robert');
      await handler(scan());

      expect(findingOf(standin)).toMatchObject({ state: 'ARCHIVED', status: 'NOT_AVAILABLE' });
      expect(findingOf(standin, 'AIDABOB')).toMatchObject({ state: 'ACTIVE', change: 'changed' });
      expect(standin.store.account().securityHub.findings).toHaveLength(2);
    });
  });

  test('that cannot read a user leaves the finding, says that the scan is incomplete, and archives nothing', async () => {
    const users = [alice, { ...alice, userName: 'bob', userId: 'AIDABOB' }];
    await World.with(seed({ users }), async ({ standin }) => {
      await handler(scan());
      withDevice(standin, 'bob');
      standin.faults.push({ action: 'iam:ListMFADevices', userNames: ['alice'], error: 'AccessDenied' });
      await expect(handler(scan())).rejects.toThrow('iam:ListMFADevices');

      expect(findingOf(standin)).toEqual(open);
      expect(findingOf(standin, 'AIDABOB')?.state).toBe('ACTIVE');
      expect(findingOf(standin, 'scan')).toMatchObject({ state: 'ACTIVE', status: 'WARNING' });
      standin.faults.length = 0;
      await handler(scan());
      expect(findingOf(standin, 'AIDABOB')?.state).toBe('ARCHIVED');
      expect(findingOf(standin, 'scan')).toMatchObject({ state: 'ARCHIVED', status: 'PASSED' });
    });
  });

  test('moves no CreatedAt and archives nothing wrong while GetFindings hides imports', async () => {
    await World.with(seed({ securityHub: { hideImportsForCalls: 3 } }), async ({ standin }) => {
      for (let run = 0; run < 3; run += 1) await handler(scan());
      expect(findingOf(standin)).toEqual(open);
      withDevice(standin, 'alice');
      for (let run = 0; run < 4; run += 1) await handler(scan());

      expect(findingOf(standin)).toMatchObject({ state: 'ARCHIVED', createdAt: open.createdAt });
    });
  });

  test('that runs twice at once leaves one finding', async () => {
    await World.with(seed(), async ({ standin }) => {
      await Promise.all([handler(scan()), handler(scan())]);

      expect(standin.store.account().securityHub.findings).toHaveLength(1);
      expect(findingOf(standin)).toEqual(open);
    });
  });

  test('in an account without Security Hub warns once, and is no failed run', async () => {
    await World.with(seed({ securityHub: { enabled: false } }), async () => {
      await handler(scan());

      expect(log.filter((line) => line.includes('no Security Hub CSPM'))).toHaveLength(1);
    });
  });

  test('sends 150 findings in two calls, tries a refused one again, and names it where it stays refused', async () => {
    const users = Array.from({ length: 150 }, (_, index) => ({
      ...alice,
      userName: `user-${index}`,
      userId: `AIDA${index}`,
    }));
    await World.with(seed({ users }), async ({ standin }) => {
      standin.faults.push({
        action: 'securityhub:BatchImportFindings',
        failResourceIds: [`iam-user-mfa/${account}/AIDA7`],
      });
      await expect(handler(scan())).rejects.toThrow(
        '1 Security Hub finding could not be imported (InternalError on securityhub:BatchImportFindings): user-7',
      );

      expect(standin.store.account().securityHub.findings).toHaveLength(149);
    });
  });

  test('that may not import fails by name, after Config has everything', async () => {
    await World.with(seed(), async ({ standin }) => {
      standin.faults.push({ action: 'securityhub:BatchImportFindings', error: 'AccessDenied' });
      await expect(handler(scan())).rejects.toThrow('allow securityhub:BatchImportFindings');

      expect(standin.store.config.puts.flatMap(({ evaluations }) => evaluations)).toHaveLength(2);
    });
  });

  test('gives an administrator a critical finding', async () => {
    const administrator = { ...alice, attachedPolicies: ['arn:aws:iam::aws:policy/AdministratorAccess'] };
    await World.with(seed({ users: [administrator] }), async ({ standin }) => {
      await handler(scan({ rankPrivileges: 'true' }));

      expect(findingOf(standin)).toMatchObject({ state: 'ACTIVE', severity: 'CRITICAL' });
    });
  });
});

describe('a change run', () => {
  test('opens and archives the one finding, and asks Security Hub nothing where nothing differs', async () => {
    await World.with(seed(), async (world) => {
      const { standin } = world;
      await handler(change('alice', 'AIDAALICE'));
      expect(findingOf(standin)).toEqual(open);
      await handler(change('alice', 'AIDAALICE'));
      expect(world.count('securityhub:GetFindings')).toBe(1);
      standin.store.iam.removeUser('alice');
      await handler(change('alice', 'AIDAALICE', 'ResourceDeleted'));

      expect(findingOf(standin)).toMatchObject({ state: 'ARCHIVED', status: 'NOT_AVAILABLE' });
    });
  });
});

describeWithMoto('findings in moto', (motoUrl) => {
  test('are imported in ASFF as the service itself takes it', async () => {
    const settings = {
      endpoint: motoUrl(),
      region: 'us-east-1',
      credentials: { accessKeyId: 'testing', secretAccessKey: 'testing' },
    };
    const iam = new IAMClient(settings);
    const security = new SecurityHubClient(settings);
    await security.send(new EnableSecurityHubCommand({}));
    await iam.send(new CreateUserCommand({ UserName: 'alice' }));
    await iam.send(new CreateLoginProfileCommand({ UserName: 'alice', Password: 'Aa1!aaaaaaaaaaaa' }));
    await iam.send(new CreateUserCommand({ UserName: 'bob' }));
    await iam.send(new CreateLoginProfileCommand({ UserName: 'bob', Password: 'Aa1!aaaaaaaaaaaa' }));
    const { VirtualMFADevice } = await iam.send(
      new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: 'bob' }),
    );
    await iam.send(
      new EnableMFADeviceCommand({
        UserName: 'bob',
        SerialNumber: VirtualMFADevice?.SerialNumber ?? '',
        AuthenticationCode1: '123456',
        AuthenticationCode2: '654321',
      }),
    );
    // moto has no compliance details, and takes evaluations in tests only: Config is the stand-in.
    const config = createStandin();
    process.env['AWS_ENDPOINT_URL'] = motoUrl();
    process.env['AWS_ENDPOINT_URL_CONFIG_SERVICE'] = await config.listen();
    try {
      await handler(scan());
    } finally {
      Reflect.deleteProperty(process.env, 'AWS_ENDPOINT_URL');
      Reflect.deleteProperty(process.env, 'AWS_ENDPOINT_URL_CONFIG_SERVICE');
      await config.close();
    }
    const { Findings = [] } = await security.send(new GetFindingsCommand({}));

    expect(Findings.map(({ Title, RecordState }) => [Title, RecordState])).toContainEqual([
      'MFA of IAM users with a console password: alice',
      'ACTIVE',
    ]);
    expect(Findings.map(({ Title }) => Title).join()).not.toContain('bob');
    iam.destroy();
    security.destroy();
  });
});
