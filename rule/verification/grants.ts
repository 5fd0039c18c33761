import { rootPath } from './journal';

interface Statement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
}

const document = (Statement: readonly Statement[]) => ({ Version: '2012-10-17', Statement });

const making = [
  'CreateUser',
  'CreateLoginProfile',
  'UpdateLoginProfile',
  'EnableMFADevice',
  'UpdateUser',
  'TagUser',
  'GetLoginProfile',
];
const clearing = [
  'GetUser',
  'ListMFADevices',
  'ListGroupsForUser',
  'DeactivateMFADevice',
  'DeleteLoginProfile',
  'DeleteUser',
];

const iam = (...names: readonly string[]): readonly string[] => names.map((name) => `iam:${name}`);

/** By resource, what has to be allowed before anything is made. */
export const rightsToCleanUp = (
  partition: string,
  accountId: string,
): readonly (readonly [resource: string, actions: readonly string[]])[] => {
  const arn = `arn:${partition}:iam::${accountId}`;
  return [
    [`${arn}:user${rootPath}0/user`, iam(...clearing)],
    [`${arn}:mfa${rootPath}0/user`, iam('DeleteVirtualMFADevice')],
    [`${arn}:group/group`, iam('RemoveUserFromGroup')],
    ['*', iam('ListUsers', 'ListVirtualMFADevices')],
  ];
};

/** The least that `verify --policy` needs: no resource would narrow it. */
export const policyOfSimulation = (): object =>
  document([
    {
      Sid: 'AskTheSimulator',
      Effect: 'Allow',
      Action: ['iam:SimulateCustomPolicy', 'sts:GetCallerIdentity'],
      Resource: ['*'],
    },
  ]);

/** The least that `verify` needs: what it makes and deletes lies under its own path. A name that no user has is asked for, too. */
export function policyOfStory(partition: string): object {
  const arn = `arn:${partition}:iam::*`;
  return document([
    {
      Sid: 'MakeAndDeleteTestUsers',
      Effect: 'Allow',
      Action: iam(...making, ...clearing),
      Resource: [`${arn}:user${rootPath}*`],
    },
    {
      Sid: 'AskForNames',
      Effect: 'Allow',
      Action: iam('GetUser', 'GetLoginProfile'),
      Resource: [`${arn}:user/*`],
    },
    {
      Sid: 'MakeAndDeleteTestDevices',
      Effect: 'Allow',
      Action: iam('CreateVirtualMFADevice', 'EnableMFADevice', 'DeleteVirtualMFADevice'),
      Resource: [`${arn}:mfa${rootPath}*`],
    },
    { Sid: 'LeaveGroups', Effect: 'Allow', Action: iam('RemoveUserFromGroup'), Resource: [`${arn}:group/*`] },
    {
      Sid: 'Look',
      Effect: 'Allow',
      Action: [
        ...iam('ListUsers', 'ListVirtualMFADevices', 'GetAccountSummary', 'SimulatePrincipalPolicy'),
        'sts:GetCallerIdentity',
        'organizations:DescribeOrganization',
        'config:DescribeConfigRules',
        'config:GetComplianceDetailsByConfigRule',
        'config:GetComplianceDetailsByResource',
        'config:StartConfigRulesEvaluation',
      ],
      Resource: ['*'],
    },
  ]);
}
