import type { RuleParameters } from '../../core/rule-parameters';
import type { User } from '../../core/user';
import { goneReading, usersAtOnce, type Directory } from '../../run/directory';
import { eachOf } from '../../run/each-of';
import type { Reading, UserList } from '../../run/ports';

/**
 * A fetched credential report, confirmed by IAM: users whom it shows without sufficient MFA, and users whose row cannot be
 * used, are read live, and that reading counts.
 */
export class ConfirmingDirectory implements Pick<Directory, 'listUsers' | 'readUsers' | 'readUser'> {
  private reported: UserList = { users: [] };

  constructor(
    private readonly report: Directory,
    private readonly live: Directory,
    /** With the parameters that need tags; the report is read without them. */
    private readonly ruleParameters: RuleParameters,
  ) {}

  async listUsers(): Promise<UserList> {
    this.reported = await this.report.listUsers();
    return this.reported;
  }

  async *readUsers(
    ...[users, told, now, likely]: Parameters<Directory['readUsers']>
  ): AsyncGenerator<Reading> {
    const suspects: User[] = [];
    for await (const reading of this.report.readUsers(users, told, now, likely)) {
      const user = reading.kind === 'decided' ? reading.facts.user : reading.user;
      const settled = reading.kind === 'decided' && reading.verdict.compliance !== 'NON_COMPLIANT';
      if (settled || user.arn === '') yield reading;
      else suspects.push(user);
    }
    const gone: User[] = [];
    const confirmed = new Set<string>();
    for await (const { user, reading } of eachOf(suspects, usersAtOnce, (one) => this.confirm(one, now)))
      if (reading === undefined) gone.push(user);
      else {
        if (reading.kind === 'decided') confirmed.add(reading.facts.user.userId);
        yield reading;
      }
    if (gone.length > 0) yield* this.renamedOrGone(gone, confirmed, now);
  }

  /** Asked only for users who are gone: they were looked for already. */
  readUser(userId: string): Promise<Reading> {
    const user = this.reported.users.find((one) => one.userId === userId);
    return Promise.resolve(goneReading(user ?? { userId, userName: userId, path: '/', arn: '' }));
  }

  private async confirm(user: User, now: Date): Promise<{ user: User; reading: Reading | undefined }> {
    for await (const reading of this.live.readNamed([user.userName], this.ruleParameters, now))
      if (reading.kind !== 'gone') return { user, reading };
    return { user, reading: undefined };
  }

  /**
   * A name that IAM does not know any more may belong to a user who was renamed and still signs in with a password alone.
   * A report has no ids, so every user who is not in it is read.
   */
  private async *renamedOrGone(
    gone: readonly User[],
    confirmed: ReadonlySet<string>,
    now: Date,
  ): AsyncGenerator<Reading> {
    const { users, failure } = await this.live.listUsers();
    const reported = new Set(this.reported.users.map(({ arn }) => arn));
    const others = users.filter(({ arn, userId }) => !reported.has(arn) && !confirmed.has(userId));
    yield* this.live.readUsers(others, this.ruleParameters, now);
    for (const user of gone)
      yield failure === undefined ? goneReading(user) : { kind: 'unreadable', user, failure };
  }
}
