import * as v from 'valibot';
import { policySeed, group } from './policy-seed';
import { count, date, name, text } from './seed-values';
import { user } from './user-seed';

const { optional, array, strictObject } = v;

/** As GetAccountPasswordPolicy answers it; an account without one is NoSuchEntity. */
const passwordPolicy = strictObject({
  MinimumPasswordLength: optional(count, 8),
  RequireSymbols: optional(v.boolean(), false),
  RequireNumbers: optional(v.boolean(), false),
  RequireUppercaseCharacters: optional(v.boolean(), false),
  RequireLowercaseCharacters: optional(v.boolean(), false),
  AllowUsersToChangePassword: optional(v.boolean(), false),
  MaxPasswordAge: optional(count),
  PasswordReusePrevention: optional(count),
  HardExpiry: optional(v.boolean(), false),
});

const credentialReport = strictObject({
  /** Made before the stand-in started; without it there is none. */
  generatedAt: optional(date),
  /** The file itself, in place of the one that the stand-in makes of its users. */
  content: optional(text),
  /** How many calls find a new report still in progress. */
  callsInProgress: optional(count, 1),
});

/** An account's IAM in a seed. */
export const iamSeed = {
  users: optional(array(user), []),
  groups: optional(array(group), []),
  ...policySeed,
  rootVirtualMfa: optional(v.boolean(), true),
  virtualMfaWithoutUser: optional(v.boolean(), true),
  unassignedVirtualMfaDevices: optional(count, 0),
  securityKeysInVirtualList: optional(v.boolean(), false),
  accountAliases: optional(array(name), []),
  passwordPolicy: optional(passwordPolicy),
  credentialReport: optional(credentialReport, {}),
  /** Takes the place of what GetAccountSummary would count. */
  accountSummary: optional(v.record(text, count), {}),
};

export type PasswordPolicy = v.InferOutput<typeof passwordPolicy>;
export type CredentialReportSeed = v.InferOutput<typeof credentialReport>;
