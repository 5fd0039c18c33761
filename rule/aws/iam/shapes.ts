import * as v from 'valibot';
import type { User } from '../../core/user';

/** A user as GetUser, ListUsers and CreateUser answer. */
export const userSchema = v.pipe(
  v.object({
    UserId: v.string(),
    UserName: v.string(),
    Path: v.string(),
    Arn: v.string(),
    PasswordLastUsed: v.optional(v.date()),
  }),
  v.transform(({ UserId, UserName, Path, Arn, PasswordLastUsed }): User => ({
    userId: UserId,
    userName: UserName,
    path: Path,
    arn: Arn,
    ...(PasswordLastUsed === undefined ? {} : { passwordLastUsed: PasswordLastUsed }),
  })),
);
