// Random configurations, planned and applied by terraform with the stand-in provider: the state after apply decides.
import path from 'node:path';
import { parseParameterValues } from '../../../rule/core/rule-parameters';
import { check } from '../../../rule/gates/check';
import { noKnownEnforcement } from '../../../rule/gates/declared';
import { parseDocument } from '../../../rule/gates/parse-document';
import { makeOf, sourcesOf, type Made } from '../terraform';
import { Random } from './random';
import { configuration } from './random-plans';

export interface PlanComparison {
  users: number;
  /** Configurations that terraform itself refuses. */
  refused: number;
  readonly misses: string[];
  readonly wrongNotEnforced: string[];
  readonly cannotSee: string[];
}

export async function comparePlans(seed: number, count: number): Promise<PlanComparison> {
  const found: PlanComparison = { users: 0, refused: 0, misses: [], wrongNotEnforced: [], cannotSee: [] };
  const numbers = Array.from({ length: count }, (_, index) => seed * 1_000_003 + index);
  const work = async (): Promise<void> => {
    for (let number = numbers.shift(); number !== undefined; number = numbers.shift()) {
      const steps = configuration(new Random(number));
      const made = await makeOf(steps).catch((error: unknown) => String(error));
      if (typeof made === 'string') found.refused += 1;
      else
        for (const text of [undefined, steps.at(-1)])
          judge(made, text, `${number}${text === undefined ? '' : ' --source'}`, found);
    }
  };
  await Promise.all([work(), work()]);
  return found;
}

function judge(
  { plan, truth, before }: Made,
  text: string | undefined,
  title: string,
  found: PlanComparison,
): void {
  const files = new Map([
    ...sourcesOf('a-literal-key'),
    ...(text === undefined ? [] : [['main.tf', text] as const]),
  ]);
  const read = (folder: string): ReadonlyMap<string, string> =>
    new Map([...files].filter(([file]) => path.dirname(file) === folder));
  const sources = text === undefined ? undefined : { folder: '.', areOfThePlan: true, read };
  const document = { ...parseDocument('plan.json', JSON.stringify(plan)), sources };
  const { users, unseen } = check([document], parseParameterValues({}), noKnownEnforcement, new Date());
  const said = new Map([
    ...users.map(({ user, answer }) => [user.address, answer.answer] as const),
    ...unseen.map(({ address }) => [address, 'cannot-see'] as const),
  ]);
  for (const { at, user, enforced } of truth) {
    found.users += 1;
    const answer = said.get(at);
    const where = `${title} ${at}: ${answer ?? 'nothing'}, is ${enforced ? '' : 'not '}enforced`;
    const isAsked = before.length === 0 || before.some((one) => one.user === user && one.enforced);
    if (isAsked && !enforced && (answer === undefined || answer === 'enforced')) found.misses.push(where);
    if (answer === 'not-enforced' && (enforced || !isAsked)) found.wrongNotEnforced.push(where);
    if (answer === 'cannot-see') found.cannotSee.push(where);
  }
}
