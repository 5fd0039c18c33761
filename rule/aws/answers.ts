/**
 * An answer's members. `failed`: without it the call failed. `empty`: real answers leave an empty list out. `said`: it
 * is not known whether they do, so it counts as empty and one log line says so. `void`: no member, and the frame itself
 * is the answer.
 */
export interface Answer {
  readonly members: readonly string[];
  readonly missing: 'failed' | 'empty' | 'said' | 'void';
}

type Source =
  /** Required by AWS's own model of the answer. */
  | 'model'
  /** Outputs in AWS's documentation and in public issues show the empty list, or always show the member. */
  | 'shown'
  /** There is always one. */
  | 'meaning'
  /** Flattened XML: an empty list has no element. */
  | 'flat'
  /** Public outputs of an account that has none lack the member. */
  | 'left out'
  /** The model has no member. */
  | 'none'
  /** Neither documented nor seen. */
  | 'not known';

/** A row an API that we call: the members, what it means that one is missing, and how that is known. */
const rows: readonly (readonly [api: string, members: string, missing: Answer['missing'], source: Source])[] =
  [
    ['iam:AddUserToGroup', '', 'void', 'none'],
    ['iam:CreateLoginProfile', 'LoginProfile', 'failed', 'model'],
    ['iam:CreateUser', 'User', 'failed', 'shown'],
    ['iam:CreateVirtualMFADevice', 'VirtualMFADevice', 'failed', 'model'],
    ['iam:DeactivateMFADevice', '', 'void', 'none'],
    ['iam:DeleteLoginProfile', '', 'void', 'none'],
    ['iam:DeleteUser', '', 'void', 'none'],
    ['iam:DeleteVirtualMFADevice', '', 'void', 'none'],
    ['iam:EnableMFADevice', '', 'void', 'none'],
    ['iam:GenerateCredentialReport', 'State', 'failed', 'shown'],
    ['iam:GetAccountAuthorizationDetails', '', 'failed', 'none'],
    ['iam:GetAccountPasswordPolicy', 'PasswordPolicy', 'failed', 'model'],
    ['iam:GetAccountSummary', 'SummaryMap', 'failed', 'shown'],
    ['iam:GetCredentialReport', 'Content GeneratedTime', 'failed', 'shown'],
    ['iam:GetGroup', 'Group Users', 'failed', 'model'],
    ['iam:GetGroupPolicy', 'PolicyDocument', 'failed', 'model'],
    ['iam:GetLoginProfile', 'LoginProfile', 'failed', 'model'],
    ['iam:GetPolicy', 'Policy', 'failed', 'shown'],
    ['iam:GetPolicyVersion', 'PolicyVersion', 'failed', 'shown'],
    ['iam:GetRole', 'Role', 'failed', 'model'],
    ['iam:GetUser', 'User', 'failed', 'model'],
    ['iam:ListAccountAliases', 'AccountAliases', 'failed', 'model'],
    ['iam:ListAttachedGroupPolicies', 'AttachedPolicies', 'failed', 'shown'],
    ['iam:ListGroupPolicies', 'PolicyNames', 'failed', 'model'],
    ['iam:ListGroups', 'Groups', 'failed', 'model'],
    ['iam:ListGroupsForUser', 'Groups', 'failed', 'model'],
    ['iam:ListMFADevices', 'MFADevices', 'failed', 'model'],
    ['iam:ListUserTags', 'Tags', 'failed', 'model'],
    ['iam:ListUsers', 'Users', 'failed', 'model'],
    ['iam:ListVirtualMFADevices', 'VirtualMFADevices', 'failed', 'model'],
    ['iam:RemoveUserFromGroup', '', 'void', 'none'],
    ['iam:SimulateCustomPolicy', 'EvaluationResults', 'failed', 'shown'],
    ['iam:SimulatePrincipalPolicy', 'EvaluationResults', 'failed', 'shown'],
    ['iam:TagUser', '', 'void', 'none'],
    ['iam:UpdateLoginProfile', '', 'void', 'none'],
    ['iam:UpdateUser', '', 'void', 'none'],
    ['sts:AssumeRole', 'Credentials', 'failed', 'shown'],
    ['sts:GetCallerIdentity', 'Account Arn UserId', 'failed', 'shown'],
    [
      'config:DescribeAggregateComplianceByConfigRules',
      'AggregateComplianceByConfigRules',
      'failed',
      'shown',
    ],
    ['config:DescribeConfigRuleEvaluationStatus', 'ConfigRulesEvaluationStatus', 'failed', 'shown'],
    ['config:DescribeConfigRules', 'ConfigRules', 'failed', 'shown'],
    ['config:DescribeConfigurationAggregators', 'ConfigurationAggregators', 'failed', 'shown'],
    ['config:DescribeConfigurationRecorders', 'ConfigurationRecorders', 'failed', 'shown'],
    ['config:DescribeConfigurationRecorderStatus', 'ConfigurationRecordersStatus', 'failed', 'shown'],
    ['config:DescribeDeliveryChannels', 'DeliveryChannels', 'failed', 'shown'],
    ['config:DescribeOrganizationConformancePacks', 'OrganizationConformancePacks', 'failed', 'shown'],
    [
      'config:DescribeOrganizationConformancePackStatuses',
      'OrganizationConformancePackStatuses',
      'failed',
      'shown',
    ],
    ['config:GetAggregateComplianceDetailsByConfigRule', 'AggregateEvaluationResults', 'failed', 'shown'],
    ['config:GetComplianceDetailsByConfigRule', 'EvaluationResults', 'said', 'not known'],
    ['config:GetComplianceDetailsByResource', 'EvaluationResults', 'said', 'not known'],
    [
      'config:GetOrganizationConformancePackDetailedStatus',
      'OrganizationConformancePackDetailedStatuses',
      'failed',
      'shown',
    ],
    ['config:PutEvaluations', 'FailedEvaluations', 'said', 'not known'],
    ['config:SelectAggregateResourceConfig', 'Results', 'failed', 'shown'],
    ['config:StartConfigRulesEvaluation', '', 'void', 'none'],
    ['organizations:DescribeOrganization', 'Organization', 'failed', 'meaning'],
    ['organizations:DescribeOrganizationalUnit', 'OrganizationalUnit', 'failed', 'meaning'],
    ['organizations:DescribeEffectivePolicy', 'EffectivePolicy', 'failed', 'shown'],
    ['organizations:ListAWSServiceAccessForOrganization', 'EnabledServicePrincipals', 'failed', 'shown'],
    ['organizations:ListAccounts', 'Accounts', 'failed', 'meaning'],
    ['organizations:ListAccountsForParent', 'Accounts', 'failed', 'shown'],
    ['organizations:ListDelegatedAdministrators', 'DelegatedAdministrators', 'failed', 'shown'],
    ['organizations:ListOrganizationalUnitsForParent', 'OrganizationalUnits', 'failed', 'shown'],
    ['organizations:ListParents', 'Parents', 'failed', 'meaning'],
    ['organizations:DescribePolicy', 'Policy', 'failed', 'shown'],
    // An organization has FullAWSAccess where SCPs are on; a policy that is attached to nothing is listed with no target.
    ['organizations:ListPolicies', 'Policies', 'failed', 'shown'],
    ['organizations:ListTargetsForPolicy', 'Targets', 'failed', 'shown'],
    ['organizations:ListRoots', 'Roots', 'failed', 'meaning'],
    ['securityhub:BatchImportFindings', 'FailedCount SuccessCount', 'failed', 'model'],
    ['securityhub:DescribeHub', 'HubArn', 'failed', 'shown'],
    ['securityhub:GetFindings', 'Findings', 'failed', 'model'],
    ['cloudtrail:DescribeTrails', 'trailList', 'failed', 'shown'],
    ['cloudtrail:GetEventSelectors', 'TrailARN', 'failed', 'shown'],
    ['cloudtrail:GetTrailStatus', 'IsLogging', 'failed', 'shown'],
    ['cloudtrail:LookupEvents', 'Events', 'failed', 'shown'],
    ['cloudformation:DescribeOrganizationsAccess', 'Status', 'failed', 'shown'],
    ['cloudformation:DescribeStackResources', 'StackResources', 'failed', 'shown'],
    ['cloudformation:DescribeStackSet', 'StackSet', 'failed', 'shown'],
    ['cloudformation:ListStackInstances', 'Summaries', 'failed', 'shown'],
    ['events:ListRules', 'Rules', 'failed', 'shown'],
    ['guardduty:ListCustomDetectionRuleAssociations', 'RuleAssociations', 'said', 'not known'],
    ['guardduty:ListCustomDetectionRules', 'Rules', 'said', 'not known'],
    ['kms:GetKeyPolicy', 'Policy', 'failed', 'shown'],
    ['lambda:GetFunctionConfiguration', 'FunctionArn', 'failed', 'shown'],
    ['lambda:ListFunctions', 'Functions', 'failed', 'shown'],
    ['ssm:GetAutomationExecution', 'AutomationExecution', 'failed', 'shown'],
    ['ssm:StartAutomationExecution', 'AutomationExecutionId', 'failed', 'shown'],
    ['logs:DescribeLogGroups', 'logGroups', 'failed', 'shown'],
    ['s3:GetObject', 'ETag', 'failed', 'shown'],
    ['s3:ListObjectsV2', 'Contents', 'empty', 'flat'],
    ['s3:PutObject', 'ETag', 'failed', 'shown'],
    ['sns:GetTopicAttributes', 'Attributes', 'failed', 'shown'],
    ['sns:Publish', 'MessageId', 'failed', 'meaning'],
    ['sqs:GetQueueAttributes', 'Attributes', 'failed', 'shown'],
    // A real answer without queues is {}: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListQueues.html
    ['sqs:ListQueues', 'QueueUrls', 'empty', 'left out'],
  ];

export const answers: Readonly<Record<string, Answer>> = Object.fromEntries(
  rows.map(([api, members, missing]) => [
    api,
    { members: members === '' ? [] : members.split(' '), missing },
  ]),
);
