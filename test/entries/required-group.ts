import { mfaEnforcementPolicy } from '../../rule/enforcement/policy';

export const requiredGroup = 'Stack-RequiredGroup-1ABC';
export const functionArn = 'arn:aws:lambda:us-east-1:123456789012:function:iam-user-mfa';

const document = (allowFirstPasswordChange: boolean): Record<string, unknown> => ({
  ...mfaEnforcementPolicy({ strength: 'console-only', allowFirstPasswordChange }),
});

/** The group as a stack makes it, in a seed: its path is known, its name is CloudFormation's. */
export const groupSeed = (groupName = requiredGroup) => ({
  groupName,
  path: '/iam-user-mfa-required/',
  attachedPolicies: ['arn:aws:iam::123456789012:policy/mfa-enforcement'],
});

/** The group and its policy. */
export const enforcing = (allowFirstPasswordChange = false) => ({
  groups: [groupSeed()],
  policies: [{ policyName: 'mfa-enforcement', versions: [document(allowFirstPasswordChange)] }],
});
