// Rego passes nobody whom check does not, and is silent of nobody, over all the documents by which a gate was ever misled.
import { expect, test } from '@jest/globals';
import { parseParameterValues } from '../../rule/core/rule-parameters';
import { check } from '../../rule/gates/check';
import { noKnownEnforcement } from '../../rule/gates/declared';
import { parseDocument } from '../../rule/gates/parse-document';
import { rows, type Files } from './cloudformation-attack-rows';
import { tableDay } from './parity-cases';
import { planAttacks } from './plan-attack-rows';
import { answersOf, goTool } from './rego';
import { inlineRows } from './templates/inline-policy-rows';
import { valueRows } from './value-matrix';

interface Row {
  readonly title: string;
  readonly document: unknown;
}
/** IAM refuses it, so no gate's answer matters. */
const refused = 'more than IAM takes';
/** Rego reads one document. */
const alone = ([title, files]: readonly [string, Files, ...unknown[]]): readonly Row[] => {
  const [document, ...more] = Object.values(files);
  return more.length === 0 && title !== refused ? [{ title, document }] : [];
};
const documents: readonly Row[] = [
  ...planAttacks.map(({ title, plan }) => ({ title, document: plan })),
  ...rows.flatMap(alone),
  ...inlineRows.flatMap(alone),
  ...valueRows.map(([title, files]) => ({ title, document: files['a.json'] })),
];

/** What Rego passes and check does not; and "silent" where check found something and Rego nothing. */
function tooMuch({ document }: Row, given: Readonly<Record<string, string>>): readonly string[] {
  const parsed = parseDocument('a.json', JSON.stringify(document));
  const { users, unseen } = check([parsed], parseParameterValues({}), noKnownEnforcement, tableDay);
  const isOpen = ({ answer: { answer } }: (typeof users)[number]): boolean => answer !== 'enforced';
  const names = users
    .filter(isOpen)
    .flatMap(({ user }) => [user.address, ...user.possibilities.flatMap(({ userName }) => userName ?? [])]);
  const passed = Object.entries(given).flatMap(([name, answer]) => (answer === 'enforced' ? [name] : []));
  const isSilent = users.some(isOpen) || unseen.length > 0;
  return [
    ...passed.filter((name) => names.includes(name)),
    ...(isSilent && Object.keys(given).length === passed.length ? ['silent'] : []),
  ];
}

const opa = goTool('opa');
(opa === undefined ? test.skip : test)('Rego passes nobody whom check does not', () => {
  const given = answersOf(
    opa ?? '',
    documents.map(({ document }) => document),
    { now: tableDay.toISOString() },
  ) as readonly Readonly<Record<string, string>>[];
  const found = documents.flatMap((row, index) =>
    tooMuch(row, given[index] ?? {}).map((name) => `${row.title}: ${name}`),
  );
  expect(found).toEqual([]);
});
