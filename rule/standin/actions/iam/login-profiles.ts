import * as v from 'valibot';
import { action } from '../action';
import { alreadyExists, noSuchEntity } from '../../service-error';
import type { UserRecord } from '../../state/iam-store';
import { flag, iamName, userOrSelf } from './inputs';

function profileOf(user: UserRecord): NonNullable<UserRecord['loginProfile']> {
  if (user.loginProfile !== undefined) return user.loginProfile;
  throw noSuchEntity(`Login Profile for User ${user.userName} cannot be found.`);
}

const show = (user: UserRecord): Record<string, unknown> => ({
  LoginProfile: {
    UserName: user.userName,
    CreateDate: profileOf(user).createDate,
    PasswordResetRequired: profileOf(user).passwordResetRequired,
  },
});

export const GetLoginProfile = action(
  v.object({ UserName: v.optional(iamName) }),
  (account, input, { caller }) => show(userOrSelf(account, input.UserName, caller)),
);

export const CreateLoginProfile = action(
  v.object({
    UserName: v.optional(iamName),
    Password: v.optional(v.string()),
    PasswordResetRequired: v.optional(flag, 'false'),
  }),
  (account, input, { caller }) => {
    const user = userOrSelf(account, input.UserName, caller);
    if (user.loginProfile !== undefined) {
      throw alreadyExists(`Login Profile for user ${user.userName} already exists.`);
    }
    user.loginProfile = {
      createDate: account.store.now(),
      passwordResetRequired: input.PasswordResetRequired,
    };
    return show(user);
  },
);

/** It is not known whether AWS keeps CreateDate; here it does. */
export const UpdateLoginProfile = action(
  v.object({ UserName: iamName, Password: v.optional(v.string()), PasswordResetRequired: v.optional(flag) }),
  ({ iam, store }, input) => {
    const user = iam.user(input.UserName);
    const { createDate, passwordResetRequired } = profileOf(user);
    user.loginProfile = {
      createDate: iam.updatedPasswords === 'new-date' ? store.now() : createDate,
      passwordResetRequired: input.PasswordResetRequired ?? passwordResetRequired,
    };
    return undefined;
  },
);

export const DeleteLoginProfile = action(
  v.object({ UserName: v.optional(iamName) }),
  (account, input, { caller }) => {
    const user = userOrSelf(account, input.UserName, caller);
    profileOf(user);
    user.loginProfile = undefined;
    return undefined;
  },
);
