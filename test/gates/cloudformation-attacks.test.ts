// Templates by which users, or the ties of a policy, were hidden from the gate, or an enforcement was not seen.
import { describe, expect, test } from '@jest/globals';
import { parseParameterValues } from '../../rule/core/rule-parameters';
import { check } from '../../rule/gates/check';
import { noKnownEnforcement } from '../../rule/gates/declared';
import { parseDocument } from '../../rule/gates/parse-document';
import {
  type Files,
  iam,
  user,
  group,
  policy,
  stack,
  Parameters,
  one,
  equals,
  rows,
  deny,
} from './cloudformation-attack-rows';

function answers(files: Files): readonly string[] {
  const documents = Object.entries(files).map(([name, content]) =>
    parseDocument(name, JSON.stringify(content)),
  );
  const { users, unseen } = check(documents, parseParameterValues({}), noKnownEnforcement, new Date());
  return [...users.map(({ answer }) => answer.answer), ...unseen.map(() => 'unseen')];
}

test.each(rows)('%s', (_, files, expected) => {
  expect(answers(files)).toEqual(expected);
});

test.each(['{"Resources":{"A":{}},"Resources":{}}', '{"Resources":{"A":{},"\\u0041":{}}}'])(
  'a key that an object has twice may hide users: %s',
  (text) => {
    expect(() => parseDocument('t.json', text)).toThrow(
      /has the key "(Resources|A)" a second time in line 1/,
    );
  },
);

const each = (count: number, of: (n: number) => object): object =>
  Object.assign({}, ...Array.from({ length: count }, (_, n) => of(n))) as object;
const twice = (count: number, of: (n: number) => unknown): readonly unknown[] =>
  Array.from({ length: count }, (_, n) => of(n));

// Nothing here is a timed assertion: what doubles at each level would run into jest's own limit.
describe('what multiplies ends', () => {
  const levels = (type: string): Files =>
    Object.fromEntries(
      twice(10, (level) => [
        `l${String(level)}.json`,
        {
          Resources: {
            U: user(),
            ...each(4, (n) => ({ [`S${n}`]: stack(`./l${level + 1}.json`, {}, type) })),
          },
        },
      ]) as [string, object][],
    );

  test.each(['Stack', 'StackSet'])('four of %s in each of four, ten times', (type) => {
    const said = answers(levels(type));

    expect(said).toContain('not-enforced');
    expect(said).toContain('unseen');
    expect(said.length).toBeLessThan(30_000);
  });

  test('arguments of nested stacks that double', () => {
    const parts = { 'Fn::Join': ['', twice(30, () => ({ Ref: 'V' }))] };
    const files = twice(10, (level) => [
      `l${String(level)}.json`,
      {
        Parameters: { V: { Type: 'String', Default: 'v' } },
        Conditions: { C: equals('V', 'w') },
        Resources: {
          U: user({ Groups: [{ 'Fn::If': ['C', { Ref: 'V' }, 'x'] }] }),
          S: stack(`./l${level + 1}.json`, { V: parts }),
        },
      },
    ]) as [string, object][];

    expect(new Set(answers(Object.fromEntries(files)))).toEqual(new Set(['cannot-see', 'unseen']));
  });

  test.each([
    [
      'lookups in a large map',
      {
        Mappings: { M: each(100, (n) => ({ [`r${n}`]: each(100, (k) => ({ [`c${k}`]: `v${n * k}` })) })) },
        Conditions: {
          C: {
            'Fn::Or': twice(600, (n) => ({
              'Fn::Equals': [{ 'Fn::FindInMap': ['M', { Ref: 'Env' }, { Ref: 'Names' }] }, `v${n}`],
            })),
          },
        },
      },
    ],
    [
      'a chain of conditions',
      {
        Conditions: {
          C0: equals('Env', 'a'),
          ...each(20_000, (n) => ({ [`C${n + 1}`]: { 'Fn::Not': [{ Condition: `C${n}` }] } })),
          C: { Condition: 'C20000' },
        },
      },
    ],
    [
      'a chain of exports',
      {
        Conditions: { C: equals('Env', 'a') },
        Outputs: each(8_000, (n) => ({
          [`O${n}`]: { Value: { 'Fn::ImportValue': `n${n - 1}` }, Export: { Name: `n${n}` } },
        })),
      },
    ],
    [
      'many parameters in one condition',
      {
        Parameters: each(4_000, (n) => ({ [`E${n}`]: { Type: 'String' } })),
        Conditions: { C: { 'Fn::And': twice(4_000, (n) => equals(`E${n}`, `v${n}`)) } },
      },
    ],
  ])('%s', (_, more) => {
    const Resources = {
      U: user({ Groups: [{ 'Fn::If': ['C', { Ref: 'G' }, { 'Fn::ImportValue': 'n7999' }] }] }),
      G: group(),
    };

    expect(answers({ 'a.json': { Parameters, Resources, ...more } })).toEqual(['cannot-see']);
  });

  test('thousands of users under conditions that are too much to look at', () => {
    const content = {
      Parameters: each(1_500, (n) => ({ [`E${n}`]: { Type: 'String' } })),
      Conditions: {
        All: { 'Fn::And': twice(1_500, (n) => ({ 'Fn::Not': [equals(`E${n}`, `v${n}`)] })) },
        ...each(1_500, (n) => ({ [`C${n}`]: { 'Fn::And': [{ Condition: 'All' }, equals(`E${n}`, 'x')] } })),
      },
      Resources: each(1_500, (n) => ({ [`U${n}`]: user({}, { Condition: `C${n}` }) })),
    };

    expect(new Set(answers({ 'a.json': content }))).toEqual(new Set(['cannot-see']));
  });

  test('one policy that lists thousands of names that the stack makes', () => {
    const name = (n: number): object => ({ 'Fn::Sub': `\${AWS::StackName}-${n}` });
    const users = each(1_000, (n) => ({ [`U${n}`]: user({ UserName: name(n) }) }));
    const all = policy({ Users: twice(1_000, name) });

    expect(new Set(answers(one({ ...users, All: all })))).toEqual(new Set(['enforced']));
  });

  test.each(['${a', '{{resolve:'])('a name of 600 KB that opens %s and closes nothing', (opened) => {
    const name = { 'Fn::Sub': opened.repeat(600_000 / opened.length) };
    const Alice = { Type: 'AWS::IAM::User', Properties: { UserName: name, LoginProfile: { Password: 'x' } } };
    expect(answers({ t: { Resources: { Alice } } })).toHaveLength(1);
  });

  test('a policy that is longer than IAM takes cannot be seen', () => {
    const Statement = twice(200, (n) => ({ ...deny.Statement[0], Action: `s3:${n}` }));
    const long = iam('Group', { Policies: [{ PolicyName: 'p', PolicyDocument: { Statement } }] });
    const users = each(20, (n) => ({ [`U${n}`]: user({ Groups: [{ Ref: 'G' }] }) }));

    expect(new Set(answers(one({ ...users, G: long })))).toEqual(new Set(['cannot-see']));
  });
});
