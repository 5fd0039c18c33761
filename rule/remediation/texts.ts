import type { RemediationAction } from '../meta';

interface ActionTexts {
  /** The change that the step would make; `groups` are those that it is about. */
  readonly plan: (userName: string, groups: readonly string[]) => string;
  /** The change that it made (`by` whom, where that is not certain), and what follows from it. */
  readonly done: (userName: string, groups: readonly string[], by: string) => string;
  /** Why there is nothing left to do. */
  readonly already: (userName: string, groups: readonly string[]) => string;
}

const groupText = (groups: readonly string[]): string =>
  `the group${groups.length === 1 ? '' : 's'} ${groups.join(', ')}`;

/** The author of the change, where an earlier try may have reached IAM. */
export const byThisOrAnother = ' by this or another call';

export const actionTexts: Readonly<Record<RemediationAction, ActionTexts>> = {
  'require-mfa': {
    plan: (userName, groups) => `${userName} would be added to ${groupText(groups)}.`,
    done: (userName, groups) =>
      `${userName} was added to ${groupText(groups)}: signed in without MFA, nothing but enrolling a device is allowed. ` +
      'The user stays NON_COMPLIANT until then; undo-require-mfa takes it back.',
    already: (userName, groups) =>
      `${userName} is in ${groupText(groups)} already and stays NON_COMPLIANT until a device is enrolled`,
  },
  'undo-require-mfa': {
    plan: (userName, groups) => `${userName} would be taken out of ${groupText(groups)}.`,
    done: (userName, groups, by) => `${userName} was taken out of ${groupText(groups)}${by}.`,
    already: (userName, groups) =>
      groups.length === 0
        ? `${userName} is in no group of require-mfa`
        : `${userName} is not in ${groupText(groups)}`,
  },
  'remove-console-access': {
    plan: (userName) => `${userName} would lose the console password (login profile), for good.`,
    done: (userName, _, by) =>
      `The login profile of ${userName} was deleted${by}: no new sign-in with a password. A session that is signed in already ` +
      'is not ended by this (it may last up to 12 hours, or up to 90 days where the sign-in session duration of the user says so), and the password is lost: a new one has to be made.',
    already: (userName) => `${userName} has no login profile any more`,
  },
};

/** Why require-mfa does not act on a NON_COMPLIANT user. */
export const refusalTexts = {
  noGroup: (group: string): string =>
    `There is no group ${group}, so nothing would require MFA: deploy the rule with remediation, or name the group that carries the MFA-enforcement policy.`,
  noEnforcement: (userName: string, group: string): string =>
    `No policy of the group ${group} denies all but enrolling without MFA, so membership would not protect ${userName}: attach the MFA-enforcement policy (iam-user-mfa policy prints it).`,
  mustChangePassword: (userName: string, group: string): string =>
    `${userName} must change the password at the next sign-in, and the group ${group} would lock the user out of that: have ` +
    'the user change the password first, or deploy with allowFirstPasswordChange.',
  tooWeak: (userName: string): string =>
    `Nothing was done, and ${userName} stays NON_COMPLIANT: the user signs in with MFA already, so the group would change ` +
    'nothing; what is missing is a stronger device. Assign a security key or passkey.',
};
