import type { Users } from './users';

/** The users at all moments so far. */
export class Moments {
  private readonly next = new Map<Users, Moments>();
  private static count = 0;
  readonly id = (Moments.count += 1);
  readonly last: number;

  constructor(
    readonly now: Users,
    readonly before?: Moments,
  ) {
    this.last = before === undefined ? 0 : before.last + 1;
  }

  then(users: Users): Moments {
    const known = this.next.get(users) ?? new Moments(users, this);
    this.next.set(users, known);
    return known;
  }

  since(moment: number): readonly Users[] {
    const earlier = this.before !== undefined && this.last > moment ? this.before.since(moment) : [];
    return [...earlier, this.now];
  }
}
