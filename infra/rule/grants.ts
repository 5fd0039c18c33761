import { Aws } from 'aws-cdk-lib';
import type { When } from '../options/when';

/** One Allow statement of a function's role. */
export interface Grant {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** @default true */
  readonly when?: When | undefined;
}

export const everyUser = `arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:user/*`;
/** A rule's ARN carries an id that Config makes up, never its name; those of conformance packs have a prefix more. */
export const everyConfigRule = `arn:${Aws.PARTITION}:config:${Aws.REGION}:${Aws.ACCOUNT_ID}:config-rule/*`;

const tagGrant = (readsTags: When): Grant => ({
  actions: ['iam:ListUserTags'],
  resources: [everyUser],
  when: readsTags,
});

/** What deciding on one user asks IAM; GetUser, ListUsers and the rest by the Service Authorization Reference. */
export const oneUserGrants = (readsTags: When): readonly Grant[] => [
  { actions: ['iam:ListUsers'], resources: ['*'] },
  { actions: ['iam:GetUser', 'iam:GetLoginProfile', 'iam:ListMFADevices'], resources: [everyUser] },
  tagGrant(readsTags),
];

const awsManagedPolicies = `arn:${Aws.PARTITION}:iam::aws:policy/*`;

/** What ranking privileges asks IAM: the account's policies in two listings, and AWS's own one by one. */
export const privilegeGrants = (when: When): readonly Grant[] => [
  { actions: ['iam:GetAccountAuthorizationDetails'], resources: ['*'], when },
  { actions: ['iam:GetPolicy', 'iam:GetPolicyVersion'], resources: [awsManagedPolicies], when },
];

/** Why a wildcard has to stay, by the resource as cdk-nag names it. */
export const wildcardReasons = {
  '*': 'The actions on it take no resource in the Service Authorization Reference: IAM offers nothing narrower.',
  'arn:<AWS::Partition>:iam::<AWS::AccountId>:user/*':
    'The rule judges every IAM user of this account, under any path; the actions only read.',
  'arn:<AWS::Partition>:iam::aws:policy/*':
    "Which of AWS's own managed policies are attached to users is not known before; the actions only read.",
  'arn:<AWS::Partition>:config:<AWS::Region>:<AWS::AccountId>:config-rule/*':
    "A rule's ARN ends in an id that Config makes up when the rule is created, which is after the role; the actions on it only read results or start an evaluation.",
} as const;
