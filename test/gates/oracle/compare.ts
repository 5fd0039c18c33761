import { parseParameterValues } from '../../../rule/core/rule-parameters';
import { check } from '../../../rule/gates/check';
import { noKnownEnforcement } from '../../../rule/gates/declared';
import { parseDocument } from '../../../rule/gates/parse-document';
import { truthsOf } from './brute-force';
import { Random } from './random';
import { sample, type Sample } from './templates';

export interface Comparison {
  users: number;
  /** The gate says enforced, and it is not so in every deployment. */
  readonly misses: string[];
  readonly wrongNotEnforced: string[];
  readonly wrongCannotSee: string[];
}

/** Random templates until there are so many users, each decided by the gate and by brute force. */
export async function compare(seed: number, users: number): Promise<Comparison> {
  const found: Comparison = { users: 0, misses: [], wrongNotEnforced: [], wrongCannotSee: [] };
  for (let n = 0; found.users < users; n += 1) {
    const made = sample(new Random(seed * 1_000_003 + n));
    const truths = await truthsOf(made);
    const said = answersOf(made);
    for (const [key, truth] of truths) {
      found.users += 1;
      const answer = said.get(key) ?? 'enforced';
      const where = `sample ${seed * 1_000_003 + n} ${key}: ${answer}, is ${truth}`;
      if (answer === 'enforced' && truth !== 'enforced') found.misses.push(where);
      if (answer === 'not-enforced' && truth !== 'not-enforced') found.wrongNotEnforced.push(where);
      if (answer === 'cannot-see' && truth !== 'open') found.wrongCannotSee.push(where);
    }
  }
  return found;
}

export function answersOf({ accounts }: Sample): ReadonlyMap<string, string> {
  const documents = accounts.flatMap((templates, index) =>
    templates.map(({ file, template }) => ({
      ...parseDocument(file, JSON.stringify(template)),
      scope: `account ${index}`,
    })),
  );
  const { users } = check(documents, parseParameterValues({}), noKnownEnforcement, new Date());
  return new Map(users.map(({ user, answer }) => [`${user.place.file}#${user.address}`, answer.answer]));
}
