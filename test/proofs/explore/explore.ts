import type { Evaluation } from '../../../rule/protocol/evaluation';
import type { Person } from '../../fakes';
import { product, type Product } from './product';
import { schedule } from './runs';
import { keyOf, ownerOf, start, timeOf, truthOf, type State } from './state';
import { steps, type Step } from './steps';

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

interface Known {
  readonly state: State;
  readonly path: readonly string[];
  readonly left: Iterator<Step>;
}

/**
 * Takes every step of every state once, to depth 6: one step of a state at each depth in turn, and of each state at a depth in
 * turn, so that with any number of runs all depths are seen. A state that was seen is not gone on from again. With `wanted` it
 * looks for that alone.
 */
export async function explore(
  runs: number,
  seed: number,
  of: Product = product,
  wanted = '',
): Promise<Exploration> {
  const below = random(seed);
  const seen = new Set<string>([keyOf(start)]);
  const depths: Known[][] = Array.from({ length: maxDepth }, () => []);
  depths[0]?.push({ state: start, path: [], left: steps(start, of, below) });
  const violations: string[] = [];
  let ran = 0;
  for (let turn = 0; ran < runs && violations.length < (wanted === '' ? 3 : 1); turn += 1) {
    if (depths.every((known) => known.length === 0)) break;
    const here = depths[turn % maxDepth] ?? [];
    const at = below(Math.max(1, here.length));
    const from = here[at];
    if (from === undefined) continue;
    const next = from.left.next();
    if (next.done === true) {
      here[at] = here.at(-1) as Known;
      here.pop();
      continue;
    }
    const { label, isRun, take } = next.value;
    const result = await take();
    ran += isRun ? 1 : 0;
    const path = [...from.path, label];
    const key = keyOf(result.state);
    const isNew = !seen.has(key);
    seen.add(key);
    if (isNew) depths[path.length]?.push({ state: result.state, path, left: steps(result.state, of, below) });
    const found = [...result.violations, ...(isNew ? await afterQuiet(result.state, below, of) : [])];
    ran += isNew ? 1 : 0;
    violations.push(
      ...found.filter((one) => one.includes(wanted)).map((one) => `${path.join(' > ')}: ${one}`),
    );
  }
  return { runs: ran, states: seen.size, violations };
}

/** Their own name, and their own owner where they have to act. */
const saysOf = ({ user }: Person, { annotation, compliance }: Evaluation): boolean =>
  annotation.startsWith(`${user.userName} `) &&
  annotation.endsWith(compliance === 'NON_COMPLIANT' ? ` Owner: ${ownerOf(user.userId)}.` : '');

/** Nothing happens for a day: one scan makes Config true, and fresh. */
async function afterQuiet(
  state: State,
  below: (n: number) => number,
  of: Product,
): Promise<readonly string[]> {
  const olderTimestamp = below(2) === 0 ? 'keep' : 'drop';
  const day = 1440;
  const { state: after } = await schedule(state, { olderTimestamp }, of, day);
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
    if (person !== undefined && one !== undefined && !saysOf(person, one.evaluation))
      return [`after quiet ${person.user.userId} reads: ${one.evaluation.annotation}`];
    return truth === 'NON_COMPLIANT' && one?.recordedTime.getTime() !== time
      ? [`after a day ${person?.user.userId} is not fresh`]
      : [];
  });
  const ghosts = [...held.keys()].filter((id) => id.startsWith('AIDA'));
  return [...wrong, ...ghosts.map((id) => `after quiet ${id} is still held`)];
}
