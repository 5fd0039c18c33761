import { ownerByTag } from '../core/exemption';
import type { RuleParameters } from '../core/rule-parameters';
import type { User, UserFacts } from '../core/user';
import { decide, goneVerdict, type NeededFact } from '../core/verdict';
import { eachOf } from './each-of';
import { ReadFailedError } from './failures';
import type { IamQuestions, Log, NamedReading, Reading, UserList } from './ports';

/** IAM publishes no rate limit and throttles early. */
export const usersAtOnce = 8;
/** A user who is renamed, and renamed again while the new name is read, is found by the next list. */
const listsOfAUser = 3;

export interface DirectoryOptions {
  readonly iam: IamQuestions;
  readonly log: Pick<Log, 'warn'>;
}

/** Settles what IAM's NoSuchEntity left open: no password, or no user. */
type Settle = () => Promise<'none' | 'gone'>;

/**
 * The users of the account, each read until the core can decide: only what the verdict needs, cheapest first. That is
 * ceil(N/1000) + ceil(D/1000) + N + F calls for N users, D virtual devices and F users with a password whom no virtual device
 * decides. Each user who would be NON_COMPLIANT costs one more for the tags.
 */
export class Directory {
  constructor(private readonly options: DirectoryOptions) {}

  async listUsers(): Promise<UserList> {
    // By id: where users come and go between two pages, one can be on both.
    const users = new Map<string, User>();
    try {
      for await (const page of this.options.iam.userPages())
        for (const user of page) users.set(user.userId, user);
      return { users: [...users.values()] };
    } catch (error) {
      if (error instanceof ReadFailedError) return { users: [...users.values()], failure: error.failure };
      throw error;
    }
  }

  /**
   * Reads several listed users at once and yields each as soon as it is known. Those who are likely to have a password come
   * first: where the time runs out, the others are the least loss. It costs no further call.
   */
  async *readUsers(
    users: readonly User[],
    ruleParameters: RuleParameters,
    now: Date,
    likely: (user: User) => boolean = () => false,
  ): AsyncGenerator<Reading> {
    const virtual = users.length === 0 ? new Set<string>() : await this.virtualMfaUserIds(ruleParameters);
    const first = (user: User): boolean =>
      user.passwordLastUsed !== undefined || virtual.has(user.userId) || likely(user);
    const inOrder = [...users.filter(first), ...users.filter((user) => !first(user))];
    yield* eachOf(inOrder, usersAtOnce, (user) => {
      const known: UserFacts = virtual.has(user.userId)
        ? { user, mfaDevices: { kinds: ['virtual'], complete: false } }
        : { user };
      // Here NoSuchEntity means "no password" or "gone": both are NOT_APPLICABLE, so a scan spends no call to tell them apart, but
      // where a result would be cleared: the user may have been renamed.
      return this.read(known, ruleParameters, now, () =>
        likely(user) ? this.settle(user) : Promise.resolve('none'),
      );
    });
  }

  /** One user by id; `userName` is the last known name. */
  async readUser(
    userId: string,
    userName: string | undefined,
    ruleParameters: RuleParameters,
    now: Date,
  ): Promise<Reading> {
    const user: User = { userId, userName: userName ?? userId, path: '/', arn: '' };
    try {
      const named = userName === undefined ? 'gone' : await this.options.iam.user(userName);
      if (named !== 'gone' && named.userId === userId) {
        const reading = await this.readPresent(named, ruleParameters, now);
        if (!isGone(reading)) return reading;
      }
      // A name can be changed or reused, even during the reading: only the list of all users shows that an id is gone.
      for (let lists = 0; lists < listsOfAUser; lists += 1) {
        const listed = await this.findById(userId);
        if (listed === undefined) return goneReading(user);
        const reading = await this.readPresent(listed, ruleParameters, now);
        if (!isGone(reading)) return reading;
      }
      throw new ReadFailedError({
        api: 'iam:GetUser',
        error: 'NoSuchEntity',
        detail: 'listed, and not found by name',
      });
    } catch (error) {
      return unreadable(user, error);
    }
  }

  /** Of few users: GetUser, GetLoginProfile and ListMFADevices at the most, where a list would cost pages. */
  readNamed(
    userNames: readonly string[],
    ruleParameters: RuleParameters,
    now: Date,
  ): AsyncGenerator<NamedReading> {
    return eachOf(userNames, usersAtOnce, async (userName): Promise<NamedReading> => {
      try {
        const user = await this.options.iam.user(userName);
        return user === 'gone' ? { kind: 'gone' } : await this.readPresent(user, ruleParameters, now);
      } catch (error) {
        return unreadable({ userId: userName, userName, path: '/', arn: '' }, error);
      }
    });
  }

  private readPresent(user: User, ruleParameters: RuleParameters, now: Date): Promise<Reading> {
    return this.read({ user }, ruleParameters, now, () => this.settle(user));
  }

  private async settle({ userId, userName }: User): Promise<'none' | 'gone'> {
    const again = await this.options.iam.user(userName);
    return again !== 'gone' && again.userId === userId ? 'none' : 'gone';
  }

  private async findById(userId: string): Promise<User | undefined> {
    for await (const page of this.options.iam.userPages()) {
      const user = page.find((candidate) => candidate.userId === userId);
      if (user !== undefined) return user;
    }
    return undefined;
  }

  /** Without the list every user with a password is asked for the devices: slower, and still exact. */
  private async virtualMfaUserIds(ruleParameters: RuleParameters): Promise<ReadonlySet<string>> {
    // A virtual device neither meets this level nor rules it out, so the list would decide no user.
    if (ruleParameters.requiredMfa === 'has-phishing-resistant') return new Set();
    try {
      return await this.options.iam.virtualMfaUserIds();
    } catch (error) {
      if (!(error instanceof ReadFailedError)) throw error;
      this.options.log.warn(
        'The list of virtual MFA devices could not be read; every user is asked instead.',
        { api: error.failure.api, error: error.failure.error },
      );
      return new Set();
    }
  }

  /** Asks until the core can decide. */
  private async read(
    known: UserFacts,
    ruleParameters: RuleParameters,
    now: Date,
    settle: Settle,
  ): Promise<Reading> {
    const { ownerTagKey } = ruleParameters;
    let facts = known;
    try {
      for (;;) {
        const verdict = decide(facts, ruleParameters, now);
        if ('needs' in verdict)
          facts = { ...facts, ...(await this.answer(verdict.needs, facts.user.userName, settle)) };
        else if (
          ownerTagKey === undefined ||
          verdict.compliance !== 'NON_COMPLIANT' ||
          facts.owner !== undefined
        )
          return { kind: 'decided', facts, verdict };
        else facts = { ...facts, ...(await this.ownerOf(facts, ownerTagKey)) };
      }
    } catch (error) {
      return unreadable(facts.user, error);
    }
  }

  /** Of a user who must act; the tags that an exemption was looked for in are not asked for again. */
  private async ownerOf({ user, tags }: UserFacts, ownerTagKey: string): Promise<Partial<UserFacts>> {
    try {
      const known = tags ?? (await this.options.iam.tags(user.userName));
      return known === 'gone' ? { gone: true } : { tags: known, owner: ownerByTag(known, ownerTagKey) };
    } catch (error) {
      if (!(error instanceof ReadFailedError)) throw error;
      return { owner: 'unknown' };
    }
  }

  private async answer(needed: NeededFact, userName: string, settle: Settle): Promise<Partial<UserFacts>> {
    const { iam } = this.options;
    switch (needed) {
      case 'login-profile': {
        const answer = await iam.loginProfile(userName);
        const loginProfile = answer === 'no-such-entity' ? await settle() : answer;
        return loginProfile === 'gone' ? { gone: true } : { loginProfile };
      }
      case 'mfa-devices': {
        const kinds = await iam.mfaDeviceKinds(userName);
        return kinds === 'gone' ? { gone: true } : { mfaDevices: { kinds, complete: true } };
      }
      case 'tags': {
        const tags = await iam.tags(userName);
        return tags === 'gone' ? { gone: true } : { tags };
      }
    }
  }
}

export const isGone = (reading: Reading): boolean =>
  reading.kind === 'decided' && reading.facts.gone !== undefined;

/** The reading of a user of whom it is known, without a question, that no IAM user has the id any more. */
export const goneReading = (user: User, gone: NonNullable<UserFacts['gone']> = true): Reading => ({
  kind: 'decided',
  facts: { user, gone },
  verdict: goneVerdict(gone),
});

function unreadable(user: User, error: unknown): Extract<Reading, { kind: 'unreadable' }> {
  if (error instanceof ReadFailedError) return { kind: 'unreadable', user, failure: error.failure };
  throw error;
}
