import type { IAMClient } from '@aws-sdk/client-iam';
import type { RuleParameters } from '../core/rule-parameters';
import type { User, UserFacts } from '../core/user';
import { decide } from '../core/verdict';
import type { Directory, Log, NamedReading, Reading, UserList } from './ports';
import { forEachOf } from './for-each-of';
import { IamApi } from '../aws/iam/iam-api';
import { ReadFailedError } from '../aws/read-failed';

/** IAM publishes no rate limit and throttles early. */
export const usersAtOnce = 8;

export interface LiveDirectoryOptions {
  readonly client: IAMClient;
  /** Aborts what is under way when the time for reading is over. */
  readonly signal: AbortSignal;
  readonly log: Pick<Log, 'warn'>;
}

/**
 * Reads IAM live and asks only what the verdict needs, cheapest first: for N users, D virtual devices and F users with a
 * password whom the virtual devices do not decide, it takes ⌈N/1000⌉ + ⌈D/1000⌉ + N + F calls, and one more for the tags of
 * whoever would be NON_COMPLIANT.
 */
export class LiveDirectory implements Directory {
  private readonly api: IamApi;

  constructor(private readonly options: LiveDirectoryOptions) {
    this.api = new IamApi(options.client, options.signal);
  }

  async listUsers(): Promise<UserList> {
    // By id: where users come and go between two pages, one can be on both.
    const users = new Map<string, User>();
    try {
      for await (const page of this.api.userPages()) for (const user of page) users.set(user.userId, user);
      return { users: [...users.values()] };
    } catch (error) {
      if (error instanceof ReadFailedError) return { users: [...users.values()], failure: error.failure };
      throw error;
    }
  }

  async readUsers(
    users: readonly User[],
    ruleParameters: RuleParameters,
    now: Date,
    take: (reading: Reading) => Promise<void>,
  ): Promise<void> {
    const virtual = users.length === 0 ? new Set<string>() : await this.virtualMfaUserIds(ruleParameters);
    await forEachOf(users, usersAtOnce, async (user) => {
      const known: UserFacts = virtual.has(user.userId)
        ? { user, mfaDevices: { kinds: ['virtual'], complete: false } }
        : { user };
      // Here NoSuchEntity means "no password" or "gone": both are NOT_APPLICABLE, so a scan spends no call to tell them apart.
      await take(await this.read(known, ruleParameters, now, () => Promise.resolve('none')));
    });
  }

  async readUser(
    userId: string,
    userName: string | undefined,
    ruleParameters: RuleParameters,
    now: Date,
  ): Promise<Reading> {
    const user: User = { userId, userName: userName ?? userId, path: '/', arn: '' };
    try {
      const named = userName === undefined ? 'user-gone' : await this.api.user(userName);
      if (named !== 'user-gone' && named.userId === userId) {
        const reading = await this.readPresent(named, ruleParameters, now);
        if (reading.kind === 'unreadable' || !reading.facts.gone) return reading;
      }
      // A name can be changed or reused, even during the reading: only the list of all users tells that an id is gone.
      const listed = await this.findById(userId);
      return listed === undefined
        ? { kind: 'facts', facts: { user, gone: true } }
        : await this.readPresent(listed, ruleParameters, now);
    } catch (error) {
      return unreadable(user, error);
    }
  }

  /** Of few users: GetUser, GetLoginProfile and ListMFADevices at the most, where a list would cost pages. */
  async readNamed(
    userNames: readonly string[],
    ruleParameters: RuleParameters,
    now: Date,
    take: (reading: NamedReading) => Promise<void>,
  ): Promise<void> {
    await forEachOf(userNames, usersAtOnce, async (userName) => {
      try {
        const user = await this.api.user(userName);
        await take(
          user === 'user-gone' ? { kind: 'nobody' } : await this.readPresent(user, ruleParameters, now),
        );
      } catch (error) {
        await take(unreadable({ userId: userName, userName, path: '/', arn: '' }, error));
      }
    });
  }

  private readPresent(user: User, ruleParameters: RuleParameters, now: Date): Promise<Reading> {
    return this.read({ user }, ruleParameters, now, async () => {
      const again = await this.api.user(user.userName);
      return again !== 'user-gone' && again.userId === user.userId ? 'none' : 'user-gone';
    });
  }

  private async findById(userId: string): Promise<User | undefined> {
    for await (const page of this.api.userPages()) {
      const user = page.find((candidate) => candidate.userId === userId);
      if (user !== undefined) return user;
    }
    return undefined;
  }

  /** Without the list every user with a password is asked for the devices: slower, and still exact. */
  private async virtualMfaUserIds(ruleParameters: RuleParameters): Promise<ReadonlySet<string>> {
    // A virtual device neither meets this level nor rules it out, so the list would decide nobody.
    if (ruleParameters.requiredMfa === 'has-phishing-resistant') return new Set();
    try {
      return await this.api.virtualMfaUserIds();
    } catch (error) {
      if (!(error instanceof ReadFailedError)) throw error;
      this.options.log.warn(
        'The list of virtual MFA devices could not be read; every user is asked instead.',
        {
          ...error.failure,
        },
      );
      return new Set();
    }
  }

  /** Asks until the core can decide. */
  private async read(
    known: UserFacts,
    ruleParameters: RuleParameters,
    now: Date,
    tellNoSuchEntity: () => Promise<'none' | 'user-gone'>,
  ): Promise<Reading> {
    let facts = known;
    try {
      for (;;) {
        const step = decide(facts, ruleParameters, now);
        if (!('needs' in step)) return { kind: 'facts', facts };
        facts = { ...facts, ...(await this.answer(step.needs, facts.user.userName, tellNoSuchEntity)) };
      }
    } catch (error) {
      return unreadable(facts.user, error);
    }
  }

  private async answer(
    needed: 'login-profile' | 'mfa-devices' | 'tags',
    userName: string,
    tellNoSuchEntity: () => Promise<'none' | 'user-gone'>,
  ): Promise<Partial<UserFacts>> {
    switch (needed) {
      case 'login-profile': {
        const answer = await this.api.loginProfile(userName);
        const loginProfile = answer === 'no-such-entity' ? await tellNoSuchEntity() : answer;
        return loginProfile === 'user-gone' ? { gone: true } : { loginProfile };
      }
      case 'mfa-devices': {
        const kinds = await this.api.mfaDeviceKinds(userName);
        return kinds === 'user-gone' ? { gone: true } : { mfaDevices: { kinds, complete: true } };
      }
      case 'tags': {
        const tags = await this.api.tags(userName);
        return tags === 'user-gone' ? { gone: true } : { tags };
      }
    }
  }
}

function unreadable(user: User, error: unknown): Reading {
  if (error instanceof ReadFailedError) return { kind: 'unreadable', user, failure: error.failure };
  throw error;
}
