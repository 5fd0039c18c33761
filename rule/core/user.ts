import type { MfaDevices } from './mfa-device';
import type { Privileges } from './privileges';

/** An IAM user as ListUsers and GetUser name it. `userId` (`AIDA…`) is the identity: a name can be reused or changed. */
export interface User {
  readonly userId: string;
  readonly userName: string;
  readonly path: string;
  readonly arn: string;
  /** Of the last sign-in with a password, where IAM has it. It outlives the password, so it proves nothing. */
  readonly passwordLastUsed?: Date;
}

/** The console password. A login profile that was never used, must be reset or has expired is still one. */
export interface LoginProfile {
  readonly createDate: Date;
  /** Whether the password must be changed at the next sign-in. It never decides. */
  readonly passwordResetRequired?: boolean;
}

export interface Tag {
  readonly key: string;
  readonly value: string;
}

/**
 * The facts read about one user at one moment. An absent fact was not read (yet); `decide` says whether it is needed.
 * `gone` means that IAM has no user of this id any more, `left-scope` that AWS Config says the rule is not to look at the user.
 * The last two are shown and decide nothing; `owner` is null where no tag names one.
 */
export interface UserFacts {
  readonly user: User;
  readonly gone?: true | 'left-scope';
  readonly loginProfile?: LoginProfile | 'none';
  readonly mfaDevices?: MfaDevices;
  readonly tags?: readonly Tag[];
  readonly owner?: string | null;
  readonly privileges?: Privileges;
}
