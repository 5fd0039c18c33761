// What is in an account, and the lines that doctor says of it; a line that is not named is ok.
import type { AccountFacts } from '../../rule/doctor/account';
import type { Status } from '../../rule/doctor/check';
import { accountId, hoursBefore } from '../builders';
import { aRecorder, advanced, aRule, aTrail, configMayInvoke, denied, selectors } from './builders';

export interface AccountCase {
  readonly title: string;
  readonly facts: Partial<AccountFacts>;
  /** The lines that are not ok, by id. */
  readonly lines: Readonly<Record<string, Status>>;
  readonly says?: RegExp;
  readonly command?: string | RegExp;
}

const recorder = (overrides: Parameters<typeof aRecorder>[0]): Partial<AccountFacts> => ({
  recorders: { value: [aRecorder(overrides)] },
});
const trail = (overrides: Parameters<typeof aTrail>[0]): Partial<AccountFacts> => ({
  trails: { value: [aTrail(overrides)] },
});
const rule = (overrides: Parameters<typeof aRule>[0]): Partial<AccountFacts> => ({
  rules: { value: [aRule(overrides)] },
});
const group = (overrides: object): Partial<AccountFacts> => ({
  groups: {
    value: [
      {
        name: 'Group1',
        arn: `arn:aws:iam::${accountId}:group/iam-user-mfa-required/Group1`,
        members: 2,
        enforces: { value: true },
        stack: { value: 'IamUserMfa' },
        ...overrides,
      },
    ],
  },
});
const topicArn = `arn:aws:sns:us-east-1:${accountId}:security`;
const topic = (...statements: readonly object[]): Partial<AccountFacts> => ({
  topicArn,
  topicPolicy: {
    value: statements.map((statement) => ({
      effect: 'Allow',
      services: [],
      everyone: false,
      actions: ['sns:Publish'],
      conditions: {},
      ...statement,
    })),
  },
});
const cloudWatch = { services: ['cloudwatch.amazonaws.com'] };
const events = { services: ['events.amazonaws.com'] };
const when = (operator: string, key: string, ...values: readonly string[]) => ({
  conditions: { [operator]: { [key]: values } },
});
const inPolicy = 'denied by an explicit deny in a service control policy';
const closed = (api: string) => ({ failure: { api, error: 'AccessDenied', detail: inPolicy } });

const regions: readonly AccountCase[] = [
  { title: 'all is there', facts: {}, lines: {} },
  {
    title: 'a region that is not the IAM region',
    facts: {
      region: 'eu-west-1',
      rules: { value: [] },
      recorders: { value: [] },
      trails: { value: [] },
    },
    lines: { region: 'missing', recorder: 'missing', trail: 'missing', rule: 'missing' },
    says: /IAM's events arrive in us-east-1 only/,
    command: 'npx --no -- iam-user-mfa doctor --region us-east-1',
  },
  {
    title: 'China outside cn-north-1',
    facts: {
      partition: 'aws-cn',
      region: 'cn-northwest-1',
      ...rule({
        rule: { sourceIdentifier: `arn:aws-cn:lambda:cn-northwest-1:${accountId}:function:iam-user-mfa` },
      }),
    },
    lines: { region: 'missing' },
    command: 'npx --no -- iam-user-mfa doctor --region cn-north-1',
  },
];

const off = { name: 'default', recording: false, lastStatus: undefined, lastError: undefined };
const recorders: readonly AccountCase[] = [
  {
    title: 'no recorder',
    facts: { recorders: { value: [] } },
    lines: { recorder: 'missing' },
    says: /There is no customer-managed configuration recorder here/,
    command: /put-configuration-recorder .*allSupported=true,includeGlobalResourceTypes=true$/,
  },
  {
    title: 'only the recorder that Security Hub made',
    facts: recorder({ name: 'hub', servicePrincipal: 'securityhub.amazonaws.com' }),
    lines: { recorder: 'missing' },
    says: /belongs to securityhub\.amazonaws\.com; a rule needs a customer-managed one/,
  },
  {
    title: 'a service-linked recorder before a customer-managed one',
    facts: {
      recorders: {
        value: [aRecorder({ name: 'hub', servicePrincipal: 'securityhub.amazonaws.com' }), aRecorder()],
      },
    },
    lines: {},
  },
  {
    title: 'the recorders are denied',
    facts: { recorders: denied('config:DescribeConfigurationRecorders') },
    lines: { recorder: 'unknown' },
    says: /so it is unknown; allow config:DescribeConfigurationRecorders/,
  },
  {
    title: 'the recorders are denied by an organization policy: allowing the action does not help',
    facts: {
      recorders: {
        failure: {
          api: 'config:DescribeConfigurationRecorders',
          error: 'AccessDenied',
          detail: 'denied by an explicit deny in a service control policy',
        },
      },
    },
    lines: { recorder: 'unknown' },
    says: /so it is unknown; it is denied by an explicit deny in a service control policy: change that policy, because allowing the action to these credentials does not help\./,
  },
  {
    title: 'a recorder that is off',
    facts: { recorderStatuses: { value: [off] } },
    lines: { 'recorder-on': 'missing' },
    command:
      'aws configservice start-configuration-recorder --region us-east-1 --configuration-recorder-name default',
  },
  {
    title: 'a recorder without a status, while another is on',
    facts: {
      recorderStatuses: {
        value: [{ name: 'hub', recording: true, lastStatus: 'SUCCESS', lastError: undefined }],
      },
    },
    lines: { 'recorder-on': 'unknown' },
  },
  {
    title: 'a list of states that is empty, though there is a recorder',
    facts: { recorderStatuses: { value: [] } },
    lines: { 'recorder-on': 'unknown' },
  },
  {
    title: 'the status is denied',
    facts: { recorderStatuses: denied('config:DescribeConfigurationRecorderStatus') },
    lines: { 'recorder-on': 'unknown' },
  },
  {
    title: 'a recorder that is on and cannot deliver',
    facts: {
      recorderStatuses: {
        value: [{ name: 'default', recording: true, lastStatus: 'FAILURE', lastError: 'NoSuchBucket' }],
      },
    },
    lines: { 'recorder-on': 'warning' },
    says: /its last delivery failed \(NoSuchBucket\)/,
  },
  {
    title: 'a recorder that is on and has delivered nothing yet',
    facts: {
      recorderStatuses: {
        value: [{ name: 'default', recording: true, lastStatus: undefined, lastError: undefined }],
      },
    },
    lines: {},
  },
  {
    title: 'no delivery channel',
    facts: { deliveryChannels: { value: [] } },
    lines: { 'delivery-channel': 'missing' },
    command: /put-delivery-channel .*s3BucketName=BUCKET$/,
  },
  {
    title: 'the delivery channels are denied',
    facts: { deliveryChannels: denied('config:DescribeDeliveryChannels') },
    lines: { 'delivery-channel': 'unknown' },
  },
];

const byName = { allSupported: false, includeGlobalResourceTypes: false };
const recordingGroups: readonly AccountCase[] = [
  {
    title: 'all types without the global ones',
    facts: recorder({ includeGlobalResourceTypes: false }),
    lines: { 'records-users': 'missing' },
    says: /it records all types without the global ones, and IAM users are global/,
    command: /--recording-group '\{"allSupported":true,"includeGlobalResourceTypes":true\}'$/,
  },
  {
    title: 'an old recorder without a strategy: all types and the global ones',
    facts: recorder({ strategy: undefined }),
    lines: {},
  },
  {
    title: 'an old recorder without a strategy: all types without the global ones',
    facts: recorder({ strategy: undefined, includeGlobalResourceTypes: false }),
    lines: { 'records-users': 'missing' },
  },
  {
    title: 'both types by name',
    facts: recorder({
      ...byName,
      strategy: 'INCLUSION_BY_RESOURCE_TYPES',
      resourceTypes: ['AWS::IAM::User', 'AWS::Config::ResourceCompliance'],
    }),
    lines: {},
  },
  {
    title: 'IAM users by name, results not',
    facts: recorder({
      ...byName,
      strategy: 'INCLUSION_BY_RESOURCE_TYPES',
      resourceTypes: ['AWS::IAM::User'],
    }),
    lines: { 'records-results': 'warning' },
    says: /saved queries return nothing, which looks like "no user"/,
  },
  {
    title: 'other types by name',
    facts: recorder({
      ...byName,
      strategy: 'INCLUSION_BY_RESOURCE_TYPES',
      resourceTypes: ['AWS::S3::Bucket', 'AWS::Config::ResourceCompliance'],
    }),
    lines: { 'records-users': 'missing' },
    command: /"resourceTypes":\["AWS::S3::Bucket","AWS::Config::ResourceCompliance","AWS::IAM::User"\]\}'$/,
  },
  {
    title: 'an old recorder without a strategy: types by name, IAM users among them',
    facts: recorder({
      ...byName,
      strategy: undefined,
      resourceTypes: ['AWS::IAM::User', 'AWS::Config::ResourceCompliance'],
    }),
    lines: {},
  },
  {
    title: 'all but some types, IAM users not among them',
    facts: recorder({
      ...byName,
      strategy: 'EXCLUSION_BY_RESOURCE_TYPES',
      excludedTypes: ['AWS::EC2::Instance'],
    }),
    lines: {},
  },
  {
    title: 'all but IAM users',
    facts: recorder({
      ...byName,
      strategy: 'EXCLUSION_BY_RESOURCE_TYPES',
      excludedTypes: ['AWS::IAM::User', 'AWS::EC2::Instance'],
    }),
    lines: { 'records-users': 'missing' },
    command:
      /'\{"exclusionByResourceTypes":\{"resourceTypes":\["AWS::EC2::Instance"\]\},"recordingStrategy":\{"useOnly":"EXCLUSION_BY_RESOURCE_TYPES"\}\}'$/,
  },
  {
    title: 'all but results',
    facts: recorder({
      ...byName,
      strategy: 'EXCLUSION_BY_RESOURCE_TYPES',
      excludedTypes: ['AWS::Config::ResourceCompliance'],
    }),
    lines: { 'records-results': 'warning' },
  },
];

const trails: readonly AccountCase[] = [
  {
    title: 'no trail',
    facts: { trails: { value: [] } },
    lines: { trail: 'missing' },
    command: /create-trail --region us-east-1 .*--is-multi-region-trail$/,
  },
  {
    title: 'the trails are denied',
    facts: { trails: denied('cloudtrail:DescribeTrails') },
    lines: { trail: 'unknown' },
  },
  {
    title: 'a trail that is off',
    facts: trail({ logging: { value: false } }),
    lines: { trail: 'missing' },
    command: 'aws cloudtrail start-logging --region us-east-1 --name all',
  },
  {
    title: 'a trail of this region only',
    facts: trail({ multiRegion: false }),
    lines: {},
  },
  {
    title: 'a trail of another region only',
    facts: trail({ multiRegion: false, homeRegion: 'eu-west-1', name: 'europe' }),
    lines: { trail: 'missing' },
    says: /europe logs eu-west-1 only, not us-east-1/,
    command: /update-trail --region eu-west-1 .*--is-multi-region-trail/,
  },
  {
    title: 'a trail of all regions with its home elsewhere',
    facts: trail({ homeRegion: 'eu-west-1' }),
    lines: {},
  },
  {
    title: "the organization's trail",
    facts: trail({
      organization: true,
      arn: 'arn:aws:cloudtrail:us-east-1:111122223333:trail/organization',
      name: 'organization',
    }),
    lines: {},
  },
  {
    title: "the organization's trail, whose status is denied to a member",
    facts: trail({
      arn: 'arn:aws:cloudtrail:us-east-1:111122223333:trail/organization',
      name: 'organization',
      logging: denied('cloudtrail:GetTrailStatus'),
    }),
    lines: { trail: 'unknown' },
    says: /organization of account 111122223333/,
  },
  {
    title: 'one trail that is off, and one that does all',
    facts: { trails: { value: [aTrail({ logging: { value: false } }), aTrail({ name: 'second' })] } },
    lines: {},
    says: /The trail second is on/,
  },
  {
    title: 'one trail that is off, and one that is denied',
    facts: {
      trails: {
        value: [
          aTrail({ logging: { value: false } }),
          aTrail({ logging: denied('cloudtrail:GetTrailStatus') }),
        ],
      },
    },
    lines: { trail: 'unknown' },
  },
  {
    title: 'a trail without the events of global services',
    facts: trail({ multiRegion: false, globalEvents: false }),
    lines: { trail: 'missing' },
    command: /--include-global-service-events$/,
  },
  ...(
    [
      ['basic selectors for reads only', 'ReadOnly', true, 'missing'],
      ['basic selectors for writes only', 'WriteOnly', true, undefined],
      ['basic selectors without management events', 'All', false, 'missing'],
    ] as const
  ).map(([title, readWriteType, managementEvents, status]): AccountCase => ({
    title,
    facts: trail({
      selectors: {
        value: selectors({ basic: [{ readWriteType, managementEvents, excludedSources: [] }] }),
      },
    }),
    lines: status === undefined ? {} : { trail: status },
  })),
  {
    title: 'basic selectors with data events: the command keeps them',
    facts: trail({
      selectors: {
        value: {
          basic: [{ readWriteType: 'ReadOnly', managementEvents: true, excludedSources: [] }],
          advanced: [],
          raw: [
            {
              ReadWriteType: 'ReadOnly',
              IncludeManagementEvents: true,
              DataResources: [{ Type: 'AWS::S3::Object', Values: ['arn:aws:s3:::a/'] }],
            },
          ],
        },
      },
    }),
    lines: { trail: 'missing' },
    command: /"ReadWriteType":"All".*"DataResources":\[\{"Type":"AWS::S3::Object"/,
  },
  ...(
    [
      ['all management events', ['eventCategory=Management'], undefined],
      ['management writes', ['eventCategory=Management', 'readOnly=false'], undefined],
      ['management reads', ['eventCategory=Management', 'readOnly=true'], 'missing'],
      ['data events', ['eventCategory=Data', 'resources.type=AWS::S3::Object'], 'missing'],
      [
        'management events but IAM',
        ['eventCategory=Management', 'eventSource!=iam.amazonaws.com'],
        'missing',
      ],
      [
        'management events but KMS',
        ['eventCategory=Management', 'eventSource!=kms.amazonaws.com,rdsdata.amazonaws.com'],
        undefined,
      ],
    ] as const
  ).map(([title, fields, status]): AccountCase => ({
    title: `advanced selectors: ${title}`,
    facts: trail({ selectors: { value: advanced(...fields) } }),
    lines: status === undefined ? {} : { trail: status },
    ...(status === undefined
      ? {}
      : { command: /--advanced-event-selectors '\[\{"Name":"theirs".*"ManagementWrites"/ }),
  })),
  {
    title: 'the selectors are denied',
    facts: trail({ selectors: denied('cloudtrail:GetEventSelectors') }),
    lines: { trail: 'unknown' },
  },
];

const status = (overrides: object) => ({
  status: {
    value: {
      lastSuccess: undefined,
      lastFailure: undefined,
      lastErrorCode: undefined,
      lastErrorMessage: undefined,
      ...overrides,
    },
  },
});
const rules: readonly AccountCase[] = [
  {
    title: 'no rule, so nothing that comes with it is missed',
    facts: { rules: { value: [] }, eventRules: { value: [] }, deadLetters: { value: [] } },
    lines: { rule: 'missing' },
    command: 'npx cdk deploy IamUserMfa',
  },
  {
    title: 'the rules are denied',
    facts: { rules: denied('config:DescribeConfigRules'), deadLetters: denied('config:DescribeConfigRules') },
    lines: { rule: 'unknown', 'dead-letters': 'unknown' },
  },
  {
    title: 'the rule of a conformance pack',
    facts: rule({ rule: { name: 'iam-user-mfa-conformance-pack-abc123xyz' } }),
    lines: {},
  },
  {
    title: 'a rule that is being deleted',
    facts: rule({ rule: { state: 'DELETING_RESULTS' } }),
    lines: { rule: 'missing' },
    says: /DELETING_RESULTS, so it evaluates no user/,
  },
  {
    title: 'a managed rule of our name',
    facts: rule({ rule: { owner: 'AWS', sourceIdentifier: 'MFA_ENABLED_FOR_IAM_CONSOLE_ACCESS' } }),
    lines: { rule: 'missing' },
    says: /its owner is AWS/,
  },
  {
    title: "a rule of our name that runs another account's function",
    facts: rule({
      rule: { sourceIdentifier: 'arn:aws:lambda:us-east-1:111122223333:function:iam-user-mfa' },
    }),
    lines: { rule: 'missing' },
    says: /is no function of this account and region/,
  },
  {
    title: 'two rules of ours',
    facts: { rules: { value: [aRule(), aRule({ rule: { name: 'iam-user-mfa-conformance-pack-abc' } })] } },
    lines: { rule: 'warning' },
    says: /two sets of verdicts and two bills/,
  },
  {
    title: 'parameters that the rule cannot read',
    facts: rule({ rule: { inputParameters: '{"gracePeriodHours":"0.5"}' } }),
    lines: { parameters: 'missing' },
    says: /gracePeriodHours/,
  },
  {
    title: 'parameters that are set',
    facts: rule({ rule: { inputParameters: '{"gracePeriodHours":"24"}' } }),
    lines: {},
    says: /"gracePeriodHours":"24"/,
  },
  {
    title: 'a rule without a state, which AWS has of each',
    facts: rule({ status: { value: undefined } }),
    lines: { 'last-run': 'unknown' },
  },
  {
    title: 'a rule that has not run yet',
    facts: rule({ ...status({}), summary: { value: undefined } }),
    lines: { 'last-run': 'warning', 'last-scan': 'missing' },
    command:
      'aws configservice start-config-rules-evaluation --region us-east-1 --config-rule-names iam-user-mfa',
  },
  {
    title: 'a last run that failed',
    facts: rule(
      status({
        lastSuccess: hoursBefore(7),
        lastFailure: hoursBefore(1),
        lastErrorCode: 'AccessDenied',
        lastErrorMessage: 'iam:ListUsers',
      }),
    ),
    lines: { 'last-run': 'missing' },
    says: /failed at 2026-11-20T11:00:00Z \(AccessDenied: iam:ListUsers\)/,
    command: /^aws logs tail --region us-east-1 --since 1d /,
  },
  {
    title: 'a run that failed once and succeeded since',
    facts: rule(
      status({ lastSuccess: hoursBefore(1), lastFailure: hoursBefore(7), lastErrorCode: 'Timeout' }),
    ),
    lines: {},
  },
  {
    title: 'a rule that only ever failed, without a reason',
    facts: rule(status({ lastFailure: hoursBefore(1) })),
    lines: { 'last-run': 'missing' },
    says: /AWS Config gives no reason/,
  },
  {
    title: 'the status of the rule is denied',
    facts: rule({ status: denied('config:DescribeConfigRuleEvaluationStatus') }),
    lines: { 'last-run': 'unknown' },
  },
  {
    title: 'a scan summary just within two periods',
    facts: rule({
      summary: {
        value: {
          annotation:
            'Scan complete: 1 users, 1 with a console password, 0 without sufficient MFA, 0 exempt, 0 in grace.',
          recordedAt: hoursBefore(12),
        },
      },
    }),
    lines: {},
  },
  {
    title: 'a scan summary older than two periods',
    facts: rule({
      summary: {
        value: {
          annotation:
            'Scan complete: 1 users, 1 with a console password, 0 without sufficient MFA, 0 exempt, 0 in grace.',
          recordedAt: hoursBefore(13),
        },
      },
    }),
    lines: { 'last-scan': 'missing' },
    says: /13 hours old \(2026-11-19T23:00:00Z\), more than two periods/,
  },
  {
    title: 'a scan summary of 13 hours where the rule runs once a day',
    facts: rule({
      rule: { frequency: 'TwentyFour_Hours' },
      summary: {
        value: {
          annotation:
            'Scan complete: 1 users, 1 with a console password, 0 without sufficient MFA, 0 exempt, 0 in grace.',
          recordedAt: hoursBefore(13),
        },
      },
    }),
    lines: {},
  },
  {
    title: 'a scan that did not see everything',
    facts: rule({
      summary: {
        value: {
          annotation:
            'Scan incomplete: 3 of 812 users could not be read (AccessDenied on iam:ListMFADevices). Of 809 users read: 300 with a console password, 12 without sufficient MFA, 3 exempt, 1 in grace.',
          recordedAt: hoursBefore(1),
        },
      },
    }),
    lines: { 'last-scan': 'missing' },
    says: /3 of 812 users could not be read/,
  },
  {
    title: 'the scan summary is denied',
    facts: rule({ summary: denied('config:GetComplianceDetailsByResource') }),
    lines: { 'last-scan': 'unknown' },
  },
];

const dead = (messages: number) => ({
  name: 'dead',
  url: `https://sqs.us-east-1.amazonaws.com/${accountId}/dead`,
  messages,
});
const reevaluation: readonly AccountCase[] = [
  {
    title: 'no re-evaluation',
    facts: { eventRules: { value: [] } },
    lines: { reevaluation: 'warning' },
    command: 'npx cdk deploy IamUserMfa -c reevaluation=true',
  },
  {
    title: 're-evaluation that is disabled',
    facts: { eventRules: { value: [{ name: 'Re', enabled: false }] } },
    lines: { reevaluation: 'missing' },
    command: 'aws events enable-rule --region us-east-1 --name Re',
  },
  {
    title: 're-evaluation is denied',
    facts: { eventRules: denied('events:ListRules') },
    lines: { reevaluation: 'unknown' },
  },
  {
    title: 'one dead letter',
    facts: { deadLetters: { value: [dead(1)] } },
    lines: { 'dead-letters': 'warning' },
    says: /holds 1 message:/,
    command: /receive-message .*\/dead --max-number-of-messages 10$/,
  },
  {
    title: 'dead letters that are denied',
    facts: { deadLetters: denied('sqs:GetQueueAttributes') },
    lines: { 'dead-letters': 'unknown' },
  },
  {
    title: 'no dead-letter queue',
    facts: { deadLetters: { value: [] } },
    lines: { 'dead-letters': 'warning' },
  },
];

const others: readonly AccountCase[] = [
  {
    title: "remediation's group of a stack",
    facts: group({}),
    lines: {},
    says: /enforces MFA and has 2 members/,
  },
  {
    title: "remediation's group without an enforcing policy",
    facts: group({ enforces: { value: false } }),
    lines: { group: 'missing' },
    says: /its 2 members can do everything without a second factor/,
  },
  {
    title: 'a policy of the group that cannot be read',
    facts: group({ enforces: denied('iam:GetPolicyVersion') }),
    lines: { group: 'unknown' },
  },
  {
    title: 'a group with members that no stack owns',
    facts: group({ stack: { value: undefined } }),
    lines: { group: 'warning' },
    says: /Let members without MFA enrol first/,
    command: 'npx --no -- iam-user-mfa remediate --action undo-require-mfa --all-members --group Group1',
  },
  {
    title: 'an empty group that no stack owns',
    facts: group({ stack: { value: undefined }, members: 0 }),
    lines: { group: 'warning' },
    command: 'aws iam delete-group --group-name Group1',
  },
  {
    title: "the group's stack is denied",
    facts: group({ stack: denied('cloudformation:DescribeStackResources') }),
    lines: { group: 'unknown' },
  },
  {
    title: 'the groups are denied',
    facts: { groups: denied('iam:ListGroups') },
    lines: { group: 'unknown' },
  },
  {
    title: 'Security Hub is off',
    facts: { securityHub: { value: false } },
    lines: { 'security-hub': 'warning' },
    command: 'aws securityhub enable-security-hub --region us-east-1 --no-enable-default-standards',
  },
  {
    title: 'Security Hub is denied',
    facts: { securityHub: denied('securityhub:DescribeHub') },
    lines: { 'security-hub': 'unknown' },
  },
];

const notThere = { functionPolicy: { value: undefined }, runtime: { value: undefined } };
const functions: readonly AccountCase[] = [
  {
    title: 'no function before a deployment',
    facts: { ...notThere, rules: { value: [] } },
    lines: { rule: 'missing' },
    says: /There is no function iam-user-mfa: not deployed yet\./,
  },
  {
    title: 'a rule whose function is gone',
    facts: notThere,
    lines: { function: 'missing' },
    says: /There is no function iam-user-mfa that AWS Config may invoke: AWS Config refuses the rule/,
    command: 'npx cdk deploy IamUserMfa',
  },
  {
    title: 'a function that AWS Config may invoke for another account only',
    facts: { functionPolicy: { value: [configMayInvoke('111122223333')] } },
    lines: { function: 'missing' },
    says: /AWS Config may not invoke it for this account/,
  },
  {
    title: 'a function that another service may invoke',
    facts: {
      functionPolicy: { value: [{ ...configMayInvoke(accountId), services: ['events.amazonaws.com'] }] },
    },
    lines: { function: 'missing' },
  },
  {
    title: 'a function that AWS Config may invoke for any rule of this account',
    facts: {
      functionPolicy: {
        value: [
          {
            ...configMayInvoke(accountId),
            ...when('ArnLike', 'AWS:SourceArn', `arn:aws:config:us-east-1:${accountId}:config-rule/*`),
          },
        ],
      },
    },
    lines: {},
  },
  {
    title: "the function's policy is denied",
    facts: { functionPolicy: denied('lambda:GetPolicy') },
    lines: { function: 'unknown' },
  },
  {
    title: 'a runtime that ends within six months',
    facts: { runtime: { value: 'nodejs18.x' } },
    lines: { runtime: 'warning' },
  },
  {
    title: 'a runtime that is not known here',
    facts: { runtime: { value: 'provided.al2023' } },
    lines: {},
  },
  {
    title: "the function's configuration is denied: the rule works without it",
    facts: { runtime: denied('lambda:GetFunctionConfiguration') },
    lines: {},
    says: /The runtime of the function was not looked at/,
  },
];

const open = { lambda: { value: {} }, sqs: { value: {} }, logs: { value: {} }, events: { value: {} } };
const regionOpen: readonly AccountCase[] = [
  {
    title: 'a region that a service control policy closes to one service',
    facts: { openServices: { ...open, sqs: closed('sqs:ListQueues') } },
    lines: { 'region-open': 'missing' },
    says: /closes us-east-1 to sqs:ListQueues, asked as arn:aws:iam::123456789012:user\/auditor/,
  },
  {
    title: 'a closed region is one line, and not unknown a second time',
    facts: {
      openServices: { lambda: closed('lambda:ListFunctions'), events: closed('events:ListRules') },
      eventRules: closed('events:ListRules'),
      deadLetters: closed('cloudformation:DescribeStackResources'),
      functionPolicy: closed('lambda:GetPolicy'),
      runtime: { value: undefined },
      securityHub: closed('securityhub:DescribeHub'),
    },
    lines: { 'region-open': 'missing' },
  },
  {
    title: 'a closed region, and IAM closed as well',
    facts: {
      openServices: { ...open, logs: closed('logs:DescribeLogGroups') },
      groups: closed('iam:ListGroups'),
    },
    lines: { 'region-open': 'missing', group: 'unknown' },
  },
  {
    title: 'a question that these credentials lack an Allow for says nothing of the region',
    facts: { openServices: { ...open, lambda: denied('lambda:ListFunctions') } },
    lines: { 'region-open': 'unknown' },
  },
];

const key = `arn:aws:kms:us-east-1:${accountId}:key/11111111-2222-3333-4444-555555555555`;
const ofService = (service: string, conditions = {}) => ({
  effect: 'Allow',
  services: [service],
  everyone: false,
  actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
  conditions,
});
const bySource = { StringEquals: { 'aws:SourceAccount': [accountId] } };
const keyStatements = [
  {
    ...ofService('logs.us-east-1.amazonaws.com', {
      ArnLike: { 'kms:EncryptionContext:aws:logs:arn': [`arn:aws:logs:us-east-1:${accountId}:*`] },
    }),
    actions: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'],
  },
  ofService('events.amazonaws.com'),
  ofService('cloudwatch.amazonaws.com', bySource),
  { ...ofService(''), services: [], everyone: true, ...when('StringEquals', 'kms:CallerAccount', accountId) },
];
const keyPolicies: readonly AccountCase[] = [
  {
    title: 'a key that lets the services in',
    facts: { kmsKeyArn: key, keyPolicy: { value: keyStatements } },
    lines: {},
  },
  {
    title: 'a key that leaves one service out',
    facts: { kmsKeyArn: key, keyPolicy: { value: keyStatements.slice(0, 3) } },
    lines: { 'key-policy': 'missing' },
    says: /refuses sqs\.amazonaws\.com \(in the name of the functions' roles\) for account 123456789012/,
    command: /^aws kms get-key-policy --region us-east-1 /,
  },
  {
    title: 'a key that lets in for another account only',
    facts: {
      kmsKeyArn: key,
      keyPolicy: {
        value: [
          ...keyStatements.slice(0, 3),
          ofService('sqs.amazonaws.com', { StringEquals: { 'aws:SourceAccount': ['111122223333'] } }),
        ],
      },
    },
    lines: { 'key-policy': 'missing' },
  },
  {
    title: 'a key that names SQS itself, in whose name no queue uses it',
    facts: {
      kmsKeyArn: key,
      keyPolicy: { value: [...keyStatements.slice(0, 3), ofService('sqs.amazonaws.com', bySource)] },
    },
    lines: { 'key-policy': 'warning' },
    says: /add \{"Effect":"Allow","Principal":\{"AWS":"\*"\}/,
  },
  {
    title: 'a key that lets CloudWatch Logs make data keys and no more',
    facts: {
      kmsKeyArn: key,
      keyPolicy: {
        value: [ofService('logs.us-east-1.amazonaws.com'), ...keyStatements.slice(1)],
      },
    },
    lines: { 'key-policy': 'missing' },
    says: /refuses logs\.us-east-1\.amazonaws\.com for/,
  },
  {
    title: 'a key whose statement for EventBridge asks for the source account',
    facts: {
      kmsKeyArn: key,
      keyPolicy: {
        value: [...keyStatements, ofService('events.amazonaws.com', bySource)].filter((_, n) => n !== 1),
      },
    },
    lines: { 'key-policy': 'missing' },
    says: /refuses events\.amazonaws\.com/,
  },
  {
    title: 'a key of another region',
    facts: {
      kmsKeyArn: key.replace('us-east-1', 'eu-west-1'),
      keyPolicy: { value: keyStatements },
    },
    lines: { 'key-policy': 'missing' },
  },
  {
    title: 'a key of another account, whose policy AWS gives to that account alone',
    facts: { kmsKeyArn: key.replace(accountId, '111122223333') },
    lines: { 'key-policy': 'unknown' },
  },
  {
    title: "the key's policy is denied",
    facts: { kmsKeyArn: key, keyPolicy: denied('kms:GetKeyPolicy') },
    lines: { 'key-policy': 'unknown' },
  },
];

const advice: readonly AccountCase[] = [
  {
    title: "GuardDuty's rule for sign-ins without MFA is off: it is named",
    facts: { signInRuleLive: { value: false } },
    lines: {},
    says: /custom detection rule ConsoleLoginWithoutMFA is off here/,
  },
  {
    title: 'GuardDuty is denied: the rule does not need it',
    facts: { signInRuleLive: denied('guardduty:ListCustomDetectionRules') },
    lines: {},
    says: /was not looked at \(AccessDenied on guardduty:ListCustomDetectionRules\)/,
  },
  {
    title: 'Security Hub is off where a policy of the organization decides',
    facts: { securityHub: { value: false }, securityHubPolicy: { value: true } },
    lines: { 'security-hub': 'warning' },
    says: /SECURITYHUB_CSPM_POLICY/,
  },
  {
    title: 'a management account without the role of packs, where another account deploys',
    facts: { organization: { managementAccountId: accountId, callerAccountId: '111122223333' } },
    lines: { 'service-linked-role': 'missing' },
    command: 'aws iam create-service-linked-role --aws-service-name config-multiaccountsetup.amazonaws.com',
  },
  {
    title: 'a management account in which the role of packs may not be looked at',
    facts: {
      organization: { managementAccountId: accountId, callerAccountId: '111122223333' },
      packRole: denied('iam:GetRole'),
    },
    lines: { 'service-linked-role': 'unknown' },
  },
  {
    title: 'a management account that deploys itself needs no role of packs',
    facts: { organization: { managementAccountId: accountId, callerAccountId: accountId } },
    lines: {},
  },
  {
    title: 'a member needs no role of packs to be made',
    facts: { organization: { managementAccountId: '111122223333', callerAccountId: '111122223333' } },
    lines: {},
  },
];

const controlTower: readonly AccountCase[] = [
  {
    title: 'a recorder of Control Tower that leaves out global types has no command',
    facts: recorder({ name: 'aws-controltower-BaselineConfigRecorder', includeGlobalResourceTypes: false }),
    lines: { 'records-users': 'missing', 'recorder-on': 'unknown' },
    says: /Control Tower owns it and denies everybody else: change it through Control Tower, which records global/,
  },
  {
    title: 'a trail of Control Tower that is off has no command',
    facts: trail({ name: 'aws-controltower-BaselineCloudTrail', logging: { value: false } }),
    lines: { trail: 'missing' },
    says: /change it through Control Tower\./,
  },
  {
    title: 'a recorder keeps its own recording mode and its role',
    facts: recorder({
      includeGlobalResourceTypes: false,
      recordingMode: { recordingFrequency: 'DAILY' },
    }),
    lines: { 'records-users': 'missing' },
    command: /"recordingMode":\{"recordingFrequency":"DAILY"\}/,
  },
];

const topics: readonly AccountCase[] = [
  { title: 'a topic for both', facts: topic(cloudWatch, events), lines: {} },
  {
    title: 'a topic that is not there',
    facts: { topicArn, topicPolicy: { value: undefined } },
    lines: { topic: 'missing' },
  },
  {
    title: 'a topic of another region',
    facts: { ...topic(cloudWatch, events), topicArn: topicArn.replace('us-east-1', 'eu-west-1') },
    lines: { topic: 'missing' },
    says: /is in eu-west-1 \(aws\), and the rule in us-east-1/,
  },
  {
    title: 'a topic of another partition',
    facts: { ...topic(cloudWatch, events), topicArn: topicArn.replace('arn:aws:', 'arn:aws-cn:') },
    lines: { topic: 'missing' },
  },
  {
    title: 'a topic for CloudWatch of this account, and for EventBridge',
    facts: topic({ ...cloudWatch, ...when('StringEquals', 'aws:SourceAccount', accountId) }, events),
    lines: {},
  },
  {
    title: 'a topic for CloudWatch of several accounts, this one among them',
    facts: topic(
      { ...cloudWatch, ...when('StringEquals', 'AWS:SourceAccount', '111122223333', accountId) },
      events,
    ),
    lines: {},
  },
  {
    title: 'a topic for CloudWatch of another account only',
    facts: topic({ ...cloudWatch, ...when('StringEquals', 'aws:SourceAccount', '111122223333') }, events),
    lines: { topic: 'missing' },
    says: /refuses cloudwatch\.amazonaws\.com \(alarms\) of account 123456789012\..*"Condition":\{"StringEquals":\{"aws:SourceAccount":"123456789012"\}\}/s,
    command: `aws sns get-topic-attributes --region us-east-1 --topic-arn ${topicArn} --query Attributes.Policy --output text`,
  },
  {
    title: "a topic for alarms of this account by the alarm's ARN",
    facts: topic(
      {
        ...cloudWatch,
        ...when('ArnLike', 'aws:SourceArn', `arn:aws:cloudwatch:us-east-1:${accountId}:alarm:*`),
      },
      events,
    ),
    lines: {},
  },
  {
    title: 'a topic for alarms of another region',
    facts: topic(
      {
        ...cloudWatch,
        ...when('ArnLike', 'aws:SourceArn', `arn:aws:cloudwatch:eu-west-1:${accountId}:alarm:*`),
      },
      events,
    ),
    lines: { topic: 'missing' },
  },
  {
    title: 'a topic with a condition that CloudWatch sends nothing for',
    facts: topic({ ...cloudWatch, ...when('StringEquals', 'aws:PrincipalOrgID', 'o-a1b2c3d4e5') }, events),
    lines: { topic: 'missing' },
  },
  {
    title: 'a topic whose statement for EventBridge asks for the source account',
    facts: topic(cloudWatch, { ...events, ...when('StringEquals', 'aws:SourceAccount', accountId) }),
    lines: { topic: 'missing' },
    says: /refuses events\.amazonaws\.com \(notices\) of account/,
  },
  {
    title: 'a topic with the policy that SNS gives it: alarms of its own account, no notices',
    facts: topic({ everyone: true, ...when('StringEquals', 'AWS:SourceOwner', accountId) }),
    lines: { topic: 'missing' },
    says: /refuses events\.amazonaws\.com \(notices\) of account/,
  },
  {
    title: 'a topic that denies what it allows',
    facts: topic(cloudWatch, events, { everyone: true, effect: 'Deny', actions: ['sns:*'] }),
    lines: { topic: 'missing' },
  },
  {
    title: 'a topic that denies other accounts',
    facts: topic(cloudWatch, events, {
      everyone: true,
      effect: 'Deny',
      ...when('StringNotEqualsIfExists', 'aws:SourceAccount', accountId),
    }),
    lines: { topic: 'missing' },
    says: /refuses events/,
  },
  {
    title: 'the topic is denied',
    facts: { topicArn, topicPolicy: denied('sns:GetTopicAttributes') },
    lines: { topic: 'unknown' },
  },
];

export const accountCases: readonly AccountCase[] = [
  ...regions,
  ...recorders,
  ...recordingGroups,
  ...trails,
  ...rules,
  ...reevaluation,
  ...others,
  ...functions,
  ...regionOpen,
  ...controlTower,
  ...topics,
  ...keyPolicies,
  ...advice,
];
