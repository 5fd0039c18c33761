import { annotation } from '../../../../rule/protocol/annotation';
import { happen, ownerOf, start, type State } from '../state';
import { change, hear, remediation, scan } from './definitions';
import type { Definition } from './local';
import { newerEvent, olderEvent, type Instance } from './state';
import { Results } from './results';
import { Users } from './users';

type Compliance = 'COMPLIANT' | 'NON_COMPLIANT';

const resultOf = (userId: string, userName: string, compliance: Compliance) => {
  const verdict =
    compliance === 'COMPLIANT'
      ? ({ compliance, reason: 'mfa-enabled' } as const)
      : ({ compliance, reason: 'no-mfa', requiredMfa: 'any' } as const);
  const text = annotation(userName, verdict, { owner: ownerOf(userId) });
  return [userId, { compliance, annotation: text, ordering: 0, recorded: 0 }] as const;
};

const after = (state: State, place: number, ...what: Parameters<typeof happen>[2][]): State =>
  what.reduce((before, one) => happen(before, place, one) ?? before, state);

/** Ann has had the name before: another user, now gone, who had it may still have a result. */
const annIs = [
  ['made again'],
  ['made again', 'no password'],
  ['made again', 'device'],
  ['made again', 'moved'],
  ['deleted'],
] as const;
const annHeld = [undefined, 'COMPLIANT', 'NON_COMPLIANT'] as const;
const benIs = [['deleted'], ['device'], []] as const;

interface Account {
  readonly users: Users;
  readonly results: Results;
  readonly ann: string | undefined;
}

function accounts(): readonly Account[] {
  const all: Account[] = [];
  for (const is of annIs)
    for (const held of annHeld)
      for (const ghost of [false, true])
        for (const ben of benIs) {
          const { places, generations } = after(after(start, 0, ...is), 1, ...ben);
          const ann = places[0]?.user.userId;
          if (ann === undefined && held !== undefined) continue;
          const results = [
            ...(ann === undefined || held === undefined ? [] : [resultOf(ann, 'ann', held)]),
            ...(ghost ? [resultOf('AIDAANN0', 'ann', 'NON_COMPLIANT')] : []),
            ...(ben[0] === 'device' ? [resultOf('AIDABEN0', 'ben', 'COMPLIANT')] : []),
          ];
          all.push({ users: Users.of(places, generations), results: Results.from(new Map(results)), ann });
        }
  return all;
}

const events = [olderEvent, newerEvent] as const;

/** Each two that AWS may run at once; the same event comes twice, a newer one overtakes an older. */
function pairs(ann: string | undefined): readonly (readonly Definition[])[] {
  const each = (of: (event: number) => Definition): readonly Definition[] => events.map(of);
  const writers = [
    each(scan),
    each((event) => change('AIDAANN0', 'ann', event, true)),
    each((event) => change('AIDAANN0', 'ann', event)),
    ...(ann === undefined ? [] : [false, true]).map((gone) =>
      each((event) => change(ann as string, 'ann', event, gone)),
    ),
  ];
  const acts =
    ann === undefined ? [] : [remediation('require-mfa', ann), remediation('remove-console-access', ann)];
  const others = [hear('ann'), ...acts];
  return [
    ...twoOf(writers, (first, second) =>
      first.flatMap((a) =>
        second
          // Two newer ones are two older ones; of one kind, the older is the first.
          .filter((b) => a.event === olderEvent || (b.event === olderEvent && first !== second))
          .map((b) => [a, b]),
      ),
    ),
    ...writers.flatMap(([first]) => others.map((other) => [first as Definition, other])),
    ...twoOf(others, (a, b) => [[a, b]]),
  ];
}

const twoOf = <T>(all: readonly T[], of: (a: T, b: T) => readonly (readonly Definition[])[]) =>
  all.flatMap((a, at) => all.slice(at).flatMap((b) => of(a, b)));

/** A scan that two others overtake. */
const threes = (ann: string): readonly (readonly Definition[])[] => [
  [scan(olderEvent), change(ann, 'ann', olderEvent), change(ann, 'ann', newerEvent)],
  [scan(olderEvent), scan(newerEvent), change(ann, 'ann', newerEvent)],
  [scan(olderEvent), change(ann, 'ann', newerEvent), hear('ann')],
];

export interface Scope {
  readonly runs: 2 | 3;
  readonly disturbances: number;
  readonly strict?: boolean;
}

export function instances({ runs, disturbances, strict = false }: Scope): readonly Instance[] {
  return accounts().flatMap(({ users, results, ann }) => {
    const all = runs === 2 ? pairs(ann) : ann === undefined ? [] : threes(ann);
    return all.flatMap((one) =>
      (['keep', 'drop'] as const).map((older) => ({
        users,
        results,
        runs: one,
        older,
        disturbances,
        strict,
      })),
    );
  });
}
