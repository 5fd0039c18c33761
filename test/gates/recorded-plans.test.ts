// Plans by terraform itself: what check says of each must be what was true after apply, or "cannot see" where the scenario says so.
import { describe, expect, test } from '@jest/globals';
import path from 'node:path';
import { parseParameterValues } from '../../rule/core/rule-parameters';
import { check } from '../../rule/gates/check';
import { noKnownEnforcement } from '../../rule/gates/declared';
import type { SourceFiles } from '../../rule/gates/document';
import { parseDocument } from '../../rule/gates/parse-document';
import { recorded, type PlanRow } from './recorded-plans';
import { misledBy, namesIn, sourcesOf } from './terraform';

/** What check is to say, by address: a user who kept the password counts where the plan takes the protection. */
function expected(
  { truth, before }: PlanRow,
  unsettled: readonly string[],
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    truth.flatMap(({ at, user, enforced }) => {
      const then = before.find((one) => one.user === user);
      if (then !== undefined && (enforced || !then.enforced)) return [];
      const isSettled = !unsettled.includes(user) && !unsettled.includes(at);
      return [[at, isSettled ? (enforced ? 'enforced' : 'not-enforced') : 'cannot-see']];
    }),
  );
}

function said({ plan }: PlanRow, sources?: SourceFiles): Readonly<Record<string, string>> {
  const document = { ...parseDocument('plan.json', JSON.stringify(plan)), sources };
  const checked = check(
    [document],
    parseParameterValues({}),
    noKnownEnforcement,
    new Date('2026-11-25T12:00:00Z'),
  );
  return Object.fromEntries([
    ...checked.users.map(({ user, answer }): [string, string] => [user.address, answer.answer]),
    ...checked.unseen.map(({ address }): [string, string] => [address, 'cannot-see']),
  ]);
}

const without = (
  names: readonly string[],
  answers: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(answers).filter(([at]) => !names.includes(at)));

describe.each(recorded())('$scenario', (row) => {
  const sources = sourcesOf(row.scenario);
  const text = sources.get('main.tf') ?? '';
  const unsettled = namesIn(text, 'cannot see');

  test('check says what was true after apply, or that it cannot see', () => {
    const misled = misledBy(row.scenario);
    expect(without(misled, said(row))).toEqual(without(misled, expected(row, unsettled)));
  });

  test('with the .tf files, check sees more and says what was true', () => {
    const settled = namesIn(text, 'source settles');
    const left = unsettled.filter((name) => !settled.includes(name));
    const read = (folder: string): ReadonlyMap<string, string> =>
      new Map([...sources].filter(([file]) => path.dirname(file) === folder));
    expect(said(row, { folder: '.', areOfThePlan: true, read })).toEqual(expected(row, left));
  });

  // Modules of a registry are elsewhere: then the plan's references are all that is known of them.
  test.each(['.', 'none'])(
    'with the files in the folder %s alone, check says no more than was true',
    (at) => {
      const read = (folder: string): ReadonlyMap<string, string> =>
        new Map([...sources].filter(([file]) => folder === at && path.dirname(file) === folder));
      const answers = said(row, { folder: '.', areOfThePlan: true, read });
      const truth = without(at === '.' ? [] : misledBy(row.scenario), expected(row, []));
      const wrong = Object.entries(truth).filter(
        ([user, was]) => ![was, 'cannot-see'].includes(answers[user] ?? ''),
      );
      expect(wrong).toEqual([]);
    },
  );
});
