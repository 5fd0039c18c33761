import type { Product } from './product';
import { hear, lateScan, requireMfa, schedule, tell, type Ran, type Weather } from './runs';
import { happen, happenings, type State } from './state';

export interface Step {
  readonly label: string;
  /** Whether the product runs, or something happens to a user. */
  readonly isRun: boolean;
  readonly take: () => Promise<Ran> | Ran;
}

const calm: readonly Weather[] = [{ olderTimestamp: 'keep' }, { olderTimestamp: 'drop' }];
const places = [0, 1] as const;
/** No run of two users makes more calls. */
const calls = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

/** Everything that may go wrong or happen during a run: a cut and each event before each call, a lost answer, a step behind. */
const weathers: readonly Weather[] = calm.flatMap(({ olderTimestamp }) => [
  { olderTimestamp, lost: true },
  { olderTimestamp, behind: 'iam' },
  { olderTimestamp, behind: 'config' },
  ...places.map((overtakenBy) => ({ olderTimestamp, overtakenBy })),
  ...calls.flatMap((atCall): readonly Weather[] => [
    { olderTimestamp, atCall, then: 'cut' },
    ...places.flatMap((place) =>
      happenings.map((what): Weather => ({ olderTimestamp, atCall, then: { place, what } })),
    ),
  ]),
]);

/** Every step from a state: first what happens and the runs that nothing disturbs, then each run in all weathers, mixed. */
export function* steps(state: State, product: Product, below: (n: number) => number): Generator<Step> {
  for (const place of places)
    for (const what of happenings) {
      const after = happen(state, place, what);
      if (after !== undefined)
        yield { label: `${what} ${place}`, isRun: false, take: () => ({ state: after, violations: [] }) };
    }
  const runs = runsOf(state, product);
  for (const run of runs) for (const weather of calm) yield run(weather);
  for (const place of places)
    for (const what of ['made', 'made again'] as const) {
      const after = happen(state, place, what);
      for (const weather of after === undefined ? [] : calm)
        yield {
          label: `${what} ${place}, told, and a scan of before`,
          isRun: true,
          take: () => lateScan(state, after ?? state, weather, product),
        };
    }
  // Each once, in an order that is mixed and need not be kept: by a stride that has no divisor with their number.
  const all = runs.length * weathers.length;
  const start = below(Math.max(1, all));
  let stride = 1 + below(Math.max(1, all));
  while (divisor(stride, all) > 1) stride += 1;
  for (let at = 0; at < all; at += 1) {
    const place = (start + at * stride) % all;
    const [run, weather] = [runs[place % runs.length], weathers[Math.floor(place / runs.length)]];
    if (run !== undefined && weather !== undefined) yield run(weather);
  }
}

const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));

type Run = (weather: Weather) => Step;

function runsOf(state: State, product: Product): readonly Run[] {
  const named = (label: string, take: (weather: Weather) => Promise<Ran>): Run => {
    return (weather) => ({
      label: `${label} ${JSON.stringify(weather)}`,
      isRun: true,
      take: () => take(weather),
    });
  };
  const people = state.places.flatMap((person) => (person === undefined ? [] : [person.user.userName]));
  const held = state.held.map(({ evaluation }) => evaluation.resourceId);
  return [
    named('scan', (weather) => schedule(state, weather, product)),
    ...state.untold.flatMap((told) => {
      const left = state.untold.filter((one) => one !== told);
      return [
        named(`told of ${told.userId}`, (weather) =>
          tell({ ...state, untold: left }, told, weather, product),
        ),
        // Told once more it is a second delivery.
        named(`told of ${told.userId}, not for the last time`, (weather) =>
          tell(state, told, weather, product),
        ),
      ];
    }),
    ...people.flatMap((name) =>
      (['scan', 'each user'] as const).map((as) =>
        named(`heard of ${name}, ${as}`, (weather) => hear(state, name, as, weather, product)),
      ),
    ),
    ...held
      .filter((id) => id.startsWith('AIDA'))
      .map((id) => named(`require-mfa ${id}`, (weather) => requireMfa(state, id, weather, product))),
  ];
}
