import type { Difference, KnownUser, ParameterChange, ReusedName } from '../../findings/difference';
import type { Completeness, SignInRegion } from '../../findings/account-scan';
import type { Finding, FindingExemption, Location, SignIn, UnreadableUser } from '../../findings/finding';
import type { Envelope, ParametersDocument } from '../machine/envelope';
import {
  choice,
  count,
  exactly,
  list,
  optional,
  orNull,
  record,
  text,
  time,
  truth,
  type Schema,
} from './schema';

export const envelopeFields = <P, S>(parameters: Schema<P>, summary: Schema<S>) => ({
  schemaVersion: exactly(1),
  tool: record<Envelope<P, S>['tool']>({ name: text, version: text }),
  parameters,
  summary,
});

export const parameters = record<ParametersDocument>({
  requiredMfa: choice('any', 'has-phishing-resistant', 'only-phishing-resistant'),
  gracePeriodHours: count,
  exemptTagKey: orNull(text),
  maxExemptDays: count,
  exemptPaths: list(text),
  exemptUserNames: list(text),
  ownerTagKey: orNull(text),
  rankPrivileges: truth,
});

const location = record<Location>({
  file: text,
  line: count,
  address: text,
  document: optional(text),
  construct: optional(text),
  source: optional(record<NonNullable<Location['source']>>({ file: text, line: count })),
});

const signIn = orNull(
  record<SignIn>({ at: time, mfaUsed: orNull(truth), sourceIp: orNull(text), region: text }),
);

export const finding = record<Finding>({
  account: orNull(text),
  accountName: orNull(text),
  userId: text,
  userName: text,
  arn: text,
  verdict: choice('COMPLIANT', 'NON_COMPLIANT', 'NOT_APPLICABLE'),
  reason: choice(
    'user-gone',
    'no-console-password',
    'mfa-enabled',
    'within-grace',
    'exempt',
    'no-mfa',
    'mfa-too-weak',
  ),
  annotation: text,
  consolePassword: truth,
  passwordCreatedAt: orNull(time),
  passwordLastUsed: optional(orNull(time)),
  mfaKinds: list(choice('virtual', 'security-key', 'sms', 'hardware', 'unknown')),
  mfaRead: choice('all', 'virtual-only', 'not-asked'),
  exemption: optional(
    record<FindingExemption>({
      source: choice('exemptUserNames', 'exemptPaths', 'tag'),
      until: orNull(text),
      reason: orNull(text),
    }),
  ),
  owner: optional(orNull(text)),
  privileges: optional(text),
  mfaEnforced: optional(choice('enforced', 'not enforced', 'cannot see')),
  signIn: optional(signIn),
  awsLogin: optional(signIn),
  location: optional(location),
});

export const unreadable = record<UnreadableUser>({
  userName: orNull(text),
  api: text,
  error: text,
  account: optional(orNull(text)),
  detail: optional(text),
  location: optional(location),
});

const knownUsers = list(
  record<KnownUser>({
    account: orNull(text),
    userId: text,
    userName: orNull(text),
    annotation: orNull(text),
  }),
);

export const difference = record<Difference>({
  since: text,
  new: knownUsers,
  exemptionEnded: knownUsers,
  stillOpen: knownUsers,
  mended: knownUsers,
  unknown: knownUsers,
  otherParameters: optional(list(record<ParameterChange>({ parameter: text, was: text, is: text }))),
  reusedNames: optional(
    list(record<ReusedName>({ account: orNull(text), userName: text, was: text, is: text })),
  ),
});

export const completeness = record<Completeness>({ counted: count, listed: count });
export const signInRegions = list(record<SignInRegion>({ region: text, complete: truth }));
