import { expect, test } from '@jest/globals';
import { expandLoops } from '../../rule/gates/loops';

const loop = (
  collection: unknown,
  body: unknown = { 'R${N}': { Of: '${N}' } },
  identifier: unknown = 'N',
) => ({
  'Fn::ForEach::L': [identifier, collection, body],
});
const Parameters = {
  Word: { Type: 'String', Default: 'x,y' },
  Count: { Type: 'Number', Default: 3 },
  List: { Type: 'CommaDelimitedList', Default: ' x, ,y ' },
  Numbers: { Type: 'List<Number>', Default: '1,2' },
  Stored: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/a' },
  Open: { Type: 'String' },
  NoList: { Type: 'MyCommaDelimitedList', Default: 'x,y' },
};
const Mappings = { M: { k: { v: ['x', 'y'], w: 'x' } } };

test.each<[string, unknown, readonly string[] | undefined]>([
  ['a list', ['x', 'y'], ['x', 'y']],
  ['numbers', [1, 'x'], ['1', 'x']],
  ['nothing', [], []],
  ['lists in a list', ['x', { Ref: 'List' }], ['x', 'x', 'y']],
  ['a list by its default', { Ref: 'List' }, ['x', 'y']],
  ['numbers by their default', { Ref: 'Numbers' }, ['1', '2']],
  ['a word by its default', { Ref: 'Word' }, ['x,y']],
  ['a number by its default', { Ref: 'Count' }, ['3']],
  ['another type that ends like a list', { Ref: 'NoList' }, ['x,y']],
  ['what is stored elsewhere', { Ref: 'Stored' }, undefined],
  ['a parameter without a default', { Ref: 'Open' }, undefined],
  ['a parameter that is none', { Ref: 'Nothing' }, undefined],
  ['one that is not known among others', ['x', { Ref: 'Open' }], undefined],
  ['a map', { 'Fn::FindInMap': ['M', 'k', 'v'] }, ['x', 'y']],
  ['one value of a map', { 'Fn::FindInMap': ['M', 'k', 'w'] }, ['x']],
  ['a map by parameters', { 'Fn::FindInMap': ['M', { Ref: 'Open' }, 'v'] }, undefined],
  ['a map without a second key', { 'Fn::FindInMap': ['M', 'k'] }, undefined],
  ['a key that the map lacks', { 'Fn::FindInMap': ['M', 'z', 'v'] }, undefined],
  ['a text that is split', { 'Fn::Split': [',', { Ref: 'Word' }] }, ['x', 'y']],
  ['a text that nobody knows, split', { 'Fn::Split': [',', { Ref: 'Open' }] }, undefined],
  ['several texts, split', { 'Fn::Split': [',', { Ref: 'List' }] }, undefined],
  ['a split by nobody knows what', { 'Fn::Split': [{ Ref: 'Open' }, 'x'] }, undefined],
  ['another function', { 'Fn::GetAZs': '' }, undefined],
  ['nothing at all', null, undefined],
])('a loop over %s', (_, collection, values) => {
  const expanded = expandLoops({ Parameters, Mappings, Resources: { ...loop(collection), A: {} } });
  const made = Object.fromEntries((values ?? []).map((one) => [`R${one}`, { Of: one }]));
  expect(expanded.content['Resources']).toEqual({ ...made, A: {} });
  expect([...expanded.loopOf]).toEqual(Object.keys(made).map((name) => [name, 'Fn::ForEach::L']));
  expect(expanded.unknown.map(({ loop: name }) => name)).toEqual(
    values === undefined ? ['Fn::ForEach::L'] : [],
  );
});

test.each<[string, object]>([
  ['no list', { 'Fn::ForEach::L': 'x' }],
  ['an identifier that is none', loop(['x'], { R: 1 }, 1)],
  ['a body that is none', loop(['x'], 'R')],
  ['more turns than any template has', loop(Array.from({ length: 20_001 }, (_, n) => n))],
])('a loop of %s is not known', (_, resources) => {
  const { content, unknown } = expandLoops({ Resources: resources });
  expect(content['Resources']).toEqual({});
  expect(unknown).toHaveLength(1);
});

test('the most turns are written out', () => {
  const { content } = expandLoops({ Resources: loop(Array.from({ length: 20_000 }, (_, n) => n)) });
  expect(Object.keys(content['Resources'] as object)).toHaveLength(20_000);
});

test('the value is put into keys, texts, lists and references; of a name its letters and digits', () => {
  const body = {
    'R&{N}': { T: '${N}-${N}-&{N}', L: ['${N}', { Ref: 'N' }], O: { Ref: 'M' }, C: 1, Z: null },
  };
  expect(expandLoops({ Resources: loop(['$&.a-1'], body) }).content['Resources']).toEqual({
    Ra1: { T: '$&.a-1-$&.a-1-a1', L: ['$&.a-1', '$&.a-1'], O: { Ref: 'M' }, C: 1, Z: null },
  });
});

test('a loop within a loop is of the outer one', () => {
  const inner = { 'Fn::ForEach::I': ['M', ['1', '2'], { 'R${N}${M}': {} }] };
  const { content, loopOf } = expandLoops({ Resources: loop(['x', 'y'], inner) });
  expect(content['Resources']).toEqual({ Rx1: {}, Rx2: {}, Ry1: {}, Ry2: {} });
  expect(loopOf.get('Ry2')).toBe('Fn::ForEach::L');
});

test('loops are written out in conditions, outputs and properties, where an unknown one stays', () => {
  const open = loop({ Ref: 'Open' });
  const { content, unknown } = expandLoops({
    Conditions: loop(['x']),
    Outputs: loop(['x']),
    Metadata: loop(['x']),
    Resources: { A: { L: [loop(['x'])], ...open, P: { ...loop(['y']), Q: 1 } } },
  });
  expect(content).toEqual({
    Conditions: { Rx: { Of: 'x' } },
    Outputs: { Rx: { Of: 'x' } },
    Metadata: loop(['x']),
    Resources: { A: { L: [{ Rx: { Of: 'x' } }], ...open, P: { Ry: { Of: 'y' }, Q: 1 } } },
  });
  expect(unknown).toEqual([]);
});

test('a section without a loop stays as it is, and what is no section too', () => {
  const content = { Resources: { A: { 'Fn::If': ['C', 1, 2] } }, Outputs: [] };
  expect(expandLoops(content)).toMatchObject({ content, loopOf: new Map(), unknown: [] });
  expect(expandLoops(content).content['Resources']).toBe(content.Resources);
});
