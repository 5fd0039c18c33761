import { Aws } from 'aws-cdk-lib';
import type { When } from '../options/when';

/** One Allow statement of a function's role. */
export interface Grant {
  readonly actions: string | readonly string[];
  readonly resources: string | readonly string[];
  /** Why a wildcard among the resources has to stay, in words that a stranger accepts. */
  readonly why?: string | undefined;
  /** @default - none */
  readonly condition?: object | undefined;
  /** @default true */
  readonly when?: When | undefined;
}

const inIam = (resource: string): string => `arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:${resource}`;

/** Actions that take no resource in the Service Authorization Reference. */
export const onEverything = (...actions: readonly string[]): Grant => ({
  actions,
  resources: ['*'],
  why: 'The actions on it take no resource in the Service Authorization Reference: AWS offers nothing narrower.',
});

export const onUsers = (actions: readonly string[], when: When = true): Grant => ({
  actions,
  resources: [inIam('user/*')],
  why: 'The rule judges every IAM user of this account, under any path, and remediation acts on whom it finds.',
  when,
});

/** A rule's ARN carries an id that Config makes up, never its name; those of conformance packs have a prefix more. */
export const onConfigRules = (...actions: readonly string[]): Grant => ({
  actions,
  resources: [`arn:${Aws.PARTITION}:config:${Aws.REGION}:${Aws.ACCOUNT_ID}:config-rule/*`],
  why: "A rule's ARN ends in an id that Config makes up when the rule is created, which is after the role; the actions on it only read results or start an evaluation.",
});

/** The sources of the labels of privileges; AWS's own policies are in neither listing of an account's details. */
export const privilegeGrants = (when: When): readonly Grant[] => [
  { ...onEverything('iam:GetAccountAuthorizationDetails'), when },
  {
    actions: ['iam:GetPolicy', 'iam:GetPolicyVersion'],
    resources: [`arn:${Aws.PARTITION}:iam::aws:policy/*`],
    why: "Which of AWS's own policies are attached is not known before; they are the same in every account, and the actions only read.",
    when,
  },
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

/** The calls to decide on one user; GetUser, ListUsers and the rest by the Service Authorization Reference. */
export const oneUserGrants = (exemptTags: When): readonly Grant[] => [
  onEverything('iam:ListUsers'),
  onUsers(['iam:GetUser', 'iam:GetLoginProfile', 'iam:ListMFADevices']),
  onUsers(['iam:ListUserTags'], exemptTags),
];

/** A topic that is encrypted with a key of the customer: SNS uses it on the publisher's behalf. */
export const publishGrants = (topicArn: string): readonly Grant[] => [
  { actions: ['sns:Publish'], resources: [topicArn] },
  {
    actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
    resources: [`arn:${Aws.PARTITION}:kms:${Aws.REGION}:*:key/*`],
    why: "The topic's key is not known here; the condition allows its use by way of SNS only.",
    // In China the name ends in .cn.
    condition: { StringLike: { 'kms:ViaService': `sns.${Aws.REGION}.amazonaws.com*` } },
  },
];
