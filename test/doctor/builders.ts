import type { AccountFacts } from '../../rule/doctor/account';
import type { OrganizationFacts } from '../../rule/doctor/organization';
import type { PolicyStatement } from '../../rule/doctor/policy';
import type { PackFacts } from '../../rule/doctor/pack/facts';
import type { Recorder } from '../../rule/doctor/recorder/facts';
import type { RuleFacts } from '../../rule/doctor/rule/facts';
import type { Selectors, Trail } from '../../rule/doctor/trail/facts';
import { accountId, hoursBefore, noon } from '../builders';

export const denied = (api: string) => ({ failure: { api, error: 'AccessDenied' } });

export const aRecorder = (overrides: Partial<Recorder> = {}): Recorder => ({
  name: 'default',
  roleArn: `arn:aws:iam::${accountId}:role/config`,
  servicePrincipal: undefined,
  allSupported: true,
  includeGlobalResourceTypes: true,
  resourceTypes: [],
  excludedTypes: [],
  strategy: 'ALL_SUPPORTED_RESOURCE_TYPES',
  recordingMode: undefined,
  ...overrides,
});

export const selectors = (overrides: Partial<Selectors> = {}): Selectors => ({
  basic: [{ readWriteType: 'All', managementEvents: true, excludedSources: [] }],
  advanced: [],
  raw: [{ ReadWriteType: 'All', IncludeManagementEvents: true, DataResources: [] }],
  ...overrides,
});

/** An advanced selector, written as CloudTrail's console shows it: `eventCategory=Management`, `readOnly=true`, `a!=b`. */
export function advanced(...fields: readonly string[]): Selectors {
  const selector = fields.map((text) => {
    const [, field = '', not, value = ''] = /^([\w.]+)(!?)=(.+)$/.exec(text) ?? [];
    return {
      field,
      equals: not === '' ? value.split(',') : [],
      notEquals: not === '!' ? value.split(',') : [],
    };
  });
  return { basic: [], advanced: [selector], raw: [{ Name: 'theirs', FieldSelectors: [] }] };
}

export const aTrail = (overrides: Partial<Trail> = {}): Trail => ({
  arn: `arn:aws:cloudtrail:us-east-1:${accountId}:trail/all`,
  name: 'all',
  homeRegion: 'us-east-1',
  multiRegion: true,
  organization: false,
  globalEvents: true,
  logging: { value: true },
  selectors: { value: selectors() },
  ...overrides,
});

export const aRule = ({
  rule = {},
  ...overrides
}: Partial<Omit<RuleFacts, 'rule'>> & { rule?: Partial<RuleFacts['rule']> } = {}): RuleFacts => ({
  rule: {
    name: 'iam-user-mfa',
    state: 'ACTIVE',
    owner: 'CUSTOM_LAMBDA',
    sourceIdentifier: `arn:aws:lambda:us-east-1:${accountId}:function:iam-user-mfa`,
    inputParameters: undefined,
    frequency: 'Six_Hours',
    ...rule,
  },
  status: {
    value: {
      lastSuccess: hoursBefore(1),
      lastFailure: undefined,
      lastErrorCode: undefined,
      lastErrorMessage: undefined,
    },
  },
  summary: {
    value: {
      annotation:
        'Scan complete: 812 users, 300 with a console password, 12 without sufficient MFA, 3 exempt, 1 in grace.',
      recordedAt: hoursBefore(1),
    },
  },
  ...overrides,
});

export const configMayInvoke = (ofAccount: string): PolicyStatement => ({
  effect: 'Allow',
  services: ['config.amazonaws.com'],
  everyone: false,
  actions: ['lambda:InvokeFunction'],
  conditions: { StringEquals: { 'AWS:SourceAccount': [ofAccount] } },
});

/** An account where all is there. */
export const anAccount = (overrides: Partial<AccountFacts> = {}): AccountFacts => ({
  accountId,
  partition: 'aws',
  callerArn: `arn:aws:iam::${accountId}:user/auditor`,
  region: 'us-east-1',
  now: noon,
  recorders: { value: [aRecorder()] },
  recorderStatuses: {
    value: [{ name: 'default', recording: true, lastStatus: 'SUCCESS', lastError: undefined }],
  },
  deliveryChannels: { value: ['default'] },
  trails: { value: [aTrail()] },
  rules: { value: [aRule()] },
  openServices: Object.fromEntries(['lambda', 'sqs', 'logs', 'events'].map((one) => [one, { value: {} }])),
  functionName: 'iam-user-mfa',
  functionPolicy: { value: [configMayInvoke(overrides.accountId ?? accountId)] },
  runtime: { value: 'nodejs24.x' },
  eventRules: { value: [{ name: 'IamUserMfa-Reevaluation', enabled: true }] },
  deadLetters: {
    value: [{ name: 'dead', url: `https://sqs.us-east-1.amazonaws.com/${accountId}/dead`, messages: 0 }],
  },
  groups: { value: [] },
  securityHub: { value: true },
  securityHubPolicy: { value: false },
  signInRuleLive: { value: true },
  packRole: { value: false },
  ...overrides,
});

export const aPack = (overrides: Partial<PackFacts> = {}): PackFacts => ({
  name: 'iam-user-mfa',
  status: { value: { status: 'CREATE_SUCCESSFUL', error: undefined } },
  accounts: {
    value: [{ accountId, status: 'CREATE_SUCCESSFUL', errorCode: undefined, errorMessage: undefined }],
  },
  ...overrides,
});

export const anOrganization = (overrides: Partial<OrganizationFacts> = {}): OrganizationFacts => ({
  callerAccountId: '111122223333',
  managementAccountId: '111122223333',
  region: 'us-east-1',
  featureSet: { value: 'ALL' },
  stackSetsAccess: { value: 'ENABLED' },
  stackInstances: { value: undefined },
  memberParameters: { value: {} },
  delegated: { value: [] },
  serviceAccess: { value: [] },
  reportAggregators: { value: [] },
  protectPolicies: { value: [] },
  aggregators: {
    value: [{ name: 'iam-user-mfa', organization: true, allRegions: false, regions: ['us-east-1'] }],
  },
  packs: { value: [aPack()] },
  accounts: 3,
  ...overrides,
});
