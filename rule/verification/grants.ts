import { meta } from '../meta';
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

const allow = (Sid: string, Action: readonly string[], ...Resource: readonly string[]): Statement => ({
  Sid,
  Effect: 'Allow',
  Action,
  Resource,
});

/** The least that `verify --policy` needs: no resource would narrow it. */
export const policyOfSimulation = (): object =>
  document([allow('AskTheSimulator', ['iam:SimulateCustomPolicy', 'sts:GetCallerIdentity'], '*')]);

/** What `verify --cleanup` does, and `verify` in its end: nothing outside of the path is touched but memberships in groups. */
const clearingUp = (arn: string, more: readonly string[] = []): readonly Statement[] => [
  allow('DeleteTestDevices', iam('DeleteVirtualMFADevice'), `${arn}:mfa${rootPath}*`),
  allow('LeaveGroups', iam('RemoveUserFromGroup'), `${arn}:group/*`),
  allow('Look', [...iam('ListUsers', 'ListVirtualMFADevices'), 'sts:GetCallerIdentity', ...more], '*'),
];

/** The least that `verify --cleanup` needs. A name that a journal has, and no user, is asked for, too. */
export function policyOfCleanUp(partition: string): object {
  const arn = `arn:${partition}:iam::*`;
  return document([
    allow('DeleteTestUsers', iam(...clearing), `${arn}:user${rootPath}*`),
    allow('AskForNames', iam('GetUser'), `${arn}:user/*`),
    ...clearingUp(arn),
  ]);
}

/** The least that `verify` needs: what it makes and deletes lies under its own path. A name that no user has is asked for, too. */
export function policyOfStory(partition: string): object {
  const arn = `arn:${partition}:iam::*`;
  const ssm = `arn:${partition}:ssm:*:*:automation`;
  return document([
    allow('MakeAndDeleteTestUsers', iam(...making, ...clearing), `${arn}:user${rootPath}*`),
    allow('AskForNames', iam('GetUser', 'GetLoginProfile'), `${arn}:user/*`),
    allow('MakeTestDevices', iam('CreateVirtualMFADevice', 'EnableMFADevice'), `${arn}:mfa${rootPath}*`),
    allow(
      'StartRunbooks',
      ['ssm:StartAutomationExecution'],
      ...(['require-mfa', 'undo-require-mfa'] as const).map(
        (action) => `${ssm}-definition/${meta.runbooks[action].name}:*`,
      ),
    ),
    allow('SeeExecutions', ['ssm:GetAutomationExecution'], `${ssm}-execution/*`),
    allow('GiveRunbooksTheirRole', iam('PassRole'), `${arn}:role/*${meta.remediationRoleName}`),
    allow('SeeFunction', ['lambda:GetFunctionConfiguration'], `arn:${partition}:lambda:*:*:function:*`),
    ...clearingUp(arn, [
      ...iam('GetAccountSummary', 'SimulatePrincipalPolicy'),
      'organizations:DescribeOrganization',
      'config:DescribeConfigRules',
      'config:DescribeConfigurationAggregators',
      'config:GetAggregateComplianceDetailsByConfigRule',
      'config:GetComplianceDetailsByConfigRule',
      'config:GetComplianceDetailsByResource',
      'config:StartConfigRulesEvaluation',
      'cloudtrail:LookupEvents',
      'events:ListRules',
      'securityhub:GetFindings',
    ]),
  ]);
}
