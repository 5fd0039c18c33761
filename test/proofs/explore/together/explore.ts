import type { Product } from '../product';
import { ownerOf, truthOf } from '../state';
import { scan } from './definitions';
import { instances, type Scope } from './instances';
import { Places, type Definition } from './local';
import { Search } from './search';
import type { Instance } from './state';
import { done } from './interned';
import type { Results } from './results';
import type { Users } from './users';
import { isHeldRead, isIamRead } from './call';

const day = 1440;

/** Places of all runs of one product: two searches share what they execute. */
class Runs {
  private readonly places = new Map<string, Places>();

  constructor(private readonly product: Product) {}

  of(definition: Definition): Places {
    const known = this.places.get(definition.label) ?? new Places(definition, this.product);
    this.places.set(definition.label, known);
    return known;
  }
}

export interface Together {
  readonly searches: number;
  readonly states: number;
  readonly violation: string | undefined;
}

/** Nothing happens for a day: one scan makes Config true, and fresh. */
function quietDay(runs: Runs, older: 'keep' | 'drop') {
  const known = new Map<string, string | undefined>();
  const places = runs.of(scan(day));
  return async (users: Users, before: Results): Promise<string | undefined> => {
    const key = `${users.id} ${before.id}`;
    if (known.has(key)) return known.get(key);
    let results = before;
    let local = await places.root();
    for (let [pending] = local.pending; pending !== undefined; [pending] = local.pending) {
      const { call } = pending;
      if (call.kind === 'put') results = results.put(call, pending.key, day, older);
      const answer = isIamRead(call) ? users.answer(call) : isHeldRead(call) ? results.answer(call) : done;
      local = pending.after.get(answer) ?? (await places.after(local, pending, answer));
    }
    const wrong = wrongAfter(users, results);
    known.set(key, wrong);
    return wrong;
  };
}

function wrongAfter(users: Users, results: Results): string | undefined {
  for (const id of results.of.keys())
    if (id.startsWith('AIDA') && users.withId(id) === undefined && results.compliance(id) !== undefined)
      return `after quiet ${id} is still held`;
  for (const person of users.people) {
    if (person === undefined) continue;
    const { userId, userName } = person.user;
    const truth = truthOf(person);
    const { annotation = '', recorded } = results.of.get(userId) ?? {};
    if (results.compliance(userId) !== truth)
      return `after quiet ${userId} is ${results.compliance(userId)}, not ${truth}`;
    if (truth === undefined) continue;
    const owner = truth === 'NON_COMPLIANT' ? ` Owner: ${ownerOf(userId)}.` : '';
    if (!annotation.startsWith(`${userName} `) || !annotation.endsWith(owner))
      return `after quiet ${userId} reads: ${annotation}`;
    if (truth === 'NON_COMPLIANT' && recorded !== day) return `after a day ${userId} is not fresh`;
  }
  return undefined;
}

/** One search in so many is made. It ends with the first search that finds something wrong, or what is `wanted`. */
export async function together(of: Product, scope: Scope, oneIn: number, wanted = ''): Promise<Together> {
  const runs = new Runs(of);
  const right = { keep: quietDay(runs, 'keep'), drop: quietDay(runs, 'drop') };
  const all = instances(scope);
  const total = { searches: 0, states: 0 };
  for (let at = 0; at < all.length; at += oneIn) {
    const instance = all[Math.floor(at)] as Instance;
    const search = new Search(
      instance,
      instance.runs.map((definition) => runs.of(definition)),
      right[instance.older],
    );
    await search.all();
    total.searches += 1;
    total.states += search.states;
    if (search.violation?.includes(wanted) === true) return { ...total, violation: search.violation };
  }
  return { ...total, violation: undefined };
}
