// Random configurations, planned and applied by terraform with the stand-in provider: the state after apply decides.
import path from 'node:path';
import { parseParameterValues } from '../../../rule/core/rule-parameters';
import { check } from '../../../rule/gates/check';
import { noKnownEnforcement } from '../../../rule/gates/declared';
import { parseDocument } from '../../../rule/gates/parse-document';
import { randomRowsFile, recorded } from '../recorded-plans';
import { digestOfFiles, makeOf, sourcesOf, type Made } from '../terraform';
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
      else judgeBoth(made, steps, number, found);
    }
  };
  await Promise.all([work(), work()]);
  return found;
}

/** Of these random configurations the plans are written down. */
export const recordedNumbers: readonly number[] = Array.from({ length: 6 }, (_, index) => 5_000_000 + index);

export function compareRecorded(): PlanComparison {
  const found: PlanComparison = { users: 0, refused: 0, misses: [], wrongNotEnforced: [], cannotSee: [] };
  for (const row of recorded(randomRowsFile)) {
    const steps = configuration(new Random(Number(row.scenario)));
    if (row.digest === digestOfFiles(filesOf(steps))) judgeBoth(row, steps, Number(row.scenario), found);
    else found.refused += 1;
  }
  return found;
}

/** The files of which the last step's plan is. */
export const filesOf = (steps: readonly string[]): ReadonlyMap<string, string> =>
  new Map([...sourcesOf('a-literal-key'), ['main.tf', steps.at(-1) ?? '']]);

function judgeBoth(made: Made, steps: readonly string[], number: number, found: PlanComparison): void {
  judge(made, undefined, String(number), found);
  judge(made, filesOf(steps), `${number} --source`, found);
}

function judge(
  { plan, truth, before }: Made,
  files: ReadonlyMap<string, string> | undefined,
  title: string,
  found: PlanComparison,
): void {
  const read = (folder: string): ReadonlyMap<string, string> =>
    new Map([...(files ?? [])].filter(([file]) => path.dirname(file) === folder));
  const sources = files === undefined ? undefined : { folder: '.', areOfThePlan: true, read };
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
