import type { MfaDeviceKind } from '../../rule/core/mfa-device';
import type { LoginProfile, Tag, User } from '../../rule/core/user';
import { ReadFailedError } from '../../rule/run/failures';
import type { IamQuestions, ReadFailure } from '../../rule/run/ports';

/** A user as IAM knows them. */
export interface Person {
  readonly user: User;
  readonly loginProfile: LoginProfile | 'none';
  readonly kinds: readonly MfaDeviceKind[];
  readonly tags: readonly Tag[];
}

/** IAM in memory: six questions; where a test says so, it refuses one, for all users or for one. */
export class FakeIam implements IamQuestions {
  readonly asked: string[] = [];
  /** The list of users stops after so many of them. */
  listStopsAfter: number | undefined;
  pageSize = 1000;
  /** IAM is eventually consistent: these were made a moment ago, and no list shows them yet. */
  readonly notYetListed = new Set<string>();
  /** Whether the list of virtual devices can be read; without it the devices of every user are asked for. */
  virtualListReadable = true;
  /** `iam:ListMFADevices AIDAALICE`, or `iam:ListMFADevices` for all users. */
  readonly refused = new Set<string>();
  /** Whether NoSuchEntity says what is missing: the user or only the login profile. */
  saysWhatIsMissing = true;
  /** Called before each user's login profile is read. */
  beforeUser: (userName: string) => Promise<void> = () => Promise.resolve();
  /** Called before each answer, with the question. */
  before: (question: string) => void = () => undefined;

  constructor(public people: readonly Person[] = []) {}

  async *userPages(): AsyncGenerator<readonly User[]> {
    const users = this.people.map(({ user }) => user).filter(({ userId }) => !this.notYetListed.has(userId));
    const end = this.listStopsAfter ?? users.length;
    let start = 0;
    do {
      this.ask('iam:ListUsers');
      const page = users.slice(start, Math.min(end, start + this.pageSize));
      start += page.length;
      if (page.length > 0 || this.listStopsAfter === undefined) yield await Promise.resolve(page);
    } while (start < end);
    if (this.listStopsAfter !== undefined) throw new ReadFailedError(denied('iam:ListUsers'));
  }

  virtualMfaUserIds(): Promise<ReadonlySet<string>> {
    return this.answer('iam:ListVirtualMFADevices', undefined, () => {
      if (!this.virtualListReadable) throw new ReadFailedError(denied('iam:ListVirtualMFADevices'));
      return new Set(
        this.people.filter(({ kinds }) => kinds.includes('virtual')).map(({ user }) => user.userId),
      );
    });
  }

  user(userName: string): Promise<User | 'gone'> {
    return this.answer('iam:GetUser', userName, (person) => person?.user ?? 'gone');
  }

  async loginProfile(userName: string): Promise<LoginProfile | 'none' | 'gone' | 'no-such-entity'> {
    await this.beforeUser(userName);
    return this.answer('iam:GetLoginProfile', userName, (person) => {
      const answer = person?.loginProfile ?? 'gone';
      return typeof answer === 'string' && !this.saysWhatIsMissing ? 'no-such-entity' : answer;
    });
  }

  mfaDeviceKinds(userName: string): Promise<readonly MfaDeviceKind[] | 'gone'> {
    return this.answer('iam:ListMFADevices', userName, (person) => person?.kinds ?? 'gone');
  }

  tags(userName: string): Promise<readonly Tag[] | 'gone'> {
    return this.answer('iam:ListUserTags', userName, (person) => person?.tags ?? 'gone');
  }

  /** By name, as IAM does: a user who was renamed since the list was read is not found, and a reused name is another user. */
  private async answer<T>(
    api: string,
    userName: string | undefined,
    of: (person: Person | undefined) => T,
  ): Promise<T> {
    const find = () => this.people.find(({ user }) => user.userName === userName);
    this.ask(userName === undefined ? api : `${api} ${find()?.user.userId ?? userName}`);
    await Promise.resolve();
    return of(find());
  }

  private ask(question: string): void {
    this.asked.push(question);
    this.before(question);
    const [api = ''] = question.split(' ');
    if (this.refused.has(question) || this.refused.has(api)) throw new ReadFailedError(denied(api));
  }
}

export const denied = (api: string): ReadFailure => ({ api, error: 'AccessDenied' });
