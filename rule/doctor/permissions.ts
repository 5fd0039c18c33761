import { meta } from '../meta';

interface Grant {
  readonly actions: readonly string[];
  /** `*` where the Service Authorization Reference gives the action no resource. */
  readonly resources: readonly string[];
}

export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly {
    readonly Sid: string;
    readonly Effect: 'Allow';
    readonly Action: readonly string[];
    readonly Resource: readonly string[];
  }[];
}

/** What doctor reads in one account: every action that it calls, and no other. */
const account = (partition: string): Readonly<Record<string, Grant>> => ({
  Config: {
    actions: [
      'config:DescribeConfigurationRecorders',
      'config:DescribeConfigurationRecorderStatus',
      'config:DescribeDeliveryChannels',
      'config:DescribeConfigRules',
      'config:DescribeConfigRuleEvaluationStatus',
      'config:GetComplianceDetailsByResource',
    ],
    resources: ['*'],
  },
  CloudTrailList: { actions: ['cloudtrail:DescribeTrails'], resources: ['*'] },
  CloudTrail: {
    actions: ['cloudtrail:GetTrailStatus', 'cloudtrail:GetEventSelectors'],
    resources: [`arn:${partition}:cloudtrail:*:*:trail/*`],
  },
  Stack: {
    actions: ['cloudformation:DescribeStackResources'],
    resources: [`arn:${partition}:cloudformation:*:*:stack/*`],
  },
  EventRules: { actions: ['events:ListRules'], resources: [`arn:${partition}:events:*:*:rule/*`] },
  Queues: { actions: ['sqs:GetQueueAttributes'], resources: [`arn:${partition}:sqs:*:*:*`] },
  GroupList: { actions: ['iam:ListGroups'], resources: [`arn:${partition}:iam::*:group/*`] },
  Groups: {
    actions: ['iam:GetGroup', 'iam:ListAttachedGroupPolicies', 'iam:ListGroupPolicies', 'iam:GetGroupPolicy'],
    resources: [
      `arn:${partition}:iam::*:group${meta.requiredGroupPath}*`,
      `arn:${partition}:iam::*:group/${meta.requiredGroupName}`,
    ],
  },
  GroupPolicies: {
    actions: ['iam:GetPolicy', 'iam:GetPolicyVersion'],
    resources: [`arn:${partition}:iam::*:policy/*`],
  },
  SecurityHub: {
    actions: ['securityhub:DescribeHub'],
    resources: [`arn:${partition}:securityhub:*:*:hub/default`],
  },
});

const topic = (topicArn: string): Readonly<Record<string, Grant>> => ({
  Topic: { actions: ['sns:GetTopicAttributes'], resources: [topicArn] },
});

/** What the caller of `--organization` reads beside that, in the account that deploys. */
const organization = (partition: string, roleName: string): Readonly<Record<string, Grant>> => ({
  Organization: {
    actions: [
      'organizations:DescribeOrganization',
      'organizations:ListAccounts',
      'organizations:ListDelegatedAdministrators',
    ],
    resources: ['*'],
  },
  StackSets: { actions: ['cloudformation:DescribeOrganizationsAccess'], resources: ['*'] },
  Packs: {
    actions: [
      'config:DescribeConfigurationAggregators',
      'config:DescribeOrganizationConformancePacks',
      'config:DescribeOrganizationConformancePackStatuses',
      'config:GetOrganizationConformancePackDetailedStatus',
    ],
    resources: ['*'],
  },
  Accounts: {
    actions: ['sts:AssumeRole'],
    resources: [`arn:${partition}:iam::*:role/${roleName.replace(/^\//, '')}`],
  },
});

export interface PolicyOptions {
  readonly partition: string;
  readonly topicArn?: string | undefined;
  /** The role of `--organization`: the document is then the caller's. */
  readonly roleName?: string | undefined;
}

/** The least that these credentials need. A role in the members needs the document without a role name. */
export function doctorPolicy({ partition, topicArn, roleName }: PolicyOptions): PolicyDocument {
  const grants = {
    ...account(partition),
    ...(topicArn === undefined ? {} : topic(topicArn)),
    ...(roleName === undefined ? {} : organization(partition, roleName)),
  };
  return {
    Version: '2012-10-17',
    Statement: Object.entries(grants).map(([Sid, { actions, resources }]) => ({
      Sid,
      Effect: 'Allow',
      Action: actions,
      Resource: resources,
    })),
  };
}
