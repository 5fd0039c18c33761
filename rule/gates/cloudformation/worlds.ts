import { Conditions, type Assumption } from './conditions';
import type { ConditionSource } from './formulas';

/** So many worlds are told apart for one user. */
const maxWorlds = 1024;
/** And so many for all users of one scope. */
const allWorlds = 100_000;

interface Decision extends Assumption {
  /** The other way was possible, too. */
  readonly isFree: boolean;
}

/** One way in which the conditions come out; a condition is decided when it is first asked for. */
export class World {
  private readonly decided: Decision[] = [];
  private readonly known = new Map<string, boolean>();

  constructor(
    private readonly conditions: Conditions,
    private readonly given: readonly Decision[],
  ) {}

  isTrue(template: ConditionSource, condition: string): boolean {
    const key = `${template.id}\n${condition}`;
    this.conditions.spend(1);
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const decision = this.given[this.decided.length] ?? this.decide(template, condition);
    this.decided.push(decision);
    this.known.set(key, decision.isTrue);
    return decision.isTrue;
  }

  private decide(template: ConditionSource, condition: string): Decision {
    const isPossible = (isTrue: boolean): boolean =>
      this.conditions.arePossible([...this.decided, { template, condition, isTrue }]);
    const isTrue = isPossible(true);
    return { template, condition, isTrue, isFree: isTrue && isPossible(false) };
  }

  /** "IsProd is true and HasMfa is false"; undefined where nothing else was possible. */
  get name(): string | undefined {
    const free = this.decided.filter(({ isFree }) => isFree);
    if (free.length === 0) return undefined;
    return free.map(({ condition, isTrue }) => `${condition} is ${String(isTrue)}`).join(' and ');
  }

  /** The beginnings of the worlds that differ in what this one was the first to decide. */
  others(): readonly (readonly Decision[])[] {
    return this.decided.flatMap((decision, index) =>
      index < this.given.length || !decision.isFree
        ? []
        : [[...this.decided.slice(0, index), { ...decision, isTrue: false }]],
    );
  }
}

/** A condition was asked for where none is decided. */
export class Undecided extends Error {}

class NoWorld extends World {
  override isTrue(): never {
    throw new Undecided();
  }
}

/** Of what is the same in every world. */
export const noWorld: World = new NoWorld(new Conditions(), []);

/**
 * Does the same in every world that can come true and in which it may come out differently: a condition that nobody asks for
 * makes no world. Undefined where the worlds are too many.
 */
export function inEachWorld<T>(conditions: Conditions, look: (world: World) => T): readonly T[] | undefined {
  const found: T[] = [];
  const open: (readonly Decision[])[] = [[]];
  for (let given = open.pop(); given !== undefined; given = open.pop()) {
    if (found.length === maxWorlds || conditions.worlds === allWorlds || conditions.areExhausted)
      return undefined;
    conditions.worlds += 1;
    const world = new World(conditions, given);
    found.push(look(world));
    open.push(...world.others());
  }
  return conditions.areExhausted ? undefined : found;
}
