import type { Person } from '../../../fakes';
import { happen, start, type Happening, type State } from '../state';
import { keyOfCall, type Answer, type Call } from './call';
import { answer, done, Interned } from './interned';

/** The users at a moment. */
export class Users {
  private static readonly all = new Interned<Users>();
  private readonly answers = new Map<string, Answer>();
  private readonly after = new Map<string, Users | undefined>();

  private constructor(
    readonly id: number,
    readonly people: State['places'],
    readonly generations: State['generations'],
  ) {}

  static of(people: State['places'], generations: State['generations']): Users {
    const told = people.map(
      (one) => one && [one.user, one.loginProfile === 'none', one.kinds.length, one.tags.length],
    );
    return Users.all.get(JSON.stringify([told, generations]), (id) => new Users(id, people, generations));
  }

  /** Undefined where it cannot happen. */
  happened(place: number, what: Happening): Users | undefined {
    const key = `${place} ${what}`;
    if (!this.after.has(key)) {
      const next = happen({ ...start, places: this.people, generations: this.generations }, place, what);
      const isSame = next === undefined || JSON.stringify(next.places) === JSON.stringify(this.people);
      this.after.set(key, isSame ? undefined : Users.of(next.places, next.generations));
    }
    return this.after.get(key);
  }

  named(name: string): Person | undefined {
    return this.people.find((one) => one?.user.userName === name);
  }

  withId(id: string): Person | undefined {
    return this.people.find((one) => one?.user.userId === id);
  }

  answer(call: Call): Answer {
    const key = keyOfCall(call);
    const known = this.answers.get(key) ?? this.read(call);
    this.answers.set(key, known);
    return known;
  }

  private read(call: Call): Answer {
    const all = this.people.filter((one) => one !== undefined);
    if (call.kind === 'list') return answer({ users: all.map(({ user }) => user) });
    if (call.kind === 'virtual')
      return answer({ users: all.filter(({ kinds }) => kinds.length > 0).map(({ user }) => user) });
    const person = 'name' in call ? this.named(call.name) : undefined;
    if (person === undefined) return done;
    const { user, loginProfile, kinds, tags } = person;
    if (call.kind === 'user') return answer({ user });
    if (call.kind === 'login') return answer({ login: loginProfile });
    return call.kind === 'devices' ? answer({ kinds }) : answer({ tags });
  }
}
