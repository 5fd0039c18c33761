import type { Tag } from '../core/user';

/** The place where something is written; lines count from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
}

/**
 * A policy that goes with a user: directly, by a group, or as the permissions boundary (a Deny of each binds). `known-enforcement` lies outside the document and is said to enforce MFA. `unseen` is one whose text, or whose tie to the user, the document does not show: `why` is
 * the rest of a sentence, like "its text is known only after apply".
 */
export type DeclaredPolicy =
  | { readonly kind: 'document'; readonly address: string; readonly document: unknown }
  | { readonly kind: 'known-enforcement'; readonly address: string }
  | { readonly kind: 'unseen'; readonly address: string; readonly why: string };

/** One way in which the deployment may come out for a user. What is undefined is not known before the deployment. */
export interface Possibility {
  /** For a person, after "where": "IsProd is true"; undefined where there is no other way. */
  readonly where?: string | undefined;
  readonly userName: string | undefined;
  readonly path: string | undefined;
  /** Undefined where the document does not show the user's tags. */
  readonly tags: readonly Tag[] | undefined;
  readonly policies: readonly DeclaredPolicy[];
}

/**
 * An IAM user whose login profile a document makes, or leaves in place while it takes policies away. `worlds` all come true in
 * one deployment or another; of `candidates` one comes true, and which one the document does not settle.
 */
export interface DeclaredUser {
  /** Of the login profile: `module.team.aws_iam_user_login_profile.alice`, or a logical id. */
  readonly address: string;
  readonly kind: 'worlds' | 'candidates';
  /** At least one. */
  readonly possibilities: readonly Possibility[];
  /** The policies until now of a user who only keeps the password: no finding unless they enforce. */
  readonly before?: readonly DeclaredPolicy[] | undefined;
  readonly place: Place;
  /** The file that was checked, where the place is in another: the plan of a .tf file. */
  readonly document?: string | undefined;
  /** Of a CDK app. */
  readonly construct?: Construct | undefined;
}

/** A CDK construct, and the line of code that makes it, as far as the assembly says. */
export interface Construct {
  readonly path: string;
  readonly source: Place | undefined;
}

/** The user's name, or the address where not every possibility has the same. */
export function shownName({ address, possibilities: [first, ...others] }: DeclaredUser): string {
  const name = first?.userName;
  return name !== undefined && others.every(({ userName }) => userName === name) ? name : address;
}

/** A part of a document that may hold users, or what decides about them, and cannot be followed. */
export interface UnseenThing {
  readonly address: string;
  /** The rest of a sentence: "is a nested stack whose template is elsewhere". */
  readonly why: string;
  readonly place: Place;
  readonly document?: string | undefined;
}

/** Everything that a document declares. */
export interface Declared {
  readonly users: readonly DeclaredUser[];
  readonly unseen: readonly UnseenThing[];
}

/** Groups and policies outside the document of which a person has said that they enforce MFA. */
export interface KnownEnforcement {
  readonly groups: readonly string[];
  readonly policyArns: readonly string[];
}

export const noKnownEnforcement: KnownEnforcement = { groups: [], policyArns: [] };
