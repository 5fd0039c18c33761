import type { Tag } from '../core/user';

/** Where a login profile is written down; lines count from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
}

/**
 * A policy that goes with a user. `known-enforcement` lies outside the document and is said to enforce MFA. `unseen` is one whose text, or whose tie to the user, the document does not show: `why` is
 * the rest of a sentence, like "its text is known only after apply".
 */
export type DeclaredPolicy =
  | { readonly kind: 'document'; readonly address: string; readonly document: unknown }
  | { readonly kind: 'known-enforcement'; readonly address: string }
  | { readonly kind: 'unseen'; readonly address: string; readonly why: string };

/**
 * An IAM user whose login profile a document makes: a Terraform plan that creates or updates it, a CloudFormation template
 * that declares it. What is undefined is not known before the deployment.
 */
export interface DeclaredUser {
  /** Of the login profile: `module.team.aws_iam_user_login_profile.alice`, or a logical id. */
  readonly address: string;
  readonly userName: string | undefined;
  readonly path: string | undefined;
  /** Undefined where the document does not show the user's tags. */
  readonly tags: readonly Tag[] | undefined;
  readonly policies: readonly DeclaredPolicy[];
  readonly place: Place;
}

/** Groups and policies outside the document of which a person has said that they enforce MFA. */
export interface KnownEnforcement {
  readonly groups: readonly string[];
  readonly policyArns: readonly string[];
}

export const noKnownEnforcement: KnownEnforcement = { groups: [], policyArns: [] };
