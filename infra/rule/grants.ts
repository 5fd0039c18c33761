import { Aws } from 'aws-cdk-lib';
import type { When } from '../options/when';

/** One Allow statement of a function's role. */
export interface Grant {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** @default - none */
  readonly condition?: object | undefined;
  /** @default true */
  readonly when?: When | undefined;
}

export const everyUser = `arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:user/*`;
/** A rule's ARN carries an id that Config makes up, never its name; those of conformance packs have a prefix more. */
export const everyConfigRule = `arn:${Aws.PARTITION}:config:${Aws.REGION}:${Aws.ACCOUNT_ID}:config-rule/*`;

export const awsManagedPolicies = `arn:${Aws.PARTITION}:iam::aws:policy/*`;

/** What the labels of privileges are read from; AWS's own policies are in neither listing of an account's details. */
export const privilegeGrants = (when: When): readonly Grant[] => [
  { actions: ['iam:GetAccountAuthorizationDetails'], resources: ['*'], when },
  { actions: ['iam:GetPolicy', 'iam:GetPolicyVersion'], resources: [awsManagedPolicies], when },
];

const hubArn = (resource: string): string =>
  `arn:${Aws.PARTITION}:securityhub:${Aws.REGION}:${Aws.ACCOUNT_ID}:${resource}`;

/** Findings of our own: to this account's own product, and what is open there. */
export const securityHubGrants = (when: When): readonly Grant[] => [
  {
    actions: ['securityhub:BatchImportFindings'],
    resources: [hubArn(`product/${Aws.ACCOUNT_ID}/default`)],
    when,
  },
  { actions: ['securityhub:GetFindings'], resources: [hubArn('hub/default')], when },
];

const tagGrant = (exemptTags: When): Grant => ({
  actions: ['iam:ListUserTags'],
  resources: [everyUser],
  when: exemptTags,
});

/** What deciding on one user asks IAM; GetUser, ListUsers and the rest by the Service Authorization Reference. */
export const oneUserGrants = (exemptTags: When): readonly Grant[] => [
  { actions: ['iam:ListUsers'], resources: ['*'] },
  { actions: ['iam:GetUser', 'iam:GetLoginProfile', 'iam:ListMFADevices'], resources: [everyUser] },
  tagGrant(exemptTags),
];

/** Why a wildcard has to stay, by the resource as cdk-nag names it. */
export const wildcardReasons = {
  '*': 'The actions on it take no resource in the Service Authorization Reference: IAM offers nothing narrower.',
  'arn:<AWS::Partition>:iam::<AWS::AccountId>:user/*':
    'The rule judges every IAM user of this account, under any path; the actions only read.',
  'arn:<AWS::Partition>:iam::aws:policy/*':
    "Which of AWS's own policies are attached is not known before; they are the same in every account, and the actions only read.",
  'arn:<AWS::Partition>:config:<AWS::Region>:<AWS::AccountId>:config-rule/*':
    "A rule's ARN ends in an id that Config makes up when the rule is created, which is after the role; the actions on it only read results or start an evaluation.",
} as const;
