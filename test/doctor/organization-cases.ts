// Where a line about an organization, or about its part in one account, turns.
import type { OrganizationFacts } from '../../rule/doctor/organization';
import { aPack, denied } from './builders';

export interface OrganizationEdge {
  readonly title: string;
  readonly facts: Partial<OrganizationFacts>;
  /** The account whose lines are asked for; without it, the organization's own. */
  readonly account?: string;
}

const here = '111111111111';
const member = { callerAccountId: '123456789012' };
const services = [
  'member.org.stacksets.cloudformation.amazonaws.com',
  'config-multiaccountsetup.amazonaws.com',
  'config.amazonaws.com',
];
const aggregator = { organization: true, allRegions: false, regions: ['us-east-1'] };
const pack = (
  status: string,
  error?: string,
  failed: readonly string[] = [],
): Partial<OrganizationFacts> => ({
  packs: {
    value: [
      aPack({
        status: { value: { status, error } },
        accounts: {
          value: failed.map((accountId) => ({
            accountId,
            status: 'UPDATE_FAILED',
            errorCode: undefined,
            errorMessage: undefined,
          })),
        },
      }),
    ],
  },
});
const packHere = (status: string, errorCode?: string, errorMessage?: string): Partial<OrganizationFacts> => ({
  packs: {
    value: [aPack({ accounts: { value: [{ accountId: here, status, errorCode, errorMessage }] } })],
  },
});
const instance = (status: string, detailedStatus?: string, reason?: string): Partial<OrganizationFacts> => ({
  packs: { value: [] },
  stackInstances: {
    value: [
      { accountId: '999999999999', status: 'OUTDATED', detailedStatus: 'FAILED', reason: undefined },
      { accountId: here, status, detailedStatus, reason },
    ],
  },
});

const ofOrganization: readonly Omit<OrganizationEdge, 'account'>[] = [
  {
    title: 'the management account names the delegated administrators that there are',
    facts: {
      delegated: {
        value: [
          { service: 'a', accountIds: [] },
          { service: 'b', accountIds: [here, '123456789012'] },
          { service: 'c', accountIds: [here] },
        ],
      },
    },
  },
  {
    title: 'a member without trusted access and without a registration',
    facts: { ...member, delegated: { value: services.map((service) => ({ service, accountIds: [here] })) } },
  },
  {
    title: 'a member with all of it',
    facts: {
      ...member,
      serviceAccess: { value: services },
      delegated: {
        value: services.map((service) => ({ service, accountIds: [here, member.callerAccountId] })),
      },
    },
  },
  {
    title: 'neither administrators nor their services may be listed',
    facts: {
      ...member,
      serviceAccess: denied('organizations:ListAWSServiceAccessForOrganization'),
      delegated: denied('organizations:ListDelegatedAdministrators'),
    },
  },
  {
    title: 'the features are denied',
    facts: { featureSet: denied('organizations:DescribeOrganization') },
  },
  {
    title: 'the aggregators are denied',
    facts: { aggregators: denied('config:DescribeConfigurationAggregators') },
  },
  {
    title: 'an aggregator of all regions',
    facts: {
      aggregators: {
        value: [
          { name: 'some', organization: false, allRegions: true, regions: ['us-east-1'] },
          { name: 'all', organization: true, allRegions: true, regions: [] },
        ],
      },
    },
  },
  {
    title: 'a report reads one of two aggregators',
    facts: {
      reportAggregators: { value: ['b'] },
      aggregators: {
        value: [
          { name: 'a', ...aggregator },
          { name: 'b', ...aggregator },
        ],
      },
    },
  },
  {
    title: 'a report reads an aggregator, and there is none',
    facts: { reportAggregators: { value: ['b'] }, aggregators: { value: [] } },
  },
  {
    title: 'the reports are denied, and there is no aggregator',
    facts: {
      reportAggregators: denied('cloudformation:DescribeStackResources'),
      aggregators: { value: [] },
    },
  },
  ...[1000, 1001].map((accounts) => ({
    title: `${accounts} accounts and no aggregator`,
    facts: { accounts, aggregators: { value: [] } },
  })),
  { title: 'SCPs that may not be listed', facts: { protectPolicies: denied('organizations:ListPolicies') } },
  { title: 'an SCP of nothing', facts: { protectPolicies: { value: [{ name: 'p', targets: 0 }] } } },
  { title: 'SCPs in use', facts: { protectPolicies: { value: [{ name: 'p', targets: 2 }] } } },
  {
    title: 'three packs',
    facts: { packs: { value: [aPack(), aPack({ name: 'b' }), aPack({ name: 'c' })] } },
  },
  {
    title: 'the state of a pack is denied',
    facts: {
      packs: {
        value: [
          aPack({
            status: denied('config:DescribeOrganizationConformancePackStatuses'),
            accounts: denied('x:Y'),
          }),
        ],
      },
    },
  },
  {
    title: 'a pack that failed before it reached an account',
    facts: pack('CREATE_FAILED', 'no trusted access'),
  },
  { title: 'a pack that failed without a reason', facts: pack('UPDATE_FAILED') },
  {
    title: 'a pack that failed in two accounts',
    facts: pack('CREATE_SUCCESSFUL', undefined, [here, '222222222222']),
  },
  {
    title: 'a failed pack whose accounts are denied',
    facts: {
      packs: {
        value: [
          aPack({
            status: { value: { status: 'CREATE_FAILED', error: undefined } },
            accounts: denied('config:GetOrganizationConformancePackDetailedStatus'),
          }),
        ],
      },
    },
  },
  { title: 'a pack that is being made', facts: pack('CREATE_IN_PROGRESS') },
  { title: 'a pack that was updated', facts: pack('UPDATE_SUCCESSFUL') },
  { title: 'a pack in a state that is new', facts: pack('DELETED') },
  {
    title: 'no StackSet of member stacks',
    facts: { stackInstances: { value: undefined } },
  },
  {
    title: 'member stacks of which a suspended account lacks one',
    facts: {
      stackInstances: {
        value: ['SUCCEEDED', 'SKIPPED_SUSPENDED_ACCOUNT', 'PENDING'].map((detailedStatus, n) => ({
          accountId: `${n}`.repeat(12),
          status: n === 0 ? 'CURRENT' : 'OUTDATED',
          detailedStatus,
          reason: undefined,
        })),
      },
    },
  },
];

const inAccount: readonly Omit<OrganizationEdge, 'account'>[] = [
  { title: 'no pack', facts: { packs: { value: [] } } },
  { title: 'the packs are denied', facts: { packs: denied('x:Y') } },
  {
    title: 'the accounts of the pack are denied',
    facts: {
      packs: { value: [aPack({ accounts: denied('config:GetOrganizationConformancePackDetailedStatus') })] },
    },
  },
  { title: 'the pack is elsewhere', facts: {} },
  { title: 'the pack failed with a code and a message', facts: packHere('CREATE_FAILED', 'Code', 'Message') },
  { title: 'the pack failed with an empty code', facts: packHere('CREATE_FAILED', '', 'Message') },
  { title: 'the pack failed without a reason', facts: packHere('DELETE_FAILED') },
  { title: 'the pack is in progress', facts: packHere('UPDATE_IN_PROGRESS') },
  { title: 'the pack is there', facts: packHere('CREATE_SUCCESSFUL') },
  { title: 'the StackSet is denied', facts: { packs: { value: [] }, stackInstances: denied('x:Y') } },
  { title: 'a current member stack', facts: instance('CURRENT', 'SUCCEEDED') },
  { title: 'a current member stack without details', facts: instance('CURRENT') },
  { title: 'a member stack that is waited for', facts: instance('OUTDATED', 'PENDING') },
  { title: 'a member stack that is being made', facts: instance('OUTDATED', 'RUNNING') },
  { title: 'a suspended account', facts: instance('OUTDATED', 'SKIPPED_SUSPENDED_ACCOUNT') },
  { title: 'a failed member stack', facts: instance('OUTDATED', 'FAILED', 'a reason') },
  { title: 'a failed member stack without a reason', facts: instance('INOPERABLE') },
  {
    title: 'no member stack',
    facts: { packs: { value: [] }, stackInstances: { value: [] } },
  },
  {
    title: 'no member stack in the management account',
    facts: { packs: { value: [] }, stackInstances: { value: [] }, managementAccountId: here },
  },
];

export const organizationEdges: readonly OrganizationEdge[] = [
  ...ofOrganization.map((one) => ({ ...one, title: `organization: ${one.title}` })),
  ...inAccount.map((one) => ({ ...one, title: `account: ${one.title}`, account: here })),
];
