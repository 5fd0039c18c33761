import { describe, expect, test } from '@jest/globals';
import { parityCases, tableDay } from './parity-cases';
import { answersOf, goTool } from './rego';

const opa = goTool('opa');
if (opa === undefined) process.stderr.write('skipped: the Rego rules, as opa is not installed.\n');

const seen = parityCases.filter(({ cannotSee = {} }) => !('rego' in cannotSee));

(opa === undefined ? describe.skip : describe)('a real opa answers as the table says', () => {
  const all = new Map<string, unknown>();

  /** One process for all rows of the same parameters. */
  function answerTo(title: string): unknown {
    if (all.size === 0) {
      for (const group of new Set(seen.map(({ ruleParameters = {} }) => JSON.stringify(ruleParameters)))) {
        const rows = seen.filter(({ ruleParameters = {} }) => JSON.stringify(ruleParameters) === group);
        const parameters = { ...(JSON.parse(group) as Record<string, string>), now: tableDay.toISOString() };
        const documents = rows.map((row) => row.documents[0]);
        answersOf(opa ?? '', documents, parameters).forEach((answer, index) =>
          all.set(rows[index]?.title ?? '', answer),
        );
      }
    }
    return all.get(title);
  }

  test.each(seen)('$kind: $title', ({ title, answers }) => {
    expect(answerTo(title)).toEqual(answers);
  });
});
