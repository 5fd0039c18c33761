import { meta } from '../../../../rule/meta';
import type { Evaluation, HeldResult } from '../../../../rule/protocol/evaluation';
import type { Person } from '../../../fakes';
import { happen, start, timeOf, truthOf, type Happening, type State } from '../state';
import { keyOfCall, type Answer, type Call } from './call';

/** What a world is made of exists once for each content, so that states are compared by number. */
class Interned<T> {
  private readonly known = new Map<string, T>();

  get(key: string, make: (id: number) => T): T {
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const made = make(this.known.size);
    this.known.set(key, made);
    return made;
  }
}

const answers = new Interned<Answer>();
const answer = (content: Omit<Answer, 'key'>): Answer => {
  const key = JSON.stringify(content);
  return answers.get(key, () => ({ ...content, key }));
};
export const done = answer({});
export const failed = answer({ failed: true });

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

interface Result {
  readonly compliance: Evaluation['compliance'];
  readonly annotation: string;
  readonly ordering: number;
  readonly recorded: number;
}

const minutesOf = (time: Date): number => (time.getTime() - timeOf(0).getTime()) / 60_000;

/** The results that Config holds. */
export class Results {
  private static readonly all = new Interned<Results>();
  private readonly after = new Map<string, Results>();
  private readonly answers = new Map<string, Answer>();

  private constructor(
    readonly id: number,
    readonly of: ReadonlyMap<string, Result>,
  ) {}

  static from(results: ReadonlyMap<string, Result>): Results {
    const sorted = [...results].sort(([a], [b]) => (a < b ? -1 : 1));
    return Results.all.get(JSON.stringify(sorted), (id) => new Results(id, new Map(sorted)));
  }

  compliance(id: string): 'COMPLIANT' | 'NON_COMPLIANT' | undefined {
    const compliance = this.of.get(id)?.compliance;
    return compliance === 'NOT_APPLICABLE' ? undefined : compliance;
  }

  /** It is not known what Config does with an older timestamp than the one that it holds: it keeps or drops it here. */
  put(call: Call & { kind: 'put' }, key: string, recorded: number, older: 'keep' | 'drop'): Results {
    const place = `${recorded} ${older} ${key}`;
    const known = this.after.get(place);
    if (known !== undefined) return known;
    const next = new Map(this.of);
    for (const { resourceId, compliance, annotation, orderingTimestamp } of call.evaluations) {
      const ordering = minutesOf(orderingTimestamp);
      if (older === 'drop' && (next.get(resourceId)?.ordering ?? ordering) > ordering) continue;
      const text = resourceId.startsWith('AIDA') || compliance === 'NON_COMPLIANT' ? annotation : '';
      if (compliance === 'NOT_APPLICABLE' && older === 'keep') next.delete(resourceId);
      else
        next.set(resourceId, {
          compliance,
          annotation: text,
          ordering: older === 'drop' ? ordering : 0,
          recorded,
        });
    }
    const after = Results.from(next);
    this.after.set(place, after);
    return after;
  }

  answer(call: Call): Answer {
    const id = 'id' in call ? call.id : '';
    const known =
      this.answers.get(id) ??
      answer({ results: this.results().filter(({ resourceId }) => id === '' || resourceId === id) });
    this.answers.set(id, known);
    return known;
  }

  private results(): readonly HeldResult[] {
    return [...this.of].flatMap(([resourceId, { compliance, annotation, recorded }]) => {
      const resourceType = resourceId.startsWith('AIDA') ? meta.resourceType : meta.scanResourceType;
      const recordedTime = timeOf(recorded);
      return compliance === 'NOT_APPLICABLE'
        ? []
        : [{ resourceType, resourceId, compliance, annotation, recordedTime }];
    });
  }
}

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

export { truthOf };
