import { covers, meet } from './action-patterns';
import { mfaStatements, type MfaDeny } from './mfa-deny';
import type { Strength } from './options';
import type { PolicyUser } from './principal-condition';

/** The effect of one policy document on a user's sessions without MFA. */
export interface Enforcement {
  /** `all` denies access keys without MFA, too; `console-only` denies what signs in. */
  readonly strength: Strength;
  /** Whether a user whose password must be reset can do that before there is MFA. */
  readonly allowsPasswordChange: boolean;
}

/**
 * Actions that an enforcement may leave to a session without MFA beside signing in: enrolling the own device and seeing the
 * console on the way there. Deactivating a device is not among it: a thief with an access key would take it off.
 */
const enrolling: ReadonlySet<string> = new Set([
  'iam:createvirtualmfadevice',
  'iam:deletevirtualmfadevice',
  'iam:enablemfadevice',
  'iam:getmfadevice',
  'iam:getuser',
  'iam:listmfadevices',
  'iam:listvirtualmfadevices',
  'iam:resyncmfadevice',
  'iam:changepassword',
  'iam:getaccountpasswordpolicy',
  'iam:getaccountsummary',
  'iam:getloginprofile',
  'iam:listaccountaliases',
  'iam:listusers',
  'iam:listaccesskeys',
  'iam:listservicespecificcredentials',
  'iam:listsigningcertificates',
  'iam:listsshpublickeys',
  'sts:getcalleridentity',
  'sts:getsessiontoken',
]);
const changePassword = 'iam:changepassword';

/**
 * The enforcement in the document that holds for the user, if there is one. One or several statements deny everything on every
 * resource, except enrolling, to a session whose aws:MultiFactorAuthPresent is false. A Deny is no enforcement if it asks for MFA
 * being present, has another condition that may fail for this user, spares more than enrolling, or is about some resources only.
 * An Allow is never one.
 */
export const enforcementIn = (document: unknown, user: PolicyUser): Enforcement | undefined =>
  enforcementOf([document], user);

/** The same over all the policies that are attached to a user, directly or by a group. Every Deny counts. */
export function enforcementOf(documents: readonly unknown[], user: PolicyUser): Enforcement | undefined {
  const all = deniesOf(documents, user);
  const denies = all.filter(({ isLifted }) => isLifted);
  if (leftBy(denies).length > 0) return undefined;
  const strict = denies.filter(({ strength }) => strength === 'all');
  return {
    strength: leftBy(strict).length === 0 ? 'all' : 'console-only',
    allowsPasswordChange: !all.some((deny) => denied(deny, changePassword)),
  };
}

/** Whether no session without MFA passes the policies; a Deny that MFA does not lift counts, too. */
export const areEnforcement = (documents: readonly unknown[], user: PolicyUser): boolean =>
  leftBy(deniesOf(documents, user)).length === 0;

export const isEnforcement = (document: unknown, user: PolicyUser): boolean =>
  areEnforcement([document], user);

const deniesOf = (documents: readonly unknown[], user: PolicyUser): readonly MfaDeny[] =>
  documents
    .flatMap((document) => mfaStatements(document, user))
    .flatMap((one) => ('fault' in one ? [] : [one]));

const denied = ({ actions }: MfaDeny, action: string): boolean =>
  'denied' in actions
    ? actions.denied.some((pattern) => covers(pattern, action))
    : !actions.spared.some((pattern) => covers(pattern, action));

/** More patterns than any policy that is meant to enforce. */
const maxPatterns = 2_000;

/** Actions that none of the Denies denies, as lower-case patterns, less those that an enforcement may leave. */
export function leftBy(denies: readonly MfaDeny[]): readonly string[] {
  // An action is a service and a name: a pattern without a colon may be none.
  let left: readonly string[] = ['*:*'];
  for (const { actions } of denies) {
    if ('spared' in actions && left.length * actions.spared.length <= maxPatterns) {
      left = [
        ...new Set(left.flatMap((one) => actions.spared.flatMap((pattern) => meet(one, pattern) ?? []))),
      ];
    }
  }
  for (const { actions } of denies) {
    if ('denied' in actions)
      left = left.filter((one) => !actions.denied.some((pattern) => covers(pattern, one)));
  }
  // A wildcard leaves what is not listed, and what AWS adds tomorrow.
  return left.filter((one) => !enrolling.has(one) && !one.startsWith('signin:'));
}
