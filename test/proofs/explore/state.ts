import { aUser, hour, noon } from '../../builders';
import type { Person } from '../../fakes';
import type { Evaluation } from '../../../rule/protocol/evaluation';

export interface Held {
  readonly evaluation: Evaluation;
  readonly recordedTime: Date;
}

/** An account of two people and what Config holds of it, as plain data: each run of the product starts from one and ends in one. */
export interface State {
  readonly minutes: number;
  readonly places: readonly (Person | undefined)[];
  /** How many users each place has had: a name that is made again is another user. */
  readonly generations: readonly number[];
  /** What IAM and Config may still say: the state before the last step. */
  readonly before: Pick<State, 'places' | 'held'> | undefined;
  readonly held: readonly Held[];
  /** Changes that Config has not told the rule yet, oldest first. */
  readonly untold: readonly Untold[];
}

export interface Untold {
  readonly userId: string;
  readonly userName: string;
  readonly gone: boolean;
  readonly minutes: number;
}

export const timeOf = (minutes: number): Date => new Date(noon.getTime() + minutes * 60_000);
export const exemptPath = '/exempt/';
export const exemptTagKey = 'mfa';
export const ownerTagKey = 'owner';
/** Each user has an owner of their own, which a NON_COMPLIANT result shows. */
export const ownerOf = (userId: string): string => `the owner of ${userId}`;

const names = ['ann', 'ben'] as const;
const old = { createDate: new Date(noon.getTime() - 1000 * hour) };

export const happenings = [
  'made',
  'password',
  'no password',
  'device',
  'no device',
  'deleted',
  'made again',
  'renamed',
  'moved',
  'tagged',
] as const;
export type Happening = (typeof happenings)[number];

export const start: State = {
  minutes: 0,
  places: [made(0, 0), made(1, 0)],
  generations: [0, 0],
  before: undefined,
  held: [],
  untold: [],
};

function made(place: number, generation: number): Person {
  const userName = names[place] ?? '';
  const userId = `AIDA${userName.toUpperCase()}${generation}`;
  const tags = [{ key: ownerTagKey, value: ownerOf(userId) }];
  return { user: aUser({ userName, userId }), loginProfile: old, kinds: [], tags };
}

/** What happens to one of the two; undefined where it cannot happen. */
export function happen(state: State, place: number, what: Happening): State | undefined {
  const person = state.places[place];
  const generation = (state.generations[place] ?? 0) + 1;
  const isNew = what === 'made' || what === 'made again';
  if ((person === undefined) !== (what === 'made')) return undefined;
  const after = isNew ? made(place, generation) : changed(person as Person, what);
  const isItem = !['password', 'no password', 'device', 'no device'].includes(what);
  const told = [after, what === 'made again' || what === 'deleted' ? person : undefined].flatMap((one) =>
    one === undefined || !isItem
      ? []
      : [
          {
            userId: one.user.userId,
            userName: one.user.userName,
            gone: one === person,
            minutes: state.minutes + 1,
          },
        ],
  );
  return {
    ...state,
    minutes: state.minutes + 1,
    places: state.places.map((one, at) => (at === place ? after : one)),
    generations: state.generations.map((one, at) => (at === place && isNew ? generation : one)),
    before: { places: state.places, held: state.held },
    untold: [...state.untold, ...told].slice(-3),
  };
}

function changed(person: Person, what: Happening): Person | undefined {
  const { user } = person;
  switch (what) {
    case 'password':
      return { ...person, loginProfile: old };
    case 'no password':
      return { ...person, loginProfile: 'none' };
    case 'device':
      return { ...person, kinds: ['virtual'] };
    case 'no device':
      return { ...person, kinds: [] };
    case 'renamed':
      return {
        ...person,
        user: {
          ...user,
          userName: user.userName.endsWith('x') ? user.userName.slice(0, -1) : `${user.userName}x`,
        },
      };
    case 'moved':
      return { ...person, user: { ...user, path: user.path === '/' ? exemptPath : '/' } };
    case 'tagged':
      return {
        ...person,
        tags: isTagged(person)
          ? person.tags.slice(0, 1)
          : [...person.tags, { key: exemptTagKey, value: '2027-03-01 a new phone is on its way' }],
      };
    case 'deleted':
    case 'made':
    case 'made again':
      return undefined;
  }
}

const isTagged = ({ tags }: Person): boolean => tags.some(({ key }) => key === exemptTagKey);

/** The verdict of a person, by design 2 and no code of the product's. */
export function truthOf(person: Person | undefined): 'COMPLIANT' | 'NON_COMPLIANT' | undefined {
  if (person === undefined || person.loginProfile === 'none') return undefined;
  if (person.kinds.length > 0) return 'COMPLIANT';
  return person.user.path === exemptPath || isTagged(person) ? undefined : 'NON_COMPLIANT';
}

/** A number for each content: a key of numbers is short, and hundreds of thousands are kept. */
class Numbers<T extends object> {
  private readonly byText = new Map<string, number>();
  private readonly known = new WeakMap<T, number>();

  constructor(private readonly contentOf: (one: T) => unknown) {}

  of(one: T): number {
    const known = this.known.get(one);
    if (known !== undefined) return known;
    const text = JSON.stringify(this.contentOf(one));
    const number = this.byText.get(text) ?? this.byText.size;
    this.byText.set(text, number);
    this.known.set(one, number);
    return number;
  }
}

const people = new Numbers<State['places']>((all) =>
  all.map(
    (one) =>
      one && [
        one.user.userId,
        one.user.userName,
        one.user.path,
        one.loginProfile === 'none',
        one.kinds.length,
        one.tags.length,
      ],
  ),
);
const evaluations = new Numbers<Evaluation>(({ resourceId, compliance, annotation }) => [
  resourceId,
  compliance,
  resourceId.startsWith('AIDA') ? annotation : '',
]);
const untoldChanges = new Numbers<Untold>(({ userId, userName, gone }) => [userId, userName, gone]);

/** Two states with one key behave alike: what is left out is how old things are. */
export function keyOf({ places, held, untold, before, minutes }: State): string {
  const now = timeOf(minutes).getTime();
  const results = (all: State['held']): string => {
    let key = '';
    for (const { evaluation, recordedTime } of all)
      key += `${evaluations.of(evaluation)}.${Math.floor((now - recordedTime.getTime()) / (20 * hour))} `;
    return key;
  };
  let key = `${people.of(places)}|${results(held)}|`;
  for (const one of untold) key += `${untoldChanges.of(one)} `;
  return before === undefined ? key : `${key}|${people.of(before.places)}|${results(before.held)}`;
}
