import { describe, expect, test } from '@jest/globals';
import { fitsPattern } from '../../rule/core/wildcard';
import type { PolicyDocument } from '../../rule/enforcement/document';
import { noNewPasswordsScp, protectScp } from '../../rule/enforcement/policy';
import table from '../cases/exceptions.json';
import { mutantsOf } from './mutants';
import type { Row } from './rows';
import { decide } from './simulate';

const documents: Readonly<Record<string, PolicyDocument>> = {
  'no-new-passwords': noNewPasswordsScp(table.documents['no-new-passwords']),
  protect: protectScp(table.documents.protect),
};
const people: Readonly<Record<string, string>> = table.people;
const lists: Readonly<Record<string, readonly string[]>> = table.lists;
const contexts: Readonly<Record<string, Row['context']>> = table.contexts;

interface Case {
  readonly title: string;
  readonly document: string;
  readonly expected: 'Allowed' | 'ExplicitlyDenied';
  readonly row: Row;
}

/** A line of the table for each action that it names. */
const cases: readonly Case[] = table.rows.flatMap(
  ([document = '', who = '', actions = '', resource = '', context = '', answer = '', why = '']) =>
    (lists[actions] ?? [actions]).map((action): Case => {
      const expected = answer === 'allowed' ? 'Allowed' : 'ExplicitlyDenied';
      const title = `${document}: ${who} ${answer} ${action} on ${resource} ${context}`.trim();
      const role = who === 'remediation on a path' ? 'role/ops/iam-user-mfa-remediation-function' : undefined;
      const row = {
        title,
        kind: 'scp',
        options: { strength: 'all', principals: [] },
        principal: people[who] ?? who,
        grants: ['AdministratorAccess'],
        action,
        resource: `arn:aws:${resource}`,
        context: {
          ...contexts[context],
          ...(role === undefined ? {} : { 'aws:PrincipalArn': `arn:aws:iam::111122223333:${role}` }),
        },
        expected: { copied: expected, ours: expected },
        why,
      } satisfies Row;
      return { title, document, expected, row };
    }),
);

/** The simulator knows no IAM action on `:root`, so the Denies are looked at by their text. */
const isOnRoot = ({ row }: Case): boolean => row.resource.endsWith(':root');

test('central root recovery is in no Deny on passwords', () => {
  const [root] = cases.filter(isOnRoot);
  const denies = (documents['no-new-passwords']?.Statement ?? []).filter(
    (statement) => 'Action' in statement && statement.Action.includes('iam:CreateLoginProfile'),
  );
  expect(root?.expected).toBe('Allowed');
  expect(denies.map(({ Sid }) => Sid)).toEqual(['DenyNewPasswords', 'DenyForgingNamedUsers']);
  for (const statement of denies)
    for (const pattern of 'Resource' in statement ? statement.Resource : ['*'])
      expect(fitsPattern(root?.row.resource ?? '', pattern)).toBe(false);
});

/** Whether the statement that is broken says anything of the action: of another one, no answer changes. */
function isAbout(name: string, label: string, action: string): boolean {
  const statement = documents[name]?.Statement.find(({ Sid }) => /^\w+/.exec(label)?.[0] === Sid);
  return (
    statement !== undefined &&
    'Action' in statement &&
    statement.Action.some((one) => fitsPattern(action, one))
  );
}

describe('a Deny with named exceptions', () => {
  test.each(cases.filter((one) => !isOnRoot(one)))('$title', async ({ document, expected, row }) => {
    expect(await decide(row, documents[document] ?? {})).toBe(expected);
  });

  test.each(Object.keys(documents))(
    'some row notices when any element of %s is broken',
    async (name) => {
      const here = cases.filter((one) => one.document === name && !isOnRoot(one));
      const unnoticed: string[] = [];
      for (const { label, document } of mutantsOf(documents[name] as PolicyDocument)) {
        const asked = here.filter(({ row }) => isAbout(name, label, row.action));
        let noticed = false;
        for (const { row, expected } of asked) {
          noticed = (await decide(row, document)) !== expected;
          if (noticed) break;
        }
        if (!noticed) unnoticed.push(label);
      }
      expect(unnoticed).toEqual([]);
    },
    60_000,
  );
});
