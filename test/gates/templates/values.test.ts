// What an expression is: by whether a policy that names one text is the user's who is named by another.
import { describe, expect, test } from '@jest/globals';
import { group, iam, one, policy, stack, user, type Files } from '../cloudformation-attack-rows';
import { answersOf, letterOf } from './answers';

const sub = (...of: readonly unknown[]): object => ({ 'Fn::Sub': of.length === 1 ? of[0] : of });
const join = (separator: unknown, parts: unknown): object => ({ 'Fn::Join': [separator, parts] });
const select = (index: unknown, list: unknown): object => ({ 'Fn::Select': [index, list] });
const find = (...keys: readonly unknown[]): object => ({ 'Fn::FindInMap': keys });
const choice = (...of: readonly unknown[]): object => ({ 'Fn::If': of });
const attribute = (of: unknown): object => ({ 'Fn::GetAtt': of });
const env = { Ref: 'Env' };
const noValue = { Ref: 'AWS::NoValue' };
const letters = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k'];

const around = {
  Mappings: { M: { a: { text: 'ann', list: ['x', 'ann'], true: true, count: 7, words: 'x,ann' } } },
  Outputs: { None: 'x', NoExport: { Value: 'ann' }, NoName: { Value: 'ann', Export: {} } },
};
const tied = (name: unknown, reference: unknown, isList = false): Files =>
  one(
    {
      X: user({ UserName: name }),
      P: policy({ Users: isList ? reference : [reference] }),
      Queue: { Type: 'AWS::SQS::Queue' },
      Other: { Type: 'AWS::SQS::Queue' },
      R: iam('Role', {}),
    },
    around,
  );

describe('one text is another: E; is not: N; may be: C', () => {
  test.each<[string, unknown, unknown, string]>([
    ['a number', 7, '7', 'E'],
    ['a truth', true, 'true', 'E'],
    ['a parameter', env, env, 'E'],
    ['a parameter in a text', env, sub('${Env}'), 'E'],
    ['a parameter in a longer text', sub('x-${Env}'), join('-', ['x', env]), 'E'],
    ['a parameter in another longer text', sub('x-${Env}'), sub('y-${Env}'), 'N'],
    ['an attribute', attribute('Queue.Name'), attribute(['Queue', 'Name']), 'E'],
    ['an attribute in a text', attribute('Queue.Name'), sub('${Queue.Name}'), 'E'],
    ['another attribute', attribute('Queue.Name'), attribute('Queue.Arn'), 'C'],
    ['an attribute of parts', attribute('Queue.A.B'), attribute(['Queue', 'A', 'B']), 'E'],
    ['an attribute of another resource', attribute('Queue.Name'), attribute('Other.Name'), 'C'],
    ['a resource of another kind', { Ref: 'Queue' }, sub('${Queue}'), 'E'],
    ['a resource and its attribute', { Ref: 'Queue' }, attribute('Queue.Name'), 'C'],
    ['a role is its name', sub('x-${R}'), sub('x-${R}'), 'E'],
    ['a role is no user', 'ann', { Ref: 'R' }, 'N'],
    ['a function that nobody knows', { 'Fn::Later': 1 }, { 'Fn::Later': 1 }, 'E'],
    ['another function that nobody knows', { 'Fn::Later': 1 }, { 'Fn::Later': 2 }, 'C'],
    ['an object', { A: 1 }, 'ann', 'C'],
    ['a name that is an object', 'ann', { A: 1 }, 'C'],
    ['two functions at once', 'ann', { Ref: 'X', 'Fn::Sub': 'ann' }, 'C'],
    ['an empty object', 'ann', {}, 'C'],
    ['a list of names', 'ann', ['x', 'ann'], 'E'],
    ['a macro', 'ann', { 'Fn::Transform': { Name: 'M' } }, 'C'],
    ['a dynamic reference', '{{resolve:ssm:/a}}', '{{resolve:ssm:/a}}', 'E'],
    ['another dynamic reference', '{{resolve:ssm:/a}}', '{{resolve:ssm:/b}}', 'C'],
    ['a dynamic reference in a longer text', 'x-{{resolve:ssm:/a}}', sub('x-{{resolve:ssm:/a}}'), 'E'],
    ['two of them', '{{resolve:ssm:/a}}{{resolve:ssm:/b}}', '{{resolve:ssm:/a}}-{{resolve:ssm:/b}}', 'C'],
    ['what closes no dynamic reference', 'x{{resolve:', 'x{{resolve:', 'E'],
    ['the account', { Ref: 'AWS::AccountId' }, sub('${AWS::AccountId}'), 'E'],
    ['the account and the region', { Ref: 'AWS::AccountId' }, { Ref: 'AWS::Region' }, 'C'],
    ['the name of the stack and its id', { Ref: 'AWS::StackName' }, { Ref: 'AWS::StackId' }, 'C'],
    ['a written variable', '${n}', sub('${!n}'), 'E'],
    ['a variable of its own', 'ann', sub('${n}', { n: 'ann' }), 'E'],
    ['a variable of its own in a longer text', 'x-ann', sub('x-${n}', { n: 'ann' }), 'E'],
    ['a variable of its own over a parameter', 'ann', sub('${Env}', { Env: 'ann' }), 'E'],
    ['variables that are none', 'ann', sub('ann', 'x'), 'E'],
    ['a text of no text', 'ann', sub(7), 'C'],
    ['a text of a list without a text', 'ann', sub([]), 'C'],
    ['a text of two variables', sub('${Env}-${Env}'), join('-', [env, env]), 'E'],
    ['parts', 'a-b', join('-', ['a', 'b']), 'E'],
    ['parts of no value', 'ann', join('-', ['ann', noValue]), 'E'],
    ['parts without what is a text of no value', 'a-b', join('-', ['a', sub('${AWS::NoValue}'), 'b']), 'E'],
    ['parts by no text', 'a7b', join(7, ['a', 'b']), 'C'],
    ['parts by no text are themselves', join(7, ['a', 'b']), join(7, ['a', 'b']), 'E'],
    ['other parts by no text', join(7, ['a', 'b']), join(7, ['a', 'c']), 'C'],
    ['no parts', '', join('-', []), 'E'],
    ['parts of no form', 'ann', { 'Fn::Join': 'x' }, 'C'],
    ['parts of a list parameter', 'ann', join('-', { Ref: 'Names' }), 'C'],
    ['parts of a split text', 'a-b', join('-', { 'Fn::Split': [',', 'a,b'] }), 'E'],
    ['parts of which one is missing', 'ann', join('-', ['a', { Ref: 'Nowhere' }]), 'C'],
    ['the second of a list', 'ann', select(1, ['x', 'ann']), 'E'],
    ['the second by a text', 'ann', select('1', ['x', 'ann']), 'E'],
    ['the eleventh', 'k', select(10, letters), 'E'],
    ['by a number and more', 'b', select('1x', letters), 'C'],
    ['by more and a number', 'b', select('x1', letters), 'C'],
    ['by a parameter', 'b', select(env, letters), 'C'],
    ['one past the end', 'b', select(11, letters), 'C'],
    ['one past the end is itself', select(11, letters), select(11, letters), 'E'],
    ['of a text', 'a', select(0, 'a'), 'C'],
    ['of an object', 'a', select(0, sub('a')), 'C'],
    ['of a split text', 'ann', select(1, { 'Fn::Split': [',', 'x,ann'] }), 'E'],
    ['of a list of a map', 'ann', select(1, find('M', 'a', 'list')), 'E'],
    ['of no form', 'a', { 'Fn::Select': 'x' }, 'C'],
    ['of a map', 'ann', find('M', 'a', 'text'), 'E'],
    ['a number of a map', '7', find('M', 'a', 'count'), 'E'],
    ['a truth of a map', 'true', find('M', 'a', 'true'), 'E'],
    ['what a map has not', 'ann', find('M', 'a', 'none'), 'C'],
    ['a row that a map has not', 'ann', find('M', 'z', 'text'), 'C'],
    ['a map that is missing', 'ann', find('Z', 'a', 'text'), 'C'],
    ['a map without a column', 'ann', find('M', 'a'), 'C'],
    ['a map without a row', 'ann', find('M'), 'C'],
    ['a map by a parameter', 'ann', find(env, 'a', 'text'), 'C'],
    ['a row by a parameter', 'ann', find('M', env, 'text'), 'C'],
    ['a row by a parameter is itself', find('M', env, 'text'), find('M', env, 'text'), 'E'],
    ['a column by a parameter', 'ann', find('M', 'a', env), 'C'],
    ['a row by a text that is missing', 'ann', find('M', { Ref: 'Nowhere' }, 'text'), 'C'],
    ['a column by a text', 'ann', find('M', 'a', join('', ['te', 'xt'])), 'E'],
    ['a choice', 'ann', choice('IsProd', 'ann', 'ann'), 'E'],
    ['a choice of choices', 'ann', choice('IsProd', choice('IsProd', 'ann', 'x'), 'ann'), 'E'],
    ['a choice within a text', 'x-ann', sub('x-${n}', { n: choice('IsProd', 'ann', 'ann') }), 'E'],
    ['a choice by no name', 'ann', choice(env, 'ann', 'ann'), 'C'],
    ['a choice by no name within a text', 'x-ann', sub('x-${n}', { n: choice(env, 'ann', 'ann') }), 'C'],
    ['a value of another stack', { 'Fn::ImportValue': 'n' }, 'ann', 'C'],
    ['the name of a role', { Ref: 'R' }, 'ann', 'C'],
    ['its own name', { Ref: 'X' }, 'ann', 'C'],
    ['a name that is missing', { Ref: 'Nowhere' }, 'ann', 'C'],
    ['no name', noValue, 'ann', 'N'],
    ['a value of a stack that is not known', 'ann', { 'Fn::ImportValue': { Ref: 'Nowhere' } }, 'C'],
    ['another list parameter', 'ann', { Ref: 'Names' }, 'C'],
    ['a list parameter in a text', 'ann', sub('${Names}'), 'C'],
  ])('%s', (_, name, reference, letter) => {
    expect(letterOf(tied(name, reference), 'X')).toBe(letter);
  });

  test.each<[string, unknown, string]>([
    ['a list', ['x', 'ann'], 'E'],
    ['lists in a list', ['x', ['y', ['ann']]], 'E'],
    ['a text', 'ann', 'E'],
    ['a list by a choice', choice('IsProd', ['ann'], ['x', 'ann']), 'E'],
    ['a list by a choice in a list', [choice('IsProd', ['ann'], 'ann')], 'E'],
    ['a list that ends with one that is not known', ['ann', [{ Ref: 'Names' }]], 'E'],
    ['a split text', { 'Fn::Split': [',', 'x,ann'] }, 'E'],
    ['a split text without the name', { 'Fn::Split': [',', 'x,y'] }, 'N'],
    ['a text that is not known, split', { 'Fn::Split': [',', env] }, 'C'],
    ['a text that is missing, split', { 'Fn::Split': [',', { Ref: 'Nowhere' }] }, 'C'],
    ['a text with a parameter, split', { 'Fn::Split': [',', sub('ann,${Env}')] }, 'C'],
    ['a split by no text', { 'Fn::Split': [env, 'ann'] }, 'C'],
    ['a list of a map', find('M', 'a', 'list'), 'E'],
    ['a text of a map', find('M', 'a', 'text'), 'E'],
    ['what a map has not', find('M', 'a', 'none'), 'C'],
    ['a list parameter', { Ref: 'Names' }, 'C'],
    ['a reference', { Ref: 'X' }, 'E'],
    ['a text in a list of one', sub('ann'), 'E'],
    ['parts that are one', join(',', ['ann']), 'E'],
    ['the first of a list', select(0, ['ann']), 'E'],
    ['a function that nobody knows', { 'Fn::Later': 1 }, 'C'],
    ['a function whose name ends alike', { 'xFn::Sub': 'ann' }, 'C'],
    ['a function whose name begins alike', { 'Fn::SubX': 'ann' }, 'C'],
    ['a macro', { 'Fn::Transform': { Name: 'M' } }, 'C'],
    ['no list', noValue, 'N'],
    ['null', null, 'N'],
    ['an empty list', [], 'N'],
  ])('a list that is %s', (_, list, letter) => {
    expect(letterOf(tied('ann', list, true), 'X')).toBe(letter);
  });
});

describe('a list argument of a nested stack', () => {
  const files = (argument: unknown, type: string, more: object = {}): Files => ({
    'a.json': {
      Parameters: { Env: { Type: 'String' } },
      Resources: { S: stack('./in.json', { L: argument, ...more }), Q: { Type: 'AWS::SQS::Queue' } },
    },
    'in.json': {
      Parameters: { L: { Type: type } },
      Resources: { X: user({ UserName: 'ann' }), P: policy({ Users: { Ref: 'L' } }) },
    },
  });
  test.each<[string, unknown, string, string]>([
    ['a text', 'x, ann', 'CommaDelimitedList', 'E'],
    ['a text without the name', 'x, y', 'CommaDelimitedList', 'N'],
    ['a list', ['x', 'ann'], 'List<String>', 'E'],
    ['parts', join(',', ['x', 'ann']), 'CommaDelimitedList', 'E'],
    ['a list of which one is not known', ['ann', env], 'CommaDelimitedList', 'C'],
    ['a list of which one is missing', ['ann', { Ref: 'Nowhere' }], 'CommaDelimitedList', 'C'],
    ['a list of which one is a function', ['ann', attribute('Q.Name')], 'CommaDelimitedList', 'C'],
    ['a parameter', env, 'CommaDelimitedList', 'C'],
    ['an empty list', [], 'CommaDelimitedList', 'C'],
    ['no value', noValue, 'CommaDelimitedList', 'C'],
    ['a list of a list that is not known', { 'Fn::Split': [',', env] }, 'CommaDelimitedList', 'C'],
    ['the names of stored lists', '/names', 'AWS::SSM::Parameter::Value<List<String>>', 'N'],
    ['a text for a parameter that is none', 'x, ann', 'MyCommaDelimitedList', 'N'],
  ])('%s', (_, argument, type, letter) => expect(letterOf(files(argument, type), 'X')).toBe(letter));
});

describe('exports', () => {
  const scope = { 'a.json': { scope: 's' }, 'b.json': { scope: 's' }, 'c.json': { scope: 's' } };
  const out = (Name: unknown, more: object = {}, resources: object = {}): object => ({
    Parameters: { Env: { Type: 'String' } },
    Conditions: { IsProd: { 'Fn::Equals': [env, 'prod'] } },
    Resources: { G: group(), ...resources },
    Outputs: {
      O: { Value: { Ref: 'G' }, Export: { Name }, ...more },
      None: 'x',
      NoExport: { Value: 'n' },
      NoName: { Export: {} },
      BadExport: { Export: 'n' },
    },
  });
  const by = (name: unknown): object => ({
    Resources: { U: user({ Groups: [{ 'Fn::ImportValue': name }] }) },
  });
  const elsewhere = (name = 'n'): string =>
    `U: cannot see: a group (the export ${name} is of another stack): it is outside the template`;
  test.each<[string, Files, readonly string[]]>([
    ['of one account', { 'a.json': by('n'), 'b.json': out('n') }, ['U: enforced by G/mfa']],
    [
      'by a text of parts',
      { 'a.json': by(join('', ['n'])), 'b.json': out(sub('n')) },
      ['U: enforced by G/mfa'],
    ],
    [
      'by a name with the region, which may be another one',
      { 'a.json': by(sub('${AWS::AccountId}-n')), 'b.json': out(sub('${AWS::AccountId}-n')) },
      ['U: enforced by G/mfa'],
    ],
    ['of another name', { 'a.json': by('n'), 'b.json': out('m') }, [elsewhere()]],
    ['of a name that is not known', { 'a.json': by('n'), 'b.json': out(env) }, [elsewhere()]],
    ['of a name that is none', { 'a.json': by('n'), 'b.json': out({ A: 1 }) }, [elsewhere()]],
    ['of two stacks', { 'a.json': by('n'), 'b.json': out('n'), 'c.json': out('n') }, [elsewhere()]],
    [
      'of a name with a dynamic reference',
      { 'a.json': by('{{resolve:ssm:/a}}'), 'b.json': out('x') },
      [elsewhere('*')],
    ],
    [
      'of one world',
      { 'a.json': by('n'), 'b.json': out('n', { Condition: 'IsProd' }) },
      [
        'U: cannot see where IsProd is false: a group (the export n is of another stack): it is outside the template',
      ],
    ],
    [
      'of a condition that is no name',
      { 'a.json': by('n'), 'b.json': out('n', { Condition: 7 }) },
      ['U: enforced by G/mfa'],
    ],
    [
      'of a stack that is made in one world',
      {
        'a.json': { Resources: { U: user({ Groups: [{ 'Fn::ImportValue': 'n' }] }) } },
        'b.json': { ...out('x'), Resources: { S: { ...stack('./c.json'), Condition: 'IsProd' } } },
        'c.json': {
          Resources: { G: group() },
          Outputs: { O: { Value: { Ref: 'G' }, Export: { Name: 'n' } } },
        },
      },
      [
        'U: cannot see where IsProd is false: a group (the export n is of another stack): it is outside the template',
      ],
    ],
  ])('%s', (_, files, expected) => expect(answersOf(files, scope)).toEqual(expected));

  test('that lead to each other are followed through 500 steps', () => {
    const chain = (length: number): Files => ({
      'a.json': by(`n${length}`),
      'b.json': {
        ...out('n0'),
        Outputs: Object.fromEntries(
          Array.from({ length: length + 1 }, (_, n) => [
            `O${n}`,
            { Value: n === 0 ? { Ref: 'G' } : { 'Fn::ImportValue': `n${n - 1}` }, Export: { Name: `n${n}` } },
          ]),
        ),
      },
    });
    expect(answersOf(chain(498), scope)).toEqual(['U: enforced by G/mfa']);
    expect(answersOf(chain(500), scope)).toEqual([
      'U: cannot see: a group (a value by too many steps): it is outside the template',
    ]);
  });

  test('are none of another account', () => {
    expect(answersOf({ 'a.json': by('n'), 'b.json': out('n') })).toEqual([elsewhere()]);
  });
});

test('a text has 10,000 letters at most', () => {
  const long = (length: number): object => join('', ['a'.repeat(5_000), 'b'.repeat(length - 5_000)]);
  expect(letterOf(tied(long(10_000), long(10_000)), 'X')).toBe('E');
  expect(letterOf(tied('ann', long(10_001)), 'X')).toBe('C');
});

test('of more than ten variables each is itself', () => {
  const Parameters = Object.fromEntries(letters.map((name) => [name, { Type: 'String' }]));
  const written = letters.map((name) => `\${${name}}`);
  const parts = ['u', ...letters.map((Ref) => ({ Ref }))];
  const others = sub(`x${written.slice(0, -1).join('')}`);
  const files = (reference: unknown): Files =>
    one(
      { X: user({ UserName: sub(`u-${written.join('-')}`) }), P: policy({ Users: [others, reference] }) },
      { Parameters },
    );
  expect(letterOf(files(join('-', parts)), 'X')).toBe('E');
  expect(letterOf(files({ Ref: 'k' }), 'X')).toBe('C');
  expect(answersOf(files({ Ref: 'k' }))).toEqual([
    'X: cannot see: P: whether it is for this user depends on the parameter k',
  ]);
});
