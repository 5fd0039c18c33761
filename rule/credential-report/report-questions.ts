import type { MfaDeviceKind } from '../core/mfa-device';
import type { Tag, User } from '../core/user';
import { ReadFailedError } from '../run/failures';
import type { IamQuestions, LoginProfileAnswer } from '../run/ports';
import type { CredentialReport, ReportUser, UnusableRow } from './parse-report';

/** A value of the report that does not answer the question: the user is unreadable, never compliant. */
const untold = (column: string, error: string): ReadFailedError =>
  new ReadFailedError({ api: `credential-report:${column}`, error });
const notBoolean = 'neither true nor false';

/**
 * A credential report in the place of IAM: the same reading, decision and reports work over it. It knows neither ids nor
 * kinds of devices nor tags; the ARN takes the place of the id, and a device is of an unknown kind.
 */
export class ReportQuestions implements IamQuestions {
  private readonly byName: ReadonlyMap<string, ReportUser>;
  private readonly unusable: ReadonlyMap<string, UnusableRow>;

  constructor(
    private readonly report: CredentialReport,
    private readonly gracePeriodHours: number,
    private readonly now: Date,
  ) {
    this.byName = new Map(report.users.map((user) => [user.userName, user]));
    this.unusable = new Map(report.unusable.map((row) => [row.name, row]));
  }

  async *userPages(): AsyncGenerator<readonly User[]> {
    const unusable = this.report.unusable.map(({ name }) => ({
      userId: `unusable ${name}`,
      userName: name,
      path: '/',
      arn: '',
    }));
    yield await Promise.resolve([...this.report.users.map(userOf), ...unusable]);
  }

  virtualMfaUserIds(): Promise<ReadonlySet<string>> {
    return Promise.resolve(new Set());
  }

  user(userName: string): Promise<User | 'gone'> {
    const user = this.byName.get(userName);
    return Promise.resolve(user === undefined ? 'gone' : userOf(user));
  }

  loginProfile(userName: string): Promise<LoginProfileAnswer> {
    const unusable = this.unusable.get(userName);
    if (unusable !== undefined) return Promise.reject(untold('row', unusable.why));
    const user = this.byName.get(userName);
    if (user === undefined) return Promise.resolve('gone');
    if (user.passwordEnabled === undefined) return Promise.reject(untold('password_enabled', notBoolean));
    if (!user.passwordEnabled) return Promise.resolve('none');
    const createDate = this.passwordDate(user);
    return createDate === undefined
      ? Promise.reject(untold('password_last_changed', 'no answer to whether the grace period is over'))
      : Promise.resolve({ createDate });
  }

  mfaDeviceKinds(userName: string): Promise<readonly MfaDeviceKind[] | 'gone'> {
    const user = this.byName.get(userName);
    if (user === undefined) return Promise.resolve('gone');
    if (user.mfaActive === undefined) return Promise.reject(untold('mfa_active', notBoolean));
    return Promise.resolve(user.mfaActive ? ['unknown'] : []);
  }

  tags(): Promise<readonly Tag[] | 'gone'> {
    return Promise.reject(untold('tags', 'not in a report'));
  }

  /**
   * The grace period counts from the login profile's CreateDate, which no report has: it lies between the user's creation
   * and the last change of the password. Undefined where the two leave open whether the grace period is over.
   */
  private passwordDate({ createdAt, passwordChangedAt, mfaActive }: ReportUser): Date | undefined {
    if (this.gracePeriodHours === 0 || mfaActive === true)
      return passwordChangedAt ?? createdAt ?? new Date(0);
    if (passwordChangedAt !== undefined && !this.inGrace(passwordChangedAt)) return passwordChangedAt;
    // The end that is shown is never later than the true one.
    if (createdAt !== undefined && this.inGrace(createdAt)) return createdAt;
    return undefined;
  }

  private inGrace(date: Date): boolean {
    return Math.max(0, this.now.getTime() - date.getTime()) < this.gracePeriodHours * 3_600_000;
  }
}

const userOf = ({ userName, arn, passwordLastUsed }: ReportUser): User => ({
  userId: arn,
  userName,
  path: /:user(\/(?:.*\/)?)[^/]+$/.exec(arn)?.[1] ?? '/',
  arn,
  ...(passwordLastUsed === undefined ? {} : { passwordLastUsed }),
});
