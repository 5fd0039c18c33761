import type { Condition, Statement } from './document';
import type { Exemptions, Strength } from './options';

const mfaPresent = 'aws:MultiFactorAuthPresent';

/**
 * The calls of a newcomer's console to enrol a device on its Security credentials page, on the own user. The page needs
 * neither iam:ListUsers (the list of users) nor iam:GetAccountSummary (the account's canonical id), see AWS's tutorial
 * "Permit users to manage their credentials and MFA settings" and the example policy that it copies.
 */
const enrolling = [
  'iam:EnableMFADevice',
  'iam:GetMFADevice',
  'iam:GetUser',
  'iam:ListMFADevices',
  'iam:ResyncMFADevice',
];
const creating = 'iam:CreateVirtualMFADevice';
/** Takes no resource, so it cannot be narrowed to the user's own. */
const listing = 'iam:ListVirtualMFADevices';

/** The actions that end a sign-in with a session or with credentials, once its factors are checked. */
const oauth = ['signin:AuthorizeOAuth2Access', 'signin:CreateOAuth2Token'];
/**
 * If an account authorizes console sessions, AWS Sign-In asks identity policies and SCPs for these, and a Deny ends the
 * very sign-in in which a newcomer would enrol.
 * @see https://docs.aws.amazon.com/signin/latest/userguide/ "Controlling console access with resource-based policies"
 */
const signingIn = ['signin:Authenticate', ...oauth];

export interface Scope {
  readonly strength: Strength;
  readonly partition: string;
  readonly allowFirstPasswordChange: boolean;
  /** Narrows a statement to some principals; none for a policy that is attached to them. */
  readonly only?: Condition;
}

/** `user/${aws:username}` alone matches no user who has a path. Names are unique, and have no slash: no other user fits. */
const ownUser = (partition: string): string[] => [
  `arn:${partition}:iam::*:user/\${aws:username}`,
  `arn:${partition}:iam::*:user/*/\${aws:username}`,
];
const anyDevice = (partition: string): string => `arn:${partition}:iam::*:mfa/*`;

/**
 * A sign-in without MFA carries the key with the value false. A request that is signed with an access key does not carry
 * it at all: `Bool` then does not match, `BoolIfExists` does.
 */
function withoutMfa({ strength, only }: Scope): Condition {
  return { [strength === 'all' ? 'BoolIfExists' : 'Bool']: { [mfaPresent]: 'false' }, ...only };
}

export function allowEnrolling(scope: Scope): Statement[] {
  const own = ownUser(scope.partition);
  const password = scope.allowFirstPasswordChange;
  return [
    {
      Sid: 'AllowListingVirtualDevices',
      Effect: 'Allow',
      Action: [listing, ...(password ? ['iam:GetAccountPasswordPolicy'] : [])],
      Resource: ['*'],
    },
    {
      // Any name: since 2022 the console lets the user choose it, and a user may have eight devices.
      Sid: 'AllowCreatingVirtualDevices',
      Effect: 'Allow',
      Action: [creating],
      Resource: [anyDevice(scope.partition)],
    },
    {
      Sid: 'AllowEnrollingOwnDevices',
      Effect: 'Allow',
      Action: [...enrolling, ...(password ? ['iam:ChangePassword'] : [])],
      Resource: own,
    },
    {
      // A virtual device names no owner: only the device named after the user is known to belong to the user.
      Sid: 'AllowRemovingOwnDevicesWithMfa',
      Effect: 'Allow',
      Action: ['iam:DeactivateMFADevice', 'iam:DeleteVirtualMFADevice'],
      Resource: [...own, `arn:${scope.partition}:iam::*:mfa/\${aws:username}`],
      Condition: { Bool: { [mfaPresent]: 'true' } },
    },
  ];
}

export function denyWithoutMfa(scope: Scope): Statement[] {
  const own = ownUser(scope.partition);
  const password = scope.allowFirstPasswordChange ? ['iam:ChangePassword'] : [];
  const passwordPolicy = scope.allowFirstPasswordChange ? ['iam:GetAccountPasswordPolicy'] : [];
  const denied = withoutMfa(scope);
  return [
    {
      Sid: 'DenyAllButEnrollingWithoutMfa',
      Effect: 'Deny',
      // Without sts:GetSessionToken no access key and code could become a session with MFA.
      NotAction: [
        creating,
        listing,
        ...enrolling,
        ...password,
        ...passwordPolicy,
        ...signingIn,
        'sts:GetSessionToken',
      ],
      Resource: ['*'],
      Condition: denied,
    },
    {
      // The exemption above is for the console alone: `aws login` turns a password into credentials through the other
      // resources. No access key asks for these actions, and whether a sign-in carries the MFA key is not documented, so
      // an absent key is denied in both strengths.
      Sid: 'DenyCredentialsBySignInWithoutMfa',
      Effect: 'Deny',
      Action: oauth,
      NotResource: [`arn:${scope.partition}:signin:::console/*`],
      Condition: withoutMfa({ ...scope, strength: 'all' }),
    },
    {
      // The actions above are exempt for every user whom another policy allows them: an administrator, too.
      Sid: 'DenyEnrollingForOthersWithoutMfa',
      Effect: 'Deny',
      Action: [...enrolling, ...password],
      NotResource: own,
      Condition: denied,
    },
    {
      // A person who finds an access key must not be able to take the second factor off its owner's sign-in.
      Sid: 'DenyRemovingOwnDevicesWithoutMfa',
      Effect: 'Deny',
      Action: ['iam:DeactivateMFADevice'],
      Resource: own,
      Condition: withoutMfa({ ...scope, strength: 'all' }),
    },
  ];
}

/** All that makes an exemption, changed by one principal alone: what exempts must not be self-service. */
export function denyChangingExemptions(scope: {
  readonly partition: string;
  readonly exemptions?: Exemptions | undefined;
}): Statement[] {
  const { exemptions, partition } = scope;
  if (exemptions === undefined) return [];
  const { tagKey, paths = [], userNames = [], mayBeChangedBy } = exemptions;
  const others = { ArnNotLike: { 'aws:PrincipalArn': mayBeChangedBy } };
  const users = [
    ...paths.map((path) => `user${path}*`),
    ...userNames.flatMap((name) => [`user/${name}`, `user/*/${name}`]),
  ];
  return [
    ...(tagKey === undefined ? [] : [denyChangingTag(tagKey, others)]),
    ...(users.length === 0
      ? []
      : [
          {
            // IAM asks for UpdateUser on the source and the target of a rename, so nobody moves in or takes the name.
            Sid: 'DenyMovingIntoExemptions',
            Effect: 'Deny',
            Action: ['iam:CreateUser', 'iam:UpdateUser'],
            Resource: users.map((user) => `arn:${partition}:iam::*:${user}`),
            Condition: others,
          } satisfies Statement,
        ]),
  ];
}

/** Keys of IAM users' tags have no case: `MFA-Exempt` would replace `mfa-exempt`. A user can also be born with a tag. */
const denyChangingTag = (key: string, others: Condition): Statement => ({
  Sid: 'DenyChangingExemptions',
  Effect: 'Deny',
  Action: ['iam:CreateUser', 'iam:TagUser', 'iam:UntagUser'],
  Resource: ['*'],
  Condition: { 'ForAnyValue:StringEqualsIgnoreCase': { 'aws:TagKeys': key }, ...others },
});

/** UpdateLoginProfile sets a password, too. A user's own ChangePassword makes no console user. */
export function denyNewPasswords(principals: readonly string[], partition: string): Statement {
  return {
    Sid: 'DenyNewPasswords',
    Effect: 'Deny',
    Action: ['iam:CreateLoginProfile', 'iam:UpdateLoginProfile'],
    Resource: [`arn:${partition}:iam::*:user/*`],
    Condition: { ArnNotLike: { 'aws:PrincipalArn': principals } },
  };
}
