/** The user's identity in IAM: what the user may change to gain more. */
export interface Identity {
  readonly userId: string;
  readonly userName: string;
  readonly arn: string;
  readonly groupArns: readonly string[];
  /** Of the user and of the user's groups; AWS's own policies cannot be changed. */
  readonly customerPolicyArns: readonly string[];
}

/** `own-...`: what the user holds, or all of its kind; `every-...`: all of its kind only. */
export type Targets =
  'own-user' | 'own-groups' | 'own-policies' | 'every-user' | 'every-group' | 'every-role';

export interface Escalation {
  readonly action: string;
  readonly targets: Targets;
  /** One of these is needed, too; none where the action alone is enough. */
  readonly together: readonly string[];
}

/**
 * The actions with which a user makes an administrator of the user, or of another user whose credentials they then hold.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html (permissions that allow privilege escalation)
 */
export const escalations: readonly Escalation[] = [
  { action: 'iam:PutUserPolicy', targets: 'own-user', together: [] },
  { action: 'iam:AttachUserPolicy', targets: 'own-user', together: [] },
  { action: 'iam:PutGroupPolicy', targets: 'own-groups', together: [] },
  { action: 'iam:AttachGroupPolicy', targets: 'own-groups', together: [] },
  { action: 'iam:CreatePolicyVersion', targets: 'own-policies', together: [] },
  { action: 'iam:SetDefaultPolicyVersion', targets: 'own-policies', together: [] },
  { action: 'iam:AddUserToGroup', targets: 'every-group', together: [] },
  { action: 'iam:CreateAccessKey', targets: 'every-user', together: [] },
  { action: 'iam:CreateLoginProfile', targets: 'every-user', together: [] },
  { action: 'iam:UpdateLoginProfile', targets: 'every-user', together: [] },
  { action: 'iam:UpdateAssumeRolePolicy', targets: 'every-role', together: [] },
  {
    action: 'iam:CreateRole',
    targets: 'every-role',
    together: ['iam:AttachRolePolicy', 'iam:PutRolePolicy'],
  },
];

/** A name that no pattern fits but one for all: `user/*` fits it, `user/team-*` does not. */
const any = '\u0001/\u0001';

/** The ARNs that stand for the targets; only a pattern for all of a kind fits the last of them. */
export function ownTargets(
  targets: Targets,
  { arn, groupArns, customerPolicyArns }: Identity,
): readonly string[] {
  const account = arn.split(':').slice(0, 5).join(':');
  switch (targets) {
    case 'own-user':
      return [arn];
    case 'own-groups':
      return [...groupArns, `${account}:group/${any}`];
    case 'own-policies':
      return [...customerPolicyArns, `${account}:policy/${any}`];
    case 'every-user':
      return [`${account}:user/${any}`];
    case 'every-group':
      return [`${account}:group/${any}`];
    case 'every-role':
      return [`${account}:role/${any}`];
  }
}
