import { noNewPasswordsScp, protectScp } from '../../rule/enforcement/policy';
import type { Formula, Part, RequestKind } from './solver';
import type { Theorem } from './theorems';

/** Who is named to an SCP, in a partition. */
export interface Named {
  readonly partition: string;
  readonly principals: readonly string[];
  readonly breakGlass: readonly string[];
}

/** Design 10, letter by letter; never the product's own lists. Whoever does one of these to a role can become it, or decides who can. */
const changingRoles = [
  'iam:CreateRole',
  'iam:UpdateAssumeRolePolicy',
  'iam:PutRolePolicy',
  'iam:DeleteRolePolicy',
  'iam:AttachRolePolicy',
  'iam:DetachRolePolicy',
  'iam:UpdateRole',
  'iam:DeleteRole',
  'iam:PutRolePermissionsBoundary',
  'iam:DeleteRolePermissionsBoundary',
  'iam:TagRole',
  'iam:UntagRole',
];
/** The same of a user, and all that makes or wakes one of its credentials. */
const changingUsers = [
  'iam:CreateUser',
  'iam:UpdateUser',
  'iam:DeleteUser',
  'iam:PutUserPolicy',
  'iam:DeleteUserPolicy',
  'iam:AttachUserPolicy',
  'iam:DetachUserPolicy',
  'iam:PutUserPermissionsBoundary',
  'iam:DeleteUserPermissionsBoundary',
  'iam:TagUser',
  'iam:UntagUser',
  'iam:CreateLoginProfile',
  'iam:UpdateLoginProfile',
  'iam:CreateAccessKey',
  'iam:UpdateAccessKey',
  'iam:CreateServiceSpecificCredential',
  'iam:ResetServiceSpecificCredential',
  'iam:UpdateServiceSpecificCredential',
  'iam:UploadSSHPublicKey',
  'iam:UpdateSSHPublicKey',
  'iam:UploadSigningCertificate',
  'iam:UpdateSigningCertificate',
];
/** A role of IAM Identity Center trusts a SAML provider of the account: whoever changes that provider signs whom it lets in. */
const changingProviders = ['iam:CreateSAMLProvider', 'iam:DeleteSAMLProvider', 'iam:UpdateSAMLProvider'];
/** A role that a service may take is anybody's who may hand it on. */
const borrowingRoles = ['iam:PassRole'];
const passwords = ['iam:CreateLoginProfile', 'iam:UpdateLoginProfile'];

const and = (...parts: readonly Formula[]): Formula => ({ and: parts });
const or = (...parts: readonly Formula[]): Formula => ({ or: parts });
const not = (one: Formula): Formula => ({ not: one });
const when = (condition: Formula, then: Formula): Formula => ({ if: { this: condition, then } });
const action = (names: readonly string[]): Formula => ({ action: names });
const resource = (patterns: readonly string[]): Formula => ({ resource: patterns });
const principal = (patterns: readonly string[]): Formula => ({ principal: patterns });
const denied: Formula = { denied: { by: 'scp' } };

const anybody = ['user', 'role', 'root'] as const;

interface Claim {
  readonly title: string;
  readonly of: RequestKind['resource'];
  readonly holds: Formula;
}

const asked = (scp: object, partition: string, claims: readonly Claim[]): readonly Theorem[] =>
  claims.flatMap(({ title, of, holds }) =>
    anybody.map((principal) => ({
      title: `${title}, asked by a ${principal}`,
      question: {
        documents: { scp },
        request: { partition, principal, ...(of === undefined ? {} : { resource: of }) },
        holds,
      },
    })),
  );

/** What names who may become whom: the resources that fit a named exception, and who changes them all the same. */
function exceptions({ partition, principals, breakGlass }: Named, passedByAll: readonly string[] = []) {
  const here = [...principals, ...breakGlass].map((arn) => arn.replace(/^arn:\*:/, `arn:${partition}:`));
  const stackSets = `arn:${partition}:iam::*:role/stacksets-exec-*`;
  const spared = principal([stackSets, ...breakGlass]);
  const roles = here.filter((arn) => arn.includes(':role/'));
  const users = here.filter((arn) => arn.includes(':user/'));
  const isReserved = roles.some((arn) => arn.includes('/aws-reserved/') || arn.includes('AWSReservedSSO_'));
  const providers = [`arn:${partition}:iam::*:saml-provider/AWSSSO_*`];
  const becoming = or(
    and(action(changingRoles), resource([stackSets])),
    and(action(changingRoles), resource(roles), not(spared)),
    and(action(borrowingRoles), resource(roles.filter((role) => !passedByAll.includes(role))), not(spared)),
    and(action(changingUsers), resource(users), not(spared)),
    ...(isReserved ? [and(action(changingProviders), resource(providers), not(spared))] : []),
  );
  return { becoming, users, spared };
}

const account: Part = { any: 'account', of: 'account' };
const path: Part = { any: 'path', of: 'path' };
const name: Part = { any: 'name', of: 'name' };
const iam = (partition: string, ...rest: readonly Part[]): readonly Part[] => [
  `arn:${partition}:iam::`,
  account,
  ':',
  ...rest,
];

/** The SCPs ask nothing about the principal's own resources, so a resource is one text: z3 finds a hole in it sooner than in parts. */
const anything: readonly Part[] = [{ any: 'resource', of: 'text' }];

const nobodyBecomes = (becoming: Formula): Claim => ({
  title: '(g) nobody else becomes a named exception',
  of: anything,
  holds: when(becoming, denied),
});

/** Central root recovery makes and removes what root signs in with. Root is a resource of no other action. */
const recovering = [
  ...passwords,
  'iam:DeleteLoginProfile',
  'iam:GetLoginProfile',
  'iam:DeactivateMFADevice',
  'iam:ListMFADevices',
  'iam:DeleteAccessKey',
  'iam:ListAccessKeys',
  'iam:DeleteSigningCertificate',
  'iam:ListSigningCertificates',
  'iam:GetAccessKeyLastUsed',
  'sts:AssumeRoot',
];
const rootGoesOn: Claim = {
  title: '(e) central root recovery goes on',
  of: 'root',
  holds: when(action(recovering), not(denied)),
};

export function noNewPasswordsTheorems(
  named: Named,
  scp: object = noNewPasswordsScp(named),
): readonly Theorem[] {
  const { partition } = named;
  const { becoming } = exceptions(named);
  const gate = and(
    action(passwords),
    resource([`arn:${partition}:iam::*:user/*`]),
    not(principal(named.principals)),
  );
  return asked(scp, partition, [
    {
      title: '(g) nobody but the named principals sets a password',
      of: iam(partition, 'user/', path, name),
      holds: when(gate, denied),
    },
    nobodyBecomes(becoming),
    { title: '(g) nothing else is denied', of: anything, holds: when(denied, or(gate, becoming)) },
    rootGoesOn,
  ]);
}

/** What `protect` finds, in the words of design 10: by its ARN, and all else by the tag. */
interface Protected {
  readonly thing: string;
  readonly fits?: readonly string[];
  readonly actions: readonly string[];
}

const changingFunctions = ['Add', 'Create', 'Delete', 'Put', 'Remove', 'Update'].map(
  (verb) => `lambda:${verb}*`,
);

const changingPolicies = ['iam:CreatePolicyVersion', 'iam:DeletePolicy*', 'iam:SetDefaultPolicyVersion'];

function protectedBy(partition: string): readonly Protected[] {
  const at = (rest: string): string => `arn:${partition}:${rest}`;
  return [
    {
      thing: "the rule's function",
      fits: [at('lambda:*:*:function:iam-user-mfa')],
      actions: changingFunctions,
    },
    {
      thing: 'its versions and aliases',
      fits: [at('lambda:*:*:function:iam-user-mfa:*')],
      actions: changingFunctions,
    },
    {
      thing: 'the group of require-mfa',
      fits: [at('iam::*:group/iam-user-mfa-required/*')],
      actions: [
        'iam:AttachGroupPolicy',
        'iam:DeleteGroup*',
        'iam:DetachGroupPolicy',
        'iam:PutGroupPolicy',
        'iam:UpdateGroup',
      ],
    },
    {
      thing: "the report's bucket",
      fits: [at('s3:::iamusermfareport-*')],
      actions: [
        's3:BypassGovernanceRetention',
        's3:DeleteBucket*',
        's3:DeleteObject*',
        's3:PutBucket*',
        's3:PutEncryptionConfiguration',
        's3:PutLifecycleConfiguration',
      ],
    },
    { thing: 'the other functions', actions: changingFunctions },
    {
      thing: "the functions' roles",
      actions: [
        'iam:AttachRolePolicy',
        'iam:DeleteRole*',
        'iam:DetachRolePolicy',
        'iam:PutRole*',
        'iam:UpdateAssumeRolePolicy',
        'iam:UpdateRole*',
      ],
    },
    {
      thing: 'the queues',
      actions: [
        'sqs:AddPermission',
        'sqs:DeleteQueue',
        'sqs:PurgeQueue',
        'sqs:RemovePermission',
        'sqs:SetQueueAttributes',
      ],
    },
    {
      thing: 'the event rules',
      actions: [
        'events:DeleteRule',
        'events:DisableRule',
        'events:PutRule',
        'events:PutTargets',
        'events:RemoveTargets',
      ],
    },
    {
      thing: "the group's policy",
      fits: [at('iam::*:policy/*RemediationEnforcementPolicy*')],
      actions: changingPolicies,
    },
    { thing: 'policies that carry the tag', actions: changingPolicies },
    {
      thing: "the audit log's streams",
      fits: [at('logs:*:*:log-group:*RemediationFunctionEntryLogGroup*')],
      actions: ['logs:DeleteLogStream'],
    },
    {
      thing: 'the audit log',
      actions: [
        'logs:AssociateKmsKey',
        'logs:DeleteLogGroup',
        'logs:DeleteRetentionPolicy',
        'logs:DisassociateKmsKey',
        'logs:PutRetentionPolicy',
      ],
    },
  ];
}

/** The tag is neither taken off nor put on something else, which would be out of everybody's reach. */
const tagging = [
  'events:*agResource',
  'iam:*agPolicy',
  'iam:*agRole',
  'iam:CreatePolicy',
  'iam:CreateRole',
  'lambda:*agResource',
  'logs:*agLogGroup',
  'logs:*agResource',
  'sqs:*agQueue',
];
/** The model leaves tags free; these are its names for them. */
const isTagged: Formula = { said: 'aws:resourcetag/iam-user-mfa is there' };
const takesTag = and(
  { said: 'aws:tagkeys is there' },
  { said: 'aws:tagkeys string ignorecase iam-user-mfa' },
);

export function protectTheorems(
  { partition, breakGlass }: Omit<Named, 'principals'>,
  scp: object = protectScp({ partition, breakGlass }),
): readonly Theorem[] {
  const remediation = ['', '*/'].map(
    (before) => `arn:${partition}:iam::*:role/${before}iam-user-mfa-remediation*`,
  );
  const named = { partition, principals: remediation, breakGlass };
  const { becoming, spared } = exceptions(named, remediation);
  const things = protectedBy(partition).map((one) => ({
    ...one,
    changed: and(action(one.actions), one.fits === undefined ? isTagged : resource(one.fits), not(spared)),
  }));
  // No action takes a resource of another one's kind, so their lists are one list.
  const byName = things.filter(({ fits }) => fits !== undefined);
  const together = and(
    action(byName.flatMap(({ actions }) => actions)),
    resource(byName.flatMap(({ fits = [] }) => fits)),
    not(spared),
  );
  const group = [`arn:${partition}:iam::*:group/iam-user-mfa-required/*`];
  const tag = and(action(tagging), takesTag, not(spared));
  const membership = and(
    action(['iam:RemoveUserFromGroup']),
    resource(group),
    not(principal([...remediation, ...breakGlass])),
  );
  return asked(scp, partition, [
    ...things.map(({ thing, changed }): Claim => ({
      title: `(g) only StackSets and break-glass change ${thing}`,
      of: anything,
      holds: when(changed, denied),
    })),
    { title: '(g) only they take the tag off, or put it on', of: anything, holds: when(tag, denied) },
    {
      title: '(g) only remediation and break-glass end a membership',
      of: iam(partition, 'group/iam-user-mfa-required/', path, name),
      holds: when(membership, denied),
    },
    nobodyBecomes(becoming),
    {
      title: '(g) nothing else is denied',
      of: anything,
      holds: when(denied, or(...things.map(({ changed }) => changed), together, tag, membership, becoming)),
    },
    rootGoesOn,
  ]);
}
