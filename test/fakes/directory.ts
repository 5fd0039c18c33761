import type { MfaDeviceKind } from '../../rule/core/mfa-device';
import type { RuleParameters } from '../../rule/core/rule-parameters';
import type { LoginProfile, Tag, User, UserFacts } from '../../rule/core/user';
import { decide, type NeededFact } from '../../rule/core/verdict';
import type { Directory, ReadFailure, Reading, UserList } from '../../rule/run/ports';

/** Somebody as IAM knows him. */
export interface Person {
  readonly user: User;
  readonly loginProfile: LoginProfile | 'none';
  readonly kinds: readonly MfaDeviceKind[];
  readonly tags: readonly Tag[];
}

const apis: Readonly<Record<NeededFact, string>> = {
  'login-profile': 'iam:GetLoginProfile',
  'mfa-devices': 'iam:ListMFADevices',
  tags: 'iam:ListUserTags',
};

/** IAM in memory: it answers what `decide` asks and, where a test says so, refuses an API for a user. */
export class FakeDirectory implements Directory {
  readonly asked: string[] = [];
  /** The list of users stops after so many of them. */
  listStopsAfter: number | undefined;
  /** IAM is eventually consistent: these were made a moment ago, and no list shows them yet. */
  readonly notYetListed = new Set<string>();
  /** Whether the list of virtual devices can be read; without it the devices of every user are asked for. */
  virtualListReadable = true;
  /** `iam:ListMFADevices AIDAALICE`, or `iam:ListMFADevices` for everybody. */
  readonly refused = new Set<string>();
  /** Called before each user of a scan is read. */
  beforeUser: (user: User) => Promise<void> = () => Promise.resolve();

  constructor(public people: readonly Person[] = []) {}

  listUsers(): Promise<UserList> {
    this.asked.push('iam:ListUsers');
    const users = this.people.map(({ user }) => user).filter(({ userId }) => !this.notYetListed.has(userId));
    if (this.listStopsAfter === undefined) return Promise.resolve({ users });
    return Promise.resolve({ users: users.slice(0, this.listStopsAfter), failure: denied('iam:ListUsers') });
  }

  async readUsers(
    users: readonly User[],
    ruleParameters: RuleParameters,
    now: Date,
    take: (reading: Reading) => Promise<void>,
  ): Promise<void> {
    const virtual = new Set(
      this.virtualListReadable && ruleParameters.requiredMfa !== 'has-phishing-resistant'
        ? this.people.filter(({ kinds }) => kinds.includes('virtual')).map(({ user }) => user.userId)
        : [],
    );
    for (const user of users) {
      await this.beforeUser(user);
      const known = virtual.has(user.userId)
        ? { user, mfaDevices: { kinds: ['virtual'] as const, complete: false } }
        : { user };
      await take(this.read(known, ruleParameters, now));
    }
  }

  readUser(
    userId: string,
    userName: string | undefined,
    ruleParameters: RuleParameters,
    now: Date,
  ): Promise<Reading> {
    this.asked.push('iam:GetUser');
    const person = this.people.find(({ user }) => user.userId === userId);
    const user = person?.user ?? { userId, userName: userName ?? userId, path: '/', arn: '' };
    return Promise.resolve(this.read({ user }, ruleParameters, now));
  }

  private read(known: UserFacts, ruleParameters: RuleParameters, now: Date): Reading {
    let facts = known;
    for (;;) {
      const step = decide(facts, ruleParameters, now);
      if (!('needs' in step)) return { kind: 'facts', facts };
      const api = apis[step.needs];
      const { userId } = facts.user;
      this.asked.push(`${api} ${userId}`);
      if (this.refused.has(`${api} ${userId}`) || this.refused.has(api)) {
        return { kind: 'unreadable', user: facts.user, failure: denied(api) };
      }
      facts = { ...facts, ...this.answer(step.needs, facts.user.userName) };
    }
  }

  /** By name, as IAM does: whoever was renamed since the list was read is not found, and a reused name is another user. */
  private answer(needs: NeededFact, userName: string): Partial<UserFacts> {
    const person = this.people.find(({ user }) => user.userName === userName);
    if (person === undefined) return { gone: true };
    switch (needs) {
      case 'login-profile':
        return { loginProfile: person.loginProfile };
      case 'mfa-devices':
        return { mfaDevices: { kinds: person.kinds, complete: true } };
      case 'tags':
        return { tags: person.tags };
    }
  }
}

export const denied = (api: string): ReadFailure => ({ api, error: 'AccessDenied' });
