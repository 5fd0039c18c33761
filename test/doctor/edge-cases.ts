// Where a line of doctor turns: each case is beside one that says something else.
import type { AccountFacts } from '../../rule/doctor/account';
import type { RuleStatus } from '../../rule/doctor/rule/facts';
import { accountId, hoursBefore } from '../builders';
import type { AccountCase } from './account-cases';
import { aRecorder, aRule, aTrail, advanced, configMayInvoke, denied, selectors } from './builders';

const recorder = (overrides: Parameters<typeof aRecorder>[0]): Partial<AccountFacts> => ({
  recorders: { value: [aRecorder(overrides)] },
});
const trail = (overrides: Parameters<typeof aTrail>[0]): Partial<AccountFacts> => ({
  trails: { value: [aTrail(overrides)] },
});
const rule = (overrides: Parameters<typeof aRule>[0]): Partial<AccountFacts> => ({
  rules: { value: [aRule(overrides)] },
});
const ran = (status: Partial<RuleStatus>): Partial<AccountFacts> =>
  rule({
    status: {
      value: {
        lastSuccess: undefined,
        lastFailure: undefined,
        lastErrorCode: undefined,
        lastErrorMessage: undefined,
        ...status,
      },
    },
  });
const scanned = (hours: number, annotation: string): Partial<AccountFacts> =>
  rule({ summary: { value: { annotation, recordedAt: hoursBefore(hours) } } });
const complete =
  'Scan complete: 1 users, 1 with a console password, 0 without sufficient MFA, 0 exempt, 0 in grace.';
const basic = (...list: readonly object[]): Partial<AccountFacts> =>
  trail({
    selectors: {
      value: selectors({
        basic: list.map((one) => ({
          readWriteType: 'All',
          managementEvents: true,
          excludedSources: [],
          ...one,
        })),
      }),
    },
  });

const recorders: readonly AccountCase[] = [
  {
    title: 'a strategy of all types counts without the older field',
    facts: recorder({ allSupported: false, includeGlobalResourceTypes: false }),
    lines: { 'records-users': 'missing' },
  },
  {
    title: 'a recorder without a role gets the service-linked one',
    facts: recorder({ includeGlobalResourceTypes: false, roleArn: undefined }),
    lines: { 'records-users': 'missing' },
  },
  {
    title: 'a delivery that failed without a reason',
    facts: {
      recorderStatuses: {
        value: [{ name: 'default', recording: true, lastStatus: 'Failure', lastError: undefined }],
      },
    },
    lines: { 'recorder-on': 'warning' },
  },
];

const named = { arn: 'arn:aws:cloudtrail:us-east-1:111122223333:trail/all', logging: { value: false } };
const trails: readonly AccountCase[] = [
  { title: "another account's trail is called by its ARN", facts: trail(named), lines: { trail: 'missing' } },
  { title: 'a trail without selectors logs management events', facts: basic(), lines: {} },
  {
    title: 'one of two basic selectors is enough',
    facts: basic({ readWriteType: 'ReadOnly' }, {}),
    lines: {},
  },
  {
    title: 'a basic selector that leaves out IAM',
    facts: basic({ excludedSources: ['iam.amazonaws.com'] }),
    lines: { trail: 'missing' },
  },
  {
    title: 'one of two advanced selectors is enough',
    facts: trail({
      selectors: {
        value: {
          basic: [],
          advanced: [
            ...advanced('eventCategory=Data').advanced,
            ...advanced('eventCategory=Management').advanced,
          ],
          raw: [],
        },
      },
    }),
    lines: {},
  },
  {
    title: 'an advanced selector without a category selects nothing of IAM',
    facts: trail({ selectors: { value: advanced('readOnly=false') } }),
    lines: { trail: 'missing' },
  },
  {
    title: 'selectors of no make are left out of the command',
    facts: trail({
      selectors: {
        value: selectors({
          basic: [{ readWriteType: 'ReadOnly', managementEvents: true, excludedSources: [] }],
          raw: [null, 'x', { ReadWriteType: 'ReadOnly' }] as never,
        }),
      },
    }),
    lines: { trail: 'missing' },
  },
];

const rules: readonly AccountCase[] = [
  {
    title: 'a rule of no function',
    facts: rule({ rule: { sourceIdentifier: undefined } }),
    lines: { rule: 'missing' },
  },
  ...[
    `arn:aws:lambda:eu-west-1:${accountId}:function:iam-user-mfa`,
    `xarn:aws:lambda:us-east-1:${accountId}:function:iam-user-mfa`,
    `arn:aws:lambda:us-east-1:${accountId}:function:iam-user-mfa:live`,
  ].map((sourceIdentifier): AccountCase => ({
    title: `a rule that runs ${sourceIdentifier}`,
    facts: rule({ rule: { sourceIdentifier } }),
    lines: { rule: 'missing' },
  })),
  {
    title: 'a rule that is evaluating',
    facts: rule({ rule: { state: 'EVALUATING', inputParameters: '{}' } }),
    lines: {},
  },
  {
    title: 'parameters with two problems',
    facts: rule({ rule: { inputParameters: '{"gracePeriodHours":"x","requiredMfa":"y"}' } }),
    lines: { parameters: 'missing' },
  },
  {
    title: 'a failure and a success at one time',
    facts: ran({ lastSuccess: hoursBefore(1), lastFailure: hoursBefore(1) }),
    lines: {},
  },
  {
    title: 'an older failure of a known reason',
    facts: ran({ lastSuccess: hoursBefore(1), lastFailure: hoursBefore(2), lastErrorCode: 'Timeout' }),
    lines: {},
  },
  {
    title: 'a reason without a time',
    facts: ran({ lastErrorCode: 'AccessDenied' }),
    lines: { 'last-run': 'missing' },
  },
  {
    title: 'a reason without the time of a failure, after a success',
    facts: ran({ lastSuccess: hoursBefore(1), lastErrorCode: 'AccessDenied' }),
    lines: { 'last-run': 'missing' },
  },
  { title: 'a scan of half an hour ago', facts: scanned(0.5, complete), lines: {} },
  {
    title: 'a scan summary that nobody can read',
    facts: scanned(1, 'No summary.'),
    lines: { 'last-scan': 'missing' },
  },
  {
    title: 'a scan without a frequency is late after twelve hours',
    facts: rule({
      rule: { frequency: undefined },
      summary: { value: { annotation: complete, recordedAt: hoursBefore(13) } },
    }),
    lines: { 'last-scan': 'missing' },
  },
];

const noFunction = { functionPolicy: { value: undefined }, runtime: { value: undefined } };
const at = (runtime: string, now: string): Partial<AccountFacts> => ({
  runtime: { value: runtime },
  now: new Date(now),
});
const functions: readonly AccountCase[] = [
  {
    title: 'a function that Config may not invoke, before a rule is there',
    facts: { functionPolicy: { value: [] }, rules: { value: [] } },
    lines: { rule: 'missing', function: 'missing' },
  },
  {
    title: 'no function, and the rules are denied',
    facts: { ...noFunction, rules: denied('config:DescribeConfigRules') },
    lines: { rule: 'unknown' },
  },
  {
    title: 'a function that Config may invoke among others',
    facts: {
      functionPolicy: {
        value: [
          { ...configMayInvoke(accountId), services: ['events.amazonaws.com', 'config.amazonaws.com'] },
        ],
      },
    },
    lines: {},
  },
  ...(
    [
      ['nodejs18.x', '2025-03-01T23:59:59Z', undefined],
      ['nodejs18.x', '2025-03-02T00:00:00Z', 'warning'],
      ['nodejs20.x', '2025-10-29T00:00:00Z', 'warning'],
      ['nodejs20.x', '2026-04-30T00:00:00Z', 'warning'],
      ['nodejs22.x', '2026-10-28T23:59:59Z', undefined],
      ['nodejs22.x', '2026-10-29T00:00:00Z', 'warning'],
      ['nodejs24.x', '2027-10-29T23:59:59Z', undefined],
      ['nodejs24.x', '2027-10-30T00:00:00Z', 'warning'],
    ] as const
  ).map(([runtime, now, status]): AccountCase => ({
    title: `${runtime} at ${now}`,
    facts: { ...at(runtime, now), rules: { value: [] } },
    lines: { rule: 'missing', ...(status && { runtime: status }) },
  })),
];

const group = {
  name: 'Group 1',
  arn: `arn:aws:iam::${accountId}:group/iam-user-mfa-required/Group1`,
  members: 1,
  enforces: { value: false },
  stack: { value: undefined },
};
const topicArn = `arn:aws:sns:us-east-1:${accountId}:security`;
const allow = { effect: 'Allow', services: [], everyone: true, actions: ['sns:Publish'], conditions: {} };
const byAlarm = (name: string): Partial<AccountFacts> => ({
  topicArn,
  topicPolicy: {
    value: [
      { ...allow, everyone: false, services: ['events.amazonaws.com'] },
      {
        ...allow,
        conditions: {
          ArnEquals: { 'aws:SourceArn': [`arn:aws:cloudwatch:us-east-1:${accountId}:alarm:${name}`] },
        },
      },
    ],
  },
});
const key = `arn:aws:kms:us-east-1:${accountId}:key/1`;
const inChina: Partial<AccountFacts> = {
  partition: 'aws-cn',
  region: 'cn-north-1',
  kmsKeyArn: key.replace('arn:aws:kms:us-east-1', 'arn:aws-cn:kms:cn-north-1'),
  rules: { value: [] },
};
const viaSqs = (host: string) => ({
  ...allow,
  actions: ['kms:*'],
  everyone: false,
  services: ['sqs.amazonaws.com'],
  conditions: { StringEquals: { 'kms:ViaService': [host] } },
});
const rest: readonly AccountCase[] = [
  ...[true, false].map((enforces): AccountCase => ({
    title: `a left group of one member that ${enforces ? 'still enforces' : 'enforces nothing'}`,
    facts: { groups: { value: [{ ...group, enforces: { value: enforces } }] } },
    lines: { group: 'warning' },
  })),
  {
    title: 'a left group whose policies cannot be read',
    facts: { groups: { value: [{ ...group, enforces: denied('iam:GetPolicyVersion') }] } },
    lines: { group: 'warning' },
  },
  { title: 'GuardDuty is off', facts: { signInRuleLive: { value: undefined } }, lines: {} },
  {
    title: 'two empty dead-letter queues',
    facts: {
      deadLetters: {
        value: [
          { name: 'a', url: 'https://a', messages: 0 },
          { name: 'b', url: 'https://b', messages: 0 },
        ],
      },
    },
    lines: {},
  },
  {
    title: 'a region that is closed to two services',
    facts: {
      openServices: Object.fromEntries(
        ['lambda:ListFunctions', 'sqs:ListQueues'].map((api) => [
          api,
          {
            failure: {
              api,
              error: 'AccessDenied',
              detail: 'denied by an explicit deny in a resource control policy',
            },
          },
        ]),
      ),
    },
    lines: { 'region-open': 'missing' },
  },
  {
    title: 'an explicit deny of another policy closes no region',
    facts: {
      openServices: {
        lambda: { failure: { api: 'lambda:ListFunctions', error: 'Throttling', detail: 'Rate exceeded' } },
      },
      recorders: { value: [] },
      eventRules: {
        failure: {
          api: 'events:ListRules',
          error: 'AccessDenied',
          detail: 'denied by a service control policy',
        },
      },
    },
    lines: { 'region-open': 'unknown', recorder: 'missing', reevaluation: 'unknown' },
  },
  {
    title: 'a topic of no region',
    facts: { topicArn: 'arn', topicPolicy: { value: [] } },
    lines: { topic: 'missing' },
  },
  {
    title: 'a topic that refuses both',
    facts: { topicArn, topicPolicy: { value: [] } },
    lines: { topic: 'missing' },
  },
  { title: 'a topic whose policy was not asked for', facts: { topicArn }, lines: { topic: 'unknown' } },
  { title: "a topic for the account stack's alarms", facts: byAlarm('IamUserMfa-Alarm'), lines: {} },
  {
    title: "a topic for a member stack's alarms",
    facts: byAlarm('StackSet-iam-user-mfa-members-Alarm'),
    lines: {},
  },
  { title: 'a topic for other alarms', facts: byAlarm('Alarm'), lines: { topic: 'missing' } },
  {
    title: 'a key that refuses everything',
    facts: { kmsKeyArn: key, keyPolicy: { value: [] } },
    lines: { 'key-policy': 'missing' },
  },
  ...['sqs.cn-north-1.amazonaws.com.cn', 'sqs.cn-north-1.amazonaws.com'].map((host): AccountCase => ({
    title: `a key in China for a queue by ${host}`,
    facts: { ...inChina, keyPolicy: { value: [viaSqs(host)] } },
    lines: { rule: 'missing', 'key-policy': 'missing' },
  })),
  {
    title: 'a key for a queue by its service',
    facts: { kmsKeyArn: key, keyPolicy: { value: [viaSqs('sqs.us-east-1.amazonaws.com')] } },
    lines: { 'key-policy': 'missing' },
  },
  {
    title: "a key for the account stack's alarm",
    facts: {
      kmsKeyArn: key,
      keyPolicy: {
        value: [
          {
            ...allow,
            actions: ['kms:*'],
            conditions: {
              ArnEquals: {
                'aws:SourceArn': [`arn:aws:cloudwatch:us-east-1:${accountId}:alarm:IamUserMfa-Alarm`],
              },
            },
          },
        ],
      },
    },
    lines: { 'key-policy': 'missing' },
  },
  ...[true, false].map((there): AccountCase => ({
    title: `the role of packs is ${there ? 'there' : 'not there'} in the management account`,
    facts: {
      organization: { managementAccountId: accountId, callerAccountId: '111122223333' },
      packRole: { value: there },
    },
    lines: there ? {} : { 'service-linked-role': 'missing' },
  })),
  {
    title: 'the role of packs is denied',
    facts: {
      organization: { managementAccountId: accountId, callerAccountId: '111122223333' },
      packRole: denied('iam:GetRole'),
    },
    lines: { 'service-linked-role': 'unknown' },
  },
];

export const edgeCases: readonly AccountCase[] = [...recorders, ...trails, ...rules, ...functions, ...rest];
