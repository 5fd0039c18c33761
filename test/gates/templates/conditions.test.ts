// In which ways the conditions of a template can come out together, over all values that its parameters can have.
import { describe, expect, test } from '@jest/globals';
import { Conditions } from '../../../rule/gates/cloudformation/conditions';
import type { ConditionSource } from '../../../rule/gates/cloudformation/formulas';

type Json = Readonly<Record<string, unknown>>;

const Parameters = {
  Env: { Type: 'String', AllowedValues: ['dev', 'prod'] },
  Count: { Type: 'Number', AllowedValues: [1, 2] },
  One: { Type: 'String', AllowedValues: ['only'] },
  Far: { Type: 'String', AllowedValues: ['north', 'south'] },
  Stored: { Type: 'AWS::SSM::Parameter::Value<String>', AllowedValues: ['/a'] },
  Listed: { Type: 'CommaDelimitedList', AllowedValues: ['a', 'b'] },
  Numbers: { Type: 'List<Number>', AllowedValues: ['1', '2'] },
  P: { Type: 'String' },
  Q: { Type: 'String' },
};
const Mappings = {
  M: { dev: { x: 'on', n: 7 }, prod: { x: 'off', n: 7, y: 'on' }, gold: { x: 'on' } },
  Rows: { a: { row: 'dev' }, b: { row: 'nowhere' } },
};
const source = (content: Json, more: Partial<ConditionSource> = {}): ConditionSource => ({
  id: 't',
  environment: 'e',
  content: { Parameters, Mappings, ...content },
  argument: () => undefined,
  ...more,
});
const ref = (Ref: string): object => ({ Ref });
const equals = (...of: readonly unknown[]): object => ({ 'Fn::Equals': of });
const env = (value: string): object => equals(ref('Env'), value);
const not = (one: unknown): object => ({ 'Fn::Not': [one] });
const and = (...of: readonly unknown[]): object => ({ 'Fn::And': of });
const or = (...of: readonly unknown[]): object => ({ 'Fn::Or': of });
const sub = (text: unknown, given?: object): object => ({
  'Fn::Sub': given === undefined ? text : [text, given],
});
const join = (separator: unknown, parts: unknown): object => ({ 'Fn::Join': [separator, parts] });
const find = (...keys: readonly unknown[]): object => ({ 'Fn::FindInMap': keys });
const choice = (...of: readonly unknown[]): object => ({ 'Fn::If': of });
const named = (Condition: string): object => ({ Condition });

/** "TF FT": one of the two is true. Of one condition: "T", "F", or "T F" where it may be either. */
function ways(source: ConditionSource, names = Object.keys(source.content['Conditions'] as Json)): string {
  const conditions = new Conditions();
  const found: string[] = [];
  for (let n = 0; n < 2 ** names.length; n += 1) {
    const isTrue = names.map((_, at) => ((n >> (names.length - 1 - at)) & 1) === 0);
    const assumptions = names.map((condition, at) => ({
      template: source,
      condition,
      isTrue: isTrue[at] === true,
    }));
    if (conditions.arePossible(assumptions)) found.push(isTrue.map((one) => (one ? 'T' : 'F')).join(''));
  }
  return found.join(' ');
}

describe('one condition', () => {
  test.each<[string, unknown, string]>([
    ['equal texts', equals('a', 'a'), 'T'],
    ['other texts', equals('a', 'b'), 'F'],
    ['a number is its text', equals(7, '7'), 'T'],
    ['a parameter without allowed values', equals(ref('P'), 'a'), 'T F'],
    ['an allowed value', env('dev'), 'T F'],
    ['a value that is not allowed', env('qa'), 'F'],
    ['the only allowed value', equals(ref('One'), 'only'), 'T'],
    [
      'beside a parameter that is free, too',
      and(equals(ref('P'), 'a'), not(equals(ref('One'), 'only'))),
      'F',
    ],
    ['an allowed number', equals(ref('Count'), '2'), 'T F'],
    ['a number that is not allowed', equals(ref('Count'), '3'), 'F'],
    ['the allowed values of a stored parameter are names', equals(ref('Stored'), 'x'), 'T F'],
    ['those of a list are of its members', equals(ref('Listed'), 'a,b'), 'T F'],
    ['those of a list of numbers, too', equals(ref('Numbers'), '1,2'), 'T F'],
    ['a parameter is itself', equals(ref('P'), ref('P')), 'T'],
    ['two free parameters', equals(ref('P'), ref('Q')), 'T F'],
    ['two parameters that share no value', equals(ref('Env'), ref('Far')), 'F'],
    ['a free parameter and one of few values', equals(ref('P'), ref('Env')), 'T F'],
    ['not', not(equals('a', 'a')), 'F'],
    ['and of true ones', and(equals('a', 'a'), equals('b', 'b')), 'T'],
    ['and with a false one', and(equals('a', 'a'), equals('b', 'c')), 'F'],
    ['or of false ones', or(equals('a', 'b'), equals('b', 'c')), 'F'],
    ['or with a true one', or(equals('a', 'b'), equals('c', 'c')), 'T'],
    ['all values of a parameter', or(env('dev'), env('prod')), 'T'],
    ['two values at once', and(env('dev'), env('prod')), 'F'],
    ['three texts are no comparison', equals('a', 'a', 'a'), 'T F'],
    ['one text is none, either', equals('a'), 'T F'],
    ['a comparison of no list', { 'Fn::Equals': 'a' }, 'T F'],
    ['and of no list', { 'Fn::And': 'a' }, 'T F'],
    ['a list contains', { 'Fn::Contains': [['a', 'b'], 'b'] }, 'T'],
    ['a list contains not', { 'Fn::Contains': [['a', 'b'], 'c'] }, 'F'],
    ['a list contains a parameter', { 'Fn::Contains': [['dev', 'prod'], ref('Env')] }, 'T'],
    ['a list that nobody knows', { 'Fn::Contains': [ref('Listed'), 'a'] }, 'T F'],
    ['another function over a list', { 'Fn::EachMemberEquals': [['a', 'b'], 'a'] }, 'T F'],
    ['another function over lists', { 'Fn::EachMemberIn': [['a'], ['a']] }, 'T F'],
    ['nothing', {}, 'T F'],
    ['a text', 'x', 'T F'],
    ['a list', [], 'T F'],
    ['no value', null, 'T F'],
    ['a condition that leads back to itself', not(named('C')), 'T F'],
    ['a reference to a condition that is missing', named('Nowhere'), 'T F'],
    ['null is no other text', equals(null, 'a'), 'F'],
    ['a list is no text', equals(['a'], 'a'), 'T F'],
    ['a list is itself', equals(['a'], ['a']), 'T'],
    ['another function is itself', equals({ 'Fn::Later': 1 }, { 'Fn::Later': 1 }), 'T'],
    ['another function may be another one', equals({ 'Fn::Later': 1 }, { 'Fn::Later': 2 }), 'T F'],
    ['a dynamic reference', equals('{{resolve:ssm:/x}}', 'a'), 'T F'],
    ['a dynamic reference is itself', equals('{{resolve:ssm:/x}}', '{{resolve:ssm:/x}}'), 'T'],
    ['the account', equals(ref('AWS::AccountId'), '111122223333'), 'T F'],
    ['the account is not the region', equals(ref('AWS::AccountId'), ref('AWS::Region')), 'T F'],
    ['the account in a text is the account', equals(ref('AWS::AccountId'), sub('${AWS::AccountId}')), 'T'],
  ])('%s', (_, C, expected) => expect(ways(source({ Conditions: { C } }), ['C'])).toBe(expected));
});

describe('a text that is put together', () => {
  test.each<[string, unknown, unknown, string]>([
    ['without a variable', sub('abc'), 'abc', 'T'],
    ['of nothing', sub(''), '', 'T'],
    ['of nothing is no other text', sub(''), 'x', 'F'],
    ['of a parameter alone is the parameter', sub('${P}'), ref('P'), 'T'],
    ['with a parameter', sub('a-${P}'), 'a-b', 'T F'],
    ['with a parameter is itself', sub('a-${P}'), sub('a-${P}'), 'T'],
    ['with another parameter', sub('a-${P}'), sub('a-${Q}'), 'T F'],
    ['in two ways', sub('a-${P}'), join('-', ['a', ref('P')]), 'T'],
    ['of what is escaped', sub('${!P}'), '${P}', 'T'],
    ['of a variable of its own', sub('${v}b', { v: 'a' }), 'ab', 'T'],
    ['of a variable of its own, and another text', sub('${v}b', { v: 'a' }), 'aa', 'F'],
    ['of what others have as variables', sub('${P}', { v: 'a' }), 'a', 'T F'],
    ['of an attribute', sub('${A.B}'), 'a', 'T F'],
    ['of one attribute twice', sub('${A.B}'), sub('${A.B}'), 'T'],
    ['of two attributes', sub('${A.B}'), sub('${A.C}'), 'T F'],
    ['of parts', join('-', ['a', 'b', 'c']), 'a-b-c', 'T'],
    ['of parts, and another text', join('-', ['a', 'b']), 'a-c', 'F'],
    ['of parts of which one is open', join('-', ['a', ref('P')]), 'a-b', 'T F'],
    ['by no text', join(7, ['a']), '7a', 'T F'],
    ['of no list', join('-', 'a'), 'a', 'T F'],
    ['of no list twice', join('-', ref('Listed')), join('-', ref('Listed')), 'T'],
    ['that is as long as is read', sub('${!a}b'.repeat(10)), '${a}b'.repeat(10), 'T'],
    ['of 10,000 letters', join('', ['a'.repeat(5_000), 'b'.repeat(5_000)]), 'x', 'F'],
    ['of more', join('', ['a'.repeat(5_000), 'b'.repeat(5_001)]), 'x', 'T F'],
    [
      'of one of a map, twice',
      join('-', [find('M', ref('Env'), 'x'), 'a']),
      join('-', [find('M', ref('Env'), 'x'), 'a']),
      'T',
    ],
    [
      'of two of a map',
      join('-', [find('M', ref('Env'), 'x'), 'a']),
      join('-', [find('M', ref('P'), 'x'), 'a']),
      'T F',
    ],
  ])('%s', (_, one, other, expected) => {
    expect(ways(source({ Conditions: { C: equals(one, other) } }))).toBe(expected);
    expect(ways(source({ Conditions: { C: equals(other, one) } }))).toBe(expected);
  });
});

describe('one of a map', () => {
  test.each<[string, unknown, string]>([
    ['by texts', equals(find('M', 'dev', 'x'), 'on'), 'T'],
    ['by texts, and another value', equals(find('M', 'prod', 'x'), 'on'), 'F'],
    ['a number', equals(find('M', 'prod', 'n'), '7'), 'T'],
    ['by a parameter', equals(find('M', ref('Env'), 'x'), 'on'), 'T F'],
    ['by a parameter, where all rows have one value', equals(find('M', ref('Env'), 'n'), '7'), 'T'],
    ['by a free parameter, which the map must have', equals(find('M', ref('P'), 'n'), '7'), 'T'],
    ['by two parameters', equals(find('M', ref('Env'), ref('P')), 'on'), 'T F'],
    ['by a column that one row alone has', equals(find('M', ref('Env'), 'y'), 'on'), 'T'],
    ['compared with a free parameter', equals(find('M', ref('Env'), 'x'), ref('P')), 'T F'],
    ['is itself', equals(find('M', ref('P'), 'x'), find('M', ref('P'), 'x')), 'T'],
    ['a row that is missing: nothing is deployed', equals(find('M', 'zz', 'x'), 'on'), ''],
    [
      'a row that is missing, with another value',
      equals(find('M', 'zz', 'x', { DefaultValue: 'd' }), 'd'),
      'T',
    ],
    [
      'a column that is missing, with another value',
      equals(find('M', 'gold', 'zz', { DefaultValue: 'd' }), 'd'),
      'T',
    ],
    [
      'another value that is a parameter',
      equals(find('M', 'zz', 'x', { DefaultValue: ref('P') }), 'd'),
      'T F',
    ],
    ['another value for some keys', equals(find('M', ref('P'), 'n', { DefaultValue: '8' }), '8'), 'T F'],
    ['a fourth part that is none', equals(find('M', ref('P'), 'n', 'x'), '7'), 'T'],
    ['a map that is missing', equals(find('Z', 'dev', 'x'), 'on'), 'T F'],
    ['a map by a parameter', equals(find(ref('P'), 'dev', 'x'), 'on'), 'T F'],
    ['a map and a row', equals(find('M', 'dev'), 'on'), 'T F'],
    ['a map alone', equals(find('M'), 'on'), 'T F'],
    ['by one of another map', equals(find('M', find('Rows', ref('P'), 'row'), 'x'), 'on'), 'T'],
    ['by one of another map with texts', equals(find('M', find('Rows', 'a', 'row'), 'x'), 'on'), 'T'],
  ])('%s', (_, C, expected) => expect(ways(source({ Conditions: { C } }))).toBe(expected));
});

describe('conditions together', () => {
  const P = (value: string): object => equals(ref('P'), value);
  test.each<[string, Json, string]>([
    ['two values of one parameter', { A: P('a'), B: P('b') }, 'TF FT FF'],
    ['all values of one parameter', { A: env('dev'), B: env('prod') }, 'TF FT'],
    ['two parameters', { A: P('a'), B: equals(ref('Q'), 'a') }, 'TT TF FT FF'],
    ['one and its opposite', { A: P('a'), B: not(named('A')) }, 'TF FT'],
    [
      'one that stands on both',
      { A: P('a'), B: env('dev'), C: and(named('A'), named('B')) },
      'TTT TFF FTF FFF',
    ],
    [
      'equal parameters have equal values',
      { A: equals(ref('P'), ref('Q')), B: P('a'), C: equals(ref('Q'), 'a') },
      'TTT TFF FTF FFT FFF',
    ],
    [
      'what is not known is the same wherever it is',
      { A: { 'Fn::Later': 1 }, B: not({ 'Fn::Later': 1 }) },
      'TF FT',
    ],
    ['two that are not known', { A: { 'Fn::Later': 1 }, B: { 'Fn::Later': 2 } }, 'TT TF FT FF'],
    ['one of the name of a parameter', { P: P('x'), A: P('y') }, 'TF FT FF'],
    [
      'what is not known, as a condition and as a text',
      { A: { 'Fn::Later': 1 }, B: equals({ 'Fn::Later': 1 }, 'x') },
      'TT TF FT FF',
    ],
    ['one missing condition', { A: named('X'), B: not(named('X')) }, 'TF FT'],
    ['two missing conditions', { A: named('X'), B: named('Y') }, 'TT TF FT FF'],
    ['conditions in a ring', { A: not(named('B')), B: not(named('A')) }, 'TF FT'],
    [
      'a map that must have the key, whatever else is true',
      { A: P('silver'), B: or(equals('a', 'a'), equals(find('M', ref('P'), 'x'), 'on')) },
      'FT',
    ],
    [
      'a row that the next map lacks, whatever else is true',
      { A: P('b'), B: or(equals('a', 'a'), equals(find('M', find('Rows', ref('P'), 'row'), 'x'), 'on')) },
      'FT',
    ],
    ['a choice of texts', { A: env('dev'), B: equals(choice('A', 'a', 'b'), 'a') }, 'TT FF'],
    ['a choice as the second', { A: env('dev'), B: equals('a', choice('A', 'a', 'b')) }, 'TT FF'],
    ['two choices', { A: env('dev'), B: equals(choice('A', 'a', 'b'), choice('A', 'b', 'a')) }, 'TF FF'],
    ['a choice of parameters', { A: env('dev'), B: equals(choice('A', ref('One'), 'x'), 'only') }, 'TT FF'],
    ['a choice by no name', { A: env('dev'), B: equals(choice({ Ref: 'A' }, 'a', 'a'), 'a') }, 'TT TF FT FF'],
    ['a map by the same parameter', { A: env('dev'), B: equals(find('M', ref('Env'), 'x'), 'on') }, 'TT FF'],
    [
      'a free parameter that the map must have',
      { A: P('silver'), B: equals(find('M', ref('P'), 'x'), 'on') },
      'FT FF',
    ],
    [
      'a free parameter with another value',
      { A: P('silver'), B: equals(find('M', ref('P'), 'x', { DefaultValue: 'on' }), 'on') },
      'TT FT FF',
    ],
    [
      'a row that the next map lacks',
      { A: P('b'), B: equals(find('M', find('Rows', ref('P'), 'row'), 'x'), 'on') },
      'FT',
    ],
  ])('%s', (_, Conditions, expected) => expect(ways(source({ Conditions }))).toBe(expected));
});

describe('rules', () => {
  const A = equals(ref('P'), 'a');
  const B = equals(ref('Q'), 'b');
  const must = (...asserted: readonly unknown[]): object => ({
    Assertions: asserted.map((Assert) => ({ Assert })),
  });
  test.each<[string, unknown, string]>([
    ['an assertion', { R: must(A) }, 'TT TF'],
    ['two assertions', { R: must(A, not(B)) }, 'TF'],
    ['two rules', { R: must(A), S: must(B) }, 'TT'],
    ['an assertion under a condition', { R: { RuleCondition: B, ...must(A) } }, 'TT TF FF'],
    ['an assertion over both', { R: must(or(A, B)) }, 'TT TF FT'],
    ['an assertion of another parameter', { R: must(env('qa')) }, ''],
    ['values', { R: must({ 'Fn::Contains': [['b', 'c'], ref('P')] }) }, 'FT FF'],
    ['no assertion', { R: {} }, 'TT TF FT FF'],
    ['an assertion that is none', { R: { Assertions: ['x', null] } }, 'TT TF FT FF'],
    ['a rule that is none', { R: 'x', S: null, T: [] }, 'TT TF FT FF'],
    ['rules that are none', [], 'TT TF FT FF'],
  ])('%s', (_, Rules, expected) => {
    const content = source({ Conditions: { A, B }, Rules });
    expect(ways(content)).toBe(expected);
  });

  test('of parameters that nobody asks for say nothing', () => {
    expect(ways(source({ Conditions: { C: equals('a', 'a') }, Rules: { R: must(env('qa')) } }))).toBe('T');
  });
});

describe('conditions of several templates', () => {
  const same =
    (value: unknown): ((id: string, environment: string) => ConditionSource) =>
    (id, environment) =>
      source({ Conditions: { C: equals(value, 'x') } }, { id, environment });
  test.each<[string, unknown, string, string]>([
    ['the account is one', ref('AWS::AccountId'), 'f', 'TT FF'],
    ['the partition is one', ref('AWS::Partition'), 'f', 'TT FF'],
    ['the end of its hosts is one', sub('${AWS::URLSuffix}'), 'f', 'TT FF'],
    ['a region is of an environment', ref('AWS::Region'), 'e', 'TT FF'],
    ['another environment may have another region', ref('AWS::Region'), 'f', 'TT TF FT FF'],
    ['each stack has its name', ref('AWS::StackName'), 'e', 'TT TF FT FF'],
    ['a parameter is of its template', ref('P'), 'e', 'TT TF FT FF'],
    ['a function is of its template', { 'Fn::Later': 1 }, 'e', 'TT TF FT FF'],
    ['a dynamic reference is one', '{{resolve:ssm:/x}}', 'f', 'TT FF'],
  ])('%s', (_, value, environment, expected) => {
    const conditions = new Conditions();
    const [one, other] = [same(value)('one', 'e'), same(value)('other', environment)];
    const found = ['TT', 'TF', 'FT', 'FF'].filter((way) =>
      conditions.arePossible([
        { template: one, condition: 'C', isTrue: way.startsWith('T') },
        { template: other, condition: 'C', isTrue: way.endsWith('T') },
      ]),
    );
    expect(found.join(' ')).toBe(expected);
  });

  test.each<[string, unknown, string]>([
    ['a text', 'a', 'T'],
    ['another text', 'b', 'F'],
    ['a parameter of the outer template', ref('Env'), 'F'],
    ['a choice of the outer template', choice('Dev', 'a', 'b'), 'T F'],
    ['one value of a choice', choice('Dev', 'a', 'a'), 'T'],
  ])('an argument that is %s', (_, raw, expected) => {
    const outer = source({ Conditions: { Dev: env('dev') } }, { id: 'outer' });
    const argument: ConditionSource['argument'] = (name) =>
      name === 'P' ? { raw, template: outer } : undefined;
    expect(ways(source({ Conditions: { C: equals(ref('P'), 'a') } }, { argument }))).toBe(expected);
    expect(ways(source({ Conditions: { C: equals('a-a', sub('a-${P}')) } }, { argument }))).toBe(
      // Within a text a choice is not followed.
      raw === 'a' ? 'T' : raw === 'b' ? 'F' : 'T F',
    );
  });
});

describe('where it ends', () => {
  const chain = (name: string, length: number): Json =>
    Object.fromEntries(
      Array.from({ length }, (_, n) => [
        `${name}${n}`,
        n === 0 ? equals('a', 'a') : named(`${name}${n - 1}`),
      ]),
    );

  test('conditions that stand on each other are followed through 500', () => {
    expect(ways(source({ Conditions: chain('A', 500) }), ['A499'])).toBe('T');
    expect(ways(source({ Conditions: chain('A', 501) }), ['A500'])).toBe('T F');
    const both = { ...chain('A', 120), ...chain('B', 400), Both: and(named('A119'), named('B399')) };
    expect(ways(source({ Conditions: both }), ['Both'])).toBe('T');
  });

  test('a question of too many tries counts as possible, and takes nothing from the next', () => {
    const many = Array.from({ length: 6 }, (_, n) => `N${n}`);
    const AllowedValues = ['1', '2', '3', '4', '5', '6', '7'];
    const of = Object.fromEntries(many.map((name) => [name, { Type: 'String', AllowedValues }]));
    const content = source({
      Parameters: { ...Parameters, ...of },
      Conditions: {
        Hard: and(...many.map((name) => not(equals(ref(name), '8'))), env('dev'), env('prod')),
        Easy: and(env('dev'), env('prod')),
      },
    });
    const conditions = new Conditions();
    const isPossible = (condition: string): boolean =>
      conditions.arePossible([{ template: content, condition, isTrue: true }]);

    expect([isPossible('Hard'), isPossible('Easy'), conditions.areExhausted]).toEqual([true, false, false]);
  });

  test('after so many looks everything counts as possible', () => {
    const conditions = new Conditions();
    const never = [
      { template: source({ Conditions: { C: equals('a', 'b') } }), condition: 'C', isTrue: true },
    ];
    conditions.spend(5_000_000);
    expect(conditions.areExhausted).toBe(false);
    conditions.spend(1);
    expect(conditions.areExhausted).toBe(true);
    expect(conditions.arePossible(never)).toBe(true);
  });
});
