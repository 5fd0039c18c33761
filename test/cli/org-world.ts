// An organization of 40 accounts on one stand-in, half of them broken, each in a way of its own.
import { ConfigServiceClient } from '@aws-sdk/client-config-service';
import { IAMClient } from '@aws-sdk/client-iam';
import { randomBytes } from 'node:crypto';
import { ConfigLedger } from '../../rule/aws/config/config-ledger';
import { forEachOf } from '../../rule/run/each-of';
import { IamApi } from '../../rule/aws/iam/iam-api';
import { Directory } from '../../rule/run/directory';
import { run } from '../../rule/run/run';
import type { SeedInput, Standin } from '../../rule/standin';

export const accountCount = 40;
const usersEach = 20;

export const parameters = { gracePeriodHours: '24', exemptTagKey: 'mfa-exempt' };
export const parameterFlags = ['--grace-period-hours', '24', '--exempt-tag-key', 'mfa-exempt'];

/** By what is wrong with them. */
export type Kind =
  | 'healthy'
  | 'denied'
  | 'devices-denied'
  | 'throttled'
  | 'stale'
  | 'without-rule'
  | 'never-ran'
  | 'changes-only'
  | 'without-role';

const broken: readonly Kind[] = [
  ...Array<Kind>(3).fill('denied'),
  ...Array<Kind>(3).fill('devices-denied'),
  ...Array<Kind>(3).fill('throttled'),
  ...Array<Kind>(3).fill('stale'),
  ...Array<Kind>(3).fill('without-rule'),
  ...Array<Kind>(2).fill('never-ran'),
  'changes-only',
  ...Array<Kind>(2).fill('without-role'),
];

export interface WorldAccount {
  readonly id: string;
  readonly kind: Kind;
  readonly ruleName: string;
}

/** Every second account is broken. The first one is the management account, where the commands run. */
export const accounts: readonly WorldAccount[] = Array.from({ length: accountCount }, (_, n) => ({
  id: String(100_000_000_000 + n),
  kind: n % 2 === 1 ? (broken[(n - 1) / 2] ?? 'healthy') : 'healthy',
  ruleName: `iam-user-mfa-conformance-pack-${randomBytes(5).toString('hex').slice(0, 9)}`,
}));

export const idsOf = (...kinds: readonly Kind[]): readonly string[] =>
  accounts.filter(({ kind }) => kinds.includes(kind)).map(({ id }) => id);

type UserInput = NonNullable<SeedInput['users']>[number];

function user(account: number, n: number): UserInput {
  const userName = `user-${String(n).padStart(2, '0')}`;
  const hourAgo = new Date(Date.now() - 3_600_000).toISOString();
  switch ((n + account) % 7) {
    case 0:
      return { userName, loginProfile: {}, mfaDevices: [{ kind: 'virtual' }] };
    case 1:
      return { userName, loginProfile: {}, mfaDevices: [{ kind: 'security-key' }] };
    case 2:
      // Some accounts have nobody to name.
      return account % 3 === 0 ? { userName } : { userName, loginProfile: {} };
    case 3:
      return { userName, loginProfile: {}, tags: { 'mfa-exempt': exemption() } };
    case 4:
      return { userName, loginProfile: { createDate: hourAgo } };
    default:
      return { userName };
  }
}

const exemption = (): string =>
  `${new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10)} break glass`;

export function worldSeed(): SeedInput {
  const inStandin = accounts.flatMap(({ id, kind, ruleName }, n) => {
    if (kind === 'without-role') return [];
    const other = `root-account-mfa-enabled-conformance-pack-${ruleName.slice(-9)}`;
    return [
      {
        accountId: id,
        users: Array.from({ length: usersEach }, (_, index) => user(n, index)),
        configRules: [...(kind === 'without-rule' ? [] : [{ name: ruleName }]), { name: other }],
        evaluationResults: [
          {
            ruleName: other,
            resourceType: 'AWS::::Account',
            resourceId: id,
            complianceType: 'COMPLIANT' as const,
          },
        ],
      },
    ];
  });
  const [management, ...members] = inStandin;
  if (management === undefined) throw new Error('no accounts');
  const { accountId, ...managementSeed } = management;
  const units = ['ou-root-aaaaaaaa', 'ou-root-bbbbbbbb', 'ou-root-cccccccc'];
  return {
    ...managementSeed,
    accountId,
    accounts: members,
    accessKeys: Object.fromEntries(inStandin.map((one) => [`KEY${one.accountId}`, one.accountId])),
    organization: {
      emptyPages: true,
      roots: [
        {
          id: 'r-root',
          name: 'Root',
          ous: [
            {
              id: 'ou-root-aaaaaaaa',
              name: 'Workloads',
              ous: [{ id: 'ou-root-bbbbbbbb', name: 'Prod' }],
            },
            { id: 'ou-root-cccccccc', name: 'Sandbox' },
          ],
        },
      ],
      accounts: [
        ...accounts.map(({ id }, n) => ({
          accountId: id,
          name: `account-${n}`,
          ...(n === 0 ? {} : { parent: units[n % 3] }),
        })),
        { accountId: '999999999999', name: 'closed', status: 'SUSPENDED' as const },
      ],
    },
    faults: [
      { action: 'iam:*', error: 'AccessDenied', accountIds: [...idsOf('denied')] },
      { action: 'iam:ListMFADevices', error: 'AccessDenied', accountIds: [...idsOf('devices-denied')] },
      { action: 'iam:GetLoginProfile', error: 'Throttling', accountIds: [...idsOf('throttled')] },
    ],
  };
}

/** AWS Config invokes the rule in every account that has one; then what is wrong afterwards goes wrong. */
export async function fillConfig(standin: Standin, url: string): Promise<void> {
  const ran: readonly Kind[] = ['healthy', 'denied', 'devices-denied', 'throttled', 'stale', 'changes-only'];
  await forEachOf(accounts, 4, async ({ id, kind, ruleName }) => {
    if (ran.includes(kind)) await invokeRule(url, id, ruleName);
    if (kind !== 'stale' && kind !== 'changes-only') return;
    const rule = standin.store.account(id).config.rule(ruleName);
    for (const result of [...rule.results]) {
      if (kind === 'stale') result.recordedTime = new Date(Date.now() - 13 * 3_600_000);
      else if (result.resourceType === 'AWS::::Account') rule.results.remove(result);
    }
  });
}

async function invokeRule(url: string, accountId: string, ruleName: string): Promise<void> {
  const settings = {
    endpoint: url,
    region: 'us-east-1',
    maxAttempts: 3,
    credentials: { accessKeyId: `KEY${accountId}`, secretAccessKey: 'testing' },
  };
  const iam = new IAMClient(settings);
  const config = new ConfigServiceClient(settings);
  const { signal } = new AbortController();
  const quiet = { warn: () => undefined, summary: () => undefined };
  const event = {
    version: '1.0',
    invokingEvent: JSON.stringify({
      awsAccountId: accountId,
      notificationCreationTime: new Date().toISOString(),
      messageType: 'ScheduledNotification',
      recordVersion: '1.0',
    }),
    ruleParameters: JSON.stringify(parameters),
    resultToken: 'token',
    eventLeftScope: false,
    configRuleArn: `arn:aws:config:us-east-1:${accountId}:config-rule/config-rule-abc123`,
    configRuleName: ruleName,
    accountId,
  };
  await run(event, {
    directory: new Directory({ iam: new IamApi(iam, signal), log: quiet }),
    ledger: new ConfigLedger({ client: config, reading: signal, posting: signal }),
    clock: { now: () => new Date() },
    log: quiet,
  }).catch(() => undefined); // a broken account fails its invocation, after it posted what it knows
  iam.destroy();
  config.destroy();
}
