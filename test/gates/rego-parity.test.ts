import { describe, expect, test } from '@jest/globals';
import { parityCases, tableDay } from './parity-cases';
import { answersOf, goTool } from './rego';

const opa = goTool('opa');
if (opa === undefined) process.stderr.write('skipped: the Rego rules, as opa is not installed.\n');

(opa === undefined ? describe.skip : describe)('a real opa', () => {
  const all = new Map<string, unknown>();

  /** One process for all rows of the same parameters. */
  function answerTo(title: string): unknown {
    if (all.size === 0) {
      const parametersOf = ({ ruleParameters = {} }): string => JSON.stringify(ruleParameters);
      for (const group of new Set(parityCases.map(parametersOf))) {
        const rows = parityCases.filter((row) => parametersOf(row) === group);
        const parameters = { ...(JSON.parse(group) as Record<string, string>), now: tableDay.toISOString() };
        const documents = rows.map((row) => row.documents[0]);
        answersOf(opa ?? '', documents, parameters).forEach((answer, index) =>
          all.set(rows[index]?.title ?? '', answer),
        );
      }
    }
    return all.get(title);
  }

  const isNamed = ({ cannotSee = {} }: (typeof parityCases)[number]): boolean => 'rego' in cannotSee;

  test.each(parityCases.filter((row) => !isNamed(row)))('answers as the table says, $kind: $title', (row) => {
    expect(answerTo(row.title)).toEqual(row.answers);
  });

  test.each(parityCases.filter(isNamed))('passes nobody whom it cannot see, $kind: $title', (row) => {
    const answers = Object.values(answerTo(row.title) as Readonly<Record<string, string>>);

    expect(answers).not.toHaveLength(0);
    expect(answers).not.toContain('enforced');
  });
});
