import documents from '../cases/enforcement-documents.json';

const withoutMfa = { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } };
const ownUser = 'arn:aws:iam::*:user/${aws:username}';

/** Policies as AWS publishes them and as blogs, modules and repositories carry them on. */
export const publicPolicies: Readonly<Record<string, object>> = {
  /** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_iam_mfa-selfmanage.html, November 2026 */
  "AWS's published example": {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Action: ['iam:ListUsers', 'iam:ListVirtualMFADevices'], Resource: '*' },
      { Effect: 'Allow', Action: ['iam:CreateVirtualMFADevice'], Resource: 'arn:aws:iam::*:mfa/*' },
      {
        Effect: 'Allow',
        Action: ['iam:EnableMFADevice', 'iam:GetMFADevice', 'iam:ListMFADevices', 'iam:ResyncMFADevice'],
        Resource: ownUser,
      },
      {
        Effect: 'Allow',
        Action: ['iam:DeactivateMFADevice'],
        Resource: [ownUser],
        Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
      },
      {
        Effect: 'Deny',
        NotAction: [
          'iam:CreateVirtualMFADevice',
          'iam:EnableMFADevice',
          'iam:ListMFADevices',
          'iam:ListUsers',
          'iam:ListVirtualMFADevices',
          'iam:ResyncMFADevice',
        ],
        Resource: '*',
        Condition: withoutMfa,
      },
    ],
  },
  'the copied one, until 2022': documents.copied,
  'the copied one that allows iam:*': {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Action: 'iam:*', Resource: [ownUser, 'arn:aws:iam::*:mfa/${aws:username}'] },
      {
        Effect: 'Deny',
        NotAction: [
          'iam:ChangePassword',
          'iam:CreateVirtualMFADevice',
          'iam:EnableMFADevice',
          'iam:GetUser',
          'iam:ListMFADevices',
          'iam:ListVirtualMFADevices',
          'iam:ResyncMFADevice',
          'sts:GetSessionToken',
        ],
        Resource: '*',
        Condition: withoutMfa,
      },
    ],
  },
};
