import { happen, happenings, keyOf, start, timeOf, truthOf, type State } from './state';
import { requireMfa, schedule, tell, type Fault, type Ran, type Weather } from './runs';

export interface Exploration {
  readonly runs: number;
  readonly states: number;
  readonly violations: readonly string[];
}

const maxDepth = 6;

/** mulberry32: a run is found again by its seed. */
function random(seed: number): (below: number) => number {
  let a = seed;
  return (below) => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

/** Runs the product from states that its runs have led to; a state that was seen is not gone on from again. With `wanted` it looks for that alone. */
export async function explore(runs: number, seed: number, fault?: Fault, wanted = ''): Promise<Exploration> {
  const below = random(seed);
  const seen = new Set<string>([keyOf(start)]);
  const frontier: { readonly state: State; readonly path: readonly string[] }[] = [
    { state: start, path: [] },
  ];
  const violations: string[] = [];
  let ran = 0;
  while (ran < runs && violations.length < 3) {
    const from = frontier[below(frontier.length)] ?? { state: start, path: [] };
    const { label, step } = anyStep(from.state, below, fault);
    const result = await step();
    if (result === undefined) continue;
    ran += 1;
    const path = [...from.path, label];
    const key = keyOf(result.state);
    const isNew = !seen.has(key);
    seen.add(key);
    if (isNew && path.length < maxDepth) frontier.push({ state: result.state, path });
    const found = [...result.violations, ...(isNew ? await afterQuiet(result.state, below, fault) : [])];
    ran += isNew ? 1 : 0;
    violations.push(
      ...found.filter((one) => one.includes(wanted)).map((one) => `${path.join(' > ')}: ${one}`),
    );
  }
  return { runs: ran, states: seen.size, violations };
}

interface Step {
  readonly label: string;
  readonly step: () => Promise<Ran | undefined>;
}

function anyStep(state: State, below: (n: number) => number, fault: Fault | undefined): Step {
  const place = below(2);
  const what = happenings[below(happenings.length)] ?? 'device';
  const kind = below(8);
  if (kind < 3) {
    const after = happen(state, place, what);
    return {
      label: `${what} ${place}`,
      step: () => Promise.resolve(after && { state: after, violations: [] }),
    };
  }
  const weather = anyWeather(below);
  const label = JSON.stringify(weather);
  const told = state.untold[below(Math.max(1, state.untold.length))];
  if (kind < 5 && told !== undefined) {
    // Told once more it is a second delivery.
    const left = below(3) === 0 ? state.untold : state.untold.filter((one) => one !== told);
    return {
      label: `told of ${told.userId} ${label}`,
      step: () => tell({ ...state, untold: left }, told, weather, fault),
    };
  }
  const held = state.held.filter(({ evaluation }) => evaluation.resourceId.startsWith('AIDA'));
  const userId = held[below(Math.max(1, held.length))]?.evaluation.resourceId;
  if (kind === 5 && userId !== undefined)
    return { label: `require-mfa ${userId} ${label}`, step: () => requireMfa(state, userId, weather, fault) };
  return { label: `scan ${label}`, step: () => schedule(state, weather, fault) };
}

function anyWeather(below: (n: number) => number): Weather {
  const olderTimestamp = below(2) === 0 ? 'keep' : 'drop';
  const atCall = 1 + below(9);
  switch (below(6)) {
    case 0:
      return { olderTimestamp, atCall, then: 'cut' };
    case 1:
      return {
        olderTimestamp,
        atCall,
        then: { place: below(2), what: happenings[below(happenings.length)] ?? 'device' },
      };
    case 2:
      return { olderTimestamp, lost: true };
    case 3:
      return { olderTimestamp, behind: 'iam' };
    case 4:
      return { olderTimestamp, behind: 'config' };
    default:
      return { olderTimestamp };
  }
}

/** Nothing happens for a day: one scan makes Config true, and fresh. */
async function afterQuiet(
  state: State,
  below: (n: number) => number,
  fault?: Fault,
): Promise<readonly string[]> {
  const olderTimestamp = below(2) === 0 ? 'keep' : 'drop';
  const day = 1440;
  const { state: after } = await schedule(state, { olderTimestamp }, fault, day);
  const time = timeOf(state.minutes + day).getTime();
  const held = new Map(
    after.held.map(({ evaluation, recordedTime }) => [evaluation.resourceId, { evaluation, recordedTime }]),
  );
  const wrong = after.places.flatMap((person) => {
    const one = held.get(person?.user.userId ?? '');
    const truth = truthOf(person);
    held.delete(person?.user.userId ?? '');
    if (one?.evaluation.compliance !== truth)
      return [`after quiet ${person?.user.userId} is ${one?.evaluation.compliance}, not ${truth}`];
    return truth === 'NON_COMPLIANT' && one?.recordedTime.getTime() !== time
      ? [`after a day ${person?.user.userId} is not fresh`]
      : [];
  });
  const ghosts = [...held.keys()].filter((id) => id.startsWith('AIDA'));
  return [...wrong, ...ghosts.map((id) => `after quiet ${id} is still held`)];
}
