import { describe, expect, test } from '@jest/globals';
import { parseParameterValues } from '../../rule/core/rule-parameters';
import { check } from '../../rule/gates/check';
import { noKnownEnforcement, shownName } from '../../rule/gates/declared';
import { parseDocument } from '../../rule/gates/parse-document';
import { parityCases, tableDay } from './parity-cases';

describe('check answers as the table says', () => {
  test.each(parityCases)('$kind: $title', ({ documents, oneAccount, ruleParameters = {}, answers }) => {
    const parsed = documents.map((document, index) => ({
      ...parseDocument(`document-${index}.json`, JSON.stringify(document)),
      ...(oneAccount === true && { scope: 'one account' }),
    }));

    const checked = check(parsed, parseParameterValues(ruleParameters), noKnownEnforcement, tableDay);

    const said = [
      ...checked.users.map(({ user, answer }) => [shownName(user), answer.answer]),
      ...checked.unseen.map(({ address }) => [address, 'cannot-see']),
    ];
    expect(Object.fromEntries(said)).toEqual(answers);
  });
});

describe('the table', () => {
  test('has no two rows of one title', () => {
    expect(new Set(parityCases.map(({ title }) => title)).size).toBe(parityCases.length);
  });

  // Of a plan the second witness is terraform itself (recorded-plans.test.ts).
  test('names no template that only one engine sees', () => {
    const engines = ['check', 'nag', 'rego'];
    const lonely = parityCases.filter(
      ({ kind, bruteForce, cannotSee = {} }) =>
        kind === 'cloudformation-template' &&
        bruteForce !== true &&
        engines.filter((engine) => !(engine in cannotSee)).length < 2,
    );

    expect(lonely.map(({ title }) => title)).toEqual([]);
  });
});
