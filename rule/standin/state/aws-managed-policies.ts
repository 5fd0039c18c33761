import type { PolicyDocument } from './policy-seed';

const allow = (Action: string | readonly string[], Resource = '*'): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action, Resource }],
});

/** A few of AWS's own policies, as far as their text decides what a user may do in IAM. */
export const awsManagedPolicies: Readonly<Record<string, PolicyDocument>> = {
  AdministratorAccess: allow('*'),
  IAMFullAccess: allow(['iam:*', 'organizations:DescribeAccount', 'organizations:DescribeOrganization']),
  PowerUserAccess: {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', NotAction: ['iam:*', 'organizations:*', 'account:*'], Resource: '*' },
      {
        Effect: 'Allow',
        Action: [
          'account:GetAccountInformation',
          'account:ListRegions',
          'iam:CreateServiceLinkedRole',
          'iam:DeleteServiceLinkedRole',
          'iam:ListRoles',
          'organizations:DescribeOrganization',
        ],
        Resource: '*',
      },
    ],
  },
  ReadOnlyAccess: allow(['iam:Get*', 'iam:List*', 's3:Get*', 's3:List*', 'ec2:Describe*']),
  SecurityAudit: allow(['iam:GenerateCredentialReport', 'iam:Get*', 'iam:List*']),
  IAMUserChangePassword: {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: ['iam:ChangePassword'],
        Resource: ['arn:aws:iam::*:user/${aws:username}'],
      },
      { Effect: 'Allow', Action: ['iam:GetAccountPasswordPolicy'], Resource: '*' },
    ],
  },
};
