import { annotation } from '../../../../rule/protocol/annotation';
import { happen, ownerOf, start, type State } from '../state';
import { change, hear, remediation, scan } from './definitions';
import type { Definition } from './local';
import { newerEvent, olderEvent, type Instance } from './state';
import { Results, Users } from './world';

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

/** Each two that AWS may run at once; the same event comes twice, a newer one overtakes an older. */
function pairs(ann: string | undefined): readonly (readonly Definition[])[] {
  const [scans, ghosts] = [olderEvent, newerEvent].reduce<[Definition[], Definition[]]>(
    ([all, gone], event) => [
      [...all, scan(event)],
      [...gone, change('AIDAANN0', 'ann', event, true)],
    ],
    [[], []],
  );
  const told = ann === undefined ? [] : [olderEvent, newerEvent].map((event) => change(ann, 'ann', event));
  const leaves =
    ann === undefined ? [] : [olderEvent, newerEvent].map((event) => change(ann, 'ann', event, true));
  const late = [change('AIDAANN0', 'ann', olderEvent), change('AIDAANN0', 'ann', newerEvent)];
  const heard = hear('ann');
  const acts =
    ann === undefined ? [] : [remediation('require-mfa', ann), remediation('remove-console-access', ann)];
  const writers = [scans, told, leaves, ghosts, late];
  const two: Definition[][] = [];
  for (const [at, first] of writers.entries())
    for (const second of writers.slice(at))
      for (const a of first)
        for (const b of second) {
          // Two newer ones are two older ones; of one kind, the older is the first.
          if (a.event === newerEvent && (b.event === newerEvent || first === second)) continue;
          two.push([a, b]);
        }
  const [scan5] = scans;
  for (const other of [scan5, told[0], leaves[0], ghosts[0], late[0], heard, ...acts])
    if (other !== undefined) two.push([heard, other]);
  for (const act of acts)
    for (const other of [scan5, told[0], ...acts]) if (other !== undefined) two.push([act, other]);
  return two;
}

export function instances(disturbances: number): readonly Instance[] {
  return accounts().flatMap(({ users, results, ann }) =>
    pairs(ann).flatMap((runs) =>
      (['keep', 'drop'] as const).map((older) => ({ users, results, runs, older, disturbances })),
    ),
  );
}
