import { meta } from '../meta';
import type { RemediationAction } from './request';

interface ActionTexts {
  /** What the step would do; `{user}` is filled in. */
  readonly plan: string;
  /** What it did, and what follows from it. */
  readonly done: string;
  /** Why there is nothing to do any more. */
  readonly already: string;
  readonly api: string;
}

const group = meta.requiredGroupName;

export const actionTexts: Readonly<Record<RemediationAction, ActionTexts>> = {
  'require-mfa': {
    plan: `{user} would be added to the group ${group}.`,
    done:
      `{user} was added to the group ${group}: signed in without MFA, nothing but enrolling a device is allowed. ` +
      'The user stays NON_COMPLIANT until then; undo-require-mfa takes it back.',
    already: `{user} is in the group ${group} already and stays NON_COMPLIANT until a device is enrolled.`,
    api: 'iam:AddUserToGroup',
  },
  'undo-require-mfa': {
    plan: `{user} would be taken out of the group ${group}.`,
    done: `{user} was taken out of the group ${group}.`,
    already: `{user} is not in the group ${group}.`,
    api: 'iam:RemoveUserFromGroup',
  },
  'remove-console-access': {
    plan: '{user} would lose the console password (login profile), for good.',
    done:
      'The login profile of {user} was deleted: no new sign-in with a password. A session that is signed in already ' +
      'goes on until it expires, and the password is lost: a new one has to be made.',
    already: '{user} has no login profile any more.',
    api: 'iam:DeleteLoginProfile',
  },
};

export const fill = (text: string, userName: string): string => text.replace('{user}', () => userName);
