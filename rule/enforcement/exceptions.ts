import type { Condition, Statement } from './document';

/** StackSets makes and uses it by its service-linked role, which no SCP binds; `*` is the name of the StackSet and an id. */
export const stackSetsRole = (partition: string): string => `arn:${partition}:iam::*:role/stacksets-exec-*`;

export const allBut = (principals: readonly string[]): Condition => ({
  ArnNotLike: { 'aws:PrincipalArn': principals },
});

/** A principal that may do one of these to a role can become it, or decide who can. */
const changingRoles = [
  'iam:AttachRolePolicy',
  'iam:CreateRole',
  'iam:DeleteRole',
  'iam:DeleteRolePermissionsBoundary',
  'iam:DeleteRolePolicy',
  'iam:DetachRolePolicy',
  'iam:PutRolePermissionsBoundary',
  'iam:PutRolePolicy',
  'iam:TagRole',
  'iam:UntagRole',
  'iam:UpdateAssumeRolePolicy',
  'iam:UpdateRole',
];

/** The same of a user: a new one of the name, another user renamed to it, or credentials of its own, made or put to use again. */
const changingUsers = [
  'iam:AttachUserPolicy',
  'iam:CreateAccessKey',
  'iam:CreateLoginProfile',
  'iam:CreateServiceSpecificCredential',
  'iam:CreateUser',
  'iam:DeleteUser',
  'iam:DeleteUserPermissionsBoundary',
  'iam:DeleteUserPolicy',
  'iam:DetachUserPolicy',
  'iam:PutUserPermissionsBoundary',
  'iam:PutUserPolicy',
  'iam:ResetServiceSpecificCredential',
  'iam:TagUser',
  'iam:UntagUser',
  'iam:UpdateAccessKey',
  'iam:UpdateLoginProfile',
  'iam:UpdateSSHPublicKey',
  'iam:UpdateServiceSpecificCredential',
  'iam:UpdateSigningCertificate',
  'iam:UpdateUser',
  'iam:UploadSSHPublicKey',
  'iam:UploadSigningCertificate',
];

/**
 * A role of IAM Identity Center trusts the account's SAML provider of its name: whoever changes that signs their own way in.
 * Identity Center changes it by its service-linked role, which no SCP binds.
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/using-service-linked-roles.html
 */
const changingProviders = ['iam:CreateSAMLProvider', 'iam:DeleteSAMLProvider', 'iam:UpdateSAMLProvider'];

/** A role that a service may take is anybody's who hands it to a function or an instance of their own. */
const borrowingRoles = ['iam:PassRole'];

export interface NamedExceptions {
  readonly partition: string;
  /** The principals that a Deny spares, as ARNs or patterns. */
  readonly principals: readonly string[];
  readonly breakGlass: readonly string[];
  /** Roles among them that are passed by whoever starts what they are for. */
  readonly passedByAll?: readonly string[];
}

/**
 * A Deny that spares a principal by its ARN is as strong as that ARN: an administrator who makes a role of the name, or trusts
 * oneself in it, is spared. So nobody changes StackSets' role, and the others are changed by StackSets and break-glass alone.
 */
export function denyForgingExceptions({
  partition,
  principals,
  breakGlass,
  passedByAll = [],
}: NamedExceptions): Statement[] {
  const ours = stackSetsRole(partition);
  const named = [...new Set([...principals, ...breakGlass].map((arn) => inPartition(arn, partition)))];
  const roles = named.filter((arn) => !/:(user\/|root$)/.test(arn));
  const users = named.filter((arn) => /:user\//.test(arn));
  const providers = roles.some((arn) => /AWSReservedSSO_|\/aws-reserved\//.test(arn))
    ? [`arn:${partition}:iam::*:saml-provider/AWSSSO_*`]
    : [];
  const spared = allBut([ours, ...breakGlass]);
  return [
    { Sid: 'DenyForgingStackSetsRole', Effect: 'Deny', Action: changingRoles, Resource: [ours] },
    ...denyOn('DenyForgingNamedRoles', changingRoles, roles, spared),
    ...denyOn(
      'DenyForgingByPassing',
      borrowingRoles,
      roles.filter((role) => !passedByAll.includes(role)),
      spared,
    ),
    ...denyOn('DenyForgingNamedUsers', changingUsers, users, spared),
    ...denyOn('DenyForgingIdentityCenter', changingProviders, providers, spared),
  ];
}

const denyOn = (Sid: string, Action: readonly string[], Resource: readonly string[], Condition: Condition) =>
  Resource.length === 0 ? [] : [{ Sid, Effect: 'Deny', Action, Resource, Condition } satisfies Statement];

/** A condition may leave the partition open, a resource may not. */
const inPartition = (arn: string, partition: string): string => arn.replace(/^arn:\*:/, `arn:${partition}:`);
