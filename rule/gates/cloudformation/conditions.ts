import { decide, type Formula, type Operand } from './formula';
import { Formulas, type ConditionSource } from './formulas';

/** A condition of one template that is said to be true or false. */
export interface Assumption {
  readonly template: ConditionSource;
  readonly condition: string;
  readonly isTrue: boolean;
}

/** More tries than this, and the assumptions count as possible. */
const maxSteps = 50_000;
/** So many parts of conditions are looked at for all users of one scope. */
const maxLooks = 5_000_000;
/**
 * Whether some values of parameters, regions and accounts make all the assumptions come true. Conditions are and, or and not over
 * `Fn::Equals`; a parameter can have any of its AllowedValues, or else any text, as far as the template's Rules let it. An
 * expression that is not followed is a text of its own that can be anything.
 */
export class Conditions {
  /** How many worlds were looked at. */
  worlds = 0;
  private looks = 0;
  private readonly formulas = new Formulas();
  private readonly possible = new Map<string, boolean>();

  /** Whether so much was looked at that no more answers are to be had. */
  get areExhausted(): boolean {
    return this.looks > maxLooks;
  }

  /** @param looks parts of conditions that somebody else looked at */
  spend(looks: number): void {
    this.looks += looks;
  }

  arePossible(assumptions: readonly Assumption[]): boolean {
    const key = JSON.stringify(assumptions.map((one) => [one.template.id, one.condition, one.isTrue]));
    const known = this.possible.get(key) ?? this.find(assumptions);
    this.possible.set(key, known);
    return known;
  }

  private find(assumptions: readonly Assumption[]): boolean {
    const formulas = assumptions.map(({ template, condition, isTrue }) => {
      const formula = this.formulas.formula(template, condition);
      return isTrue ? formula : { not: formula };
    });
    return this.isSatisfiable({ all: formulas });
  }

  private isSatisfiable(asked: Formula): boolean {
    const { formula, variables, domain } = this.withinRules(asked);
    const values = new Map<string, string>();
    let steps = 0;
    const search = (at: number): boolean => {
      steps += 1;
      if (steps > maxSteps || this.areExhausted) return true;
      const decided = new Map<Formula, boolean | undefined>();
      const so = decide(formula, values, decided);
      this.spend(decided.size);
      if (so !== undefined) return so;
      const variable = variables[at];
      if (variable === undefined) return false;
      for (const value of domain(variable)) {
        values.set(variable, value);
        if (search(at + 1)) return true;
      }
      values.delete(variable);
      return false;
    };
    return search(0);
  }

  /** With what else must be true of the same parameters: their Rules, and that a map has each key that it is asked for. */
  private withinRules(asked: Formula) {
    const variables = new Set<string>();
    const literals = new Set<string>();
    const formulas = [asked];
    const operands = new Set<Operand>();
    const operand = (one: Operand): void => {
      if (operands.has(one)) return;
      operands.add(one);
      if ('literal' in one) literals.add(one.literal);
      else if ('variable' in one) {
        const owner = variables.has(one.variable) ? undefined : this.formulas.owners.get(one.variable);
        variables.add(one.variable);
        if (owner !== undefined)
          formulas.push(...this.formulas.rulesOf(owner).filter((rule) => !formulas.includes(rule)));
      } else {
        operand(one.key);
        for (const key of one.map.keys()) literals.add(key);
        for (const value of [...one.map.values(), one.otherwise]) if (value !== undefined) operand(value);
      }
    };
    const seen = new Set<Formula>();
    const visit = (one: Formula): void => {
      if (seen.has(one)) return;
      seen.add(one);
      if ('atom' in one) variables.add(one.atom);
      else if ('equal' in one) {
        for (const inside of one.equal)
          if ('map' in inside && !operands.has(inside)) formulas.push({ inside });
        one.equal.forEach(operand);
      } else if ('not' in one) visit(one.not);
      else if (!('inside' in one)) ('all' in one ? one.all : one.any).forEach(visit);
    };
    for (const one of formulas) visit(one);
    this.spend(seen.size + operands.size);
    return {
      formula: { all: formulas },
      variables: [...variables],
      domain: this.domainsOf([...variables], literals),
    };
  }

  /** Its allowed values; or the texts that anything is compared with, and others, which it may share with the variables before. */
  private domainsOf(
    variables: readonly string[],
    literals: ReadonlySet<string>,
  ): (variable: string) => Iterable<string> {
    const { allowed } = this.formulas;
    const texts = new Set([...literals, ...variables.flatMap((variable) => allowed.get(variable) ?? [])]);
    return function* (variable) {
      const own = allowed.get(variable);
      yield* own ?? texts;
      for (const other of own === undefined ? variables : []) {
        yield `\u0000${other}`;
        if (other === variable) return;
      }
    };
  }
}
