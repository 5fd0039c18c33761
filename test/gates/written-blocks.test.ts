// Blocks of .tf and .tf.json files: where each begins, and its arguments as they are written; for one that is not certain none, or ''.
import { describe, expect, test } from '@jest/globals';
import { blocksIn } from '../../rule/gates/terraform/written-blocks';

type Blocks = Readonly<
  Record<string, readonly [line: number, expressions: Readonly<Record<string, string>>]>
>;

const blocksOf = (files: Readonly<Record<string, string>>): Blocks =>
  Object.fromEntries(
    [...blocksIn(new Map(Object.entries(files)))].map(([key, { line, expressions }]) => [
      key,
      [line, Object.fromEntries(expressions)],
    ]),
  );

const alice = { 'aws_iam_user.alice': [1, { name: '"alice"' }] } as const;

describe('a .tf file', () => {
  test.each<[string, string, Blocks]>([
    ['nothing', '', {}],
    ['a resource', 'resource "aws_iam_user" "alice" {\n  name = "alice"\n}\n', alice],
    ['a resource without quotes', 'resource aws_iam_user alice {\n  name = "alice"\n}', alice],
    ['a resource without spaces', 'resource"aws_iam_user""alice"{name="alice"}', alice],
    ['a resource on one line', 'resource "aws_iam_user" "alice" { name = "alice" }', alice],
    ['much space', '\tresource  "aws_iam_user"   "alice"   {\n\n\n  name   =    "alice"   \n\n}', alice],
    ['a byte order mark', '\ufeffresource "aws_iam_user" "alice" {\n  name = "alice"\n}', alice],
    [
      'lines of Windows',
      '# c\r\nresource "aws_iam_user" "alice" {\r\n  name = "alice"\r\n}\r\n',
      {
        'aws_iam_user.alice': [2, { name: '"alice"' }],
      },
    ],
    [
      'every kind of block',
      'data "a" "b" {\n x = 1\n}\nmodule "m" {\n x = 2\n}\noutput "o" {\n value = 3\n}\nvariable "v" {\n type = any\n}\nlocals {\n x = 4\n}\n',
      {
        'data.a.b': [1, { x: '1' }],
        'module.m': [4, { x: '2' }],
        'output.o': [7, { value: '3' }],
        'variable.v': [10, { type: 'any' }],
        locals: [13, { x: '4' }],
      },
    ],
    [
      'names with a dash and a digit',
      'resource "a_b" "c-1" {\n d-1 = 1\n}',
      { 'a_b.c-1': [1, { 'd-1': '1' }] },
    ],
    [
      'another kind of block',
      'provider "aws" {\n region = "x"\n}\nlocals {\n x = 1\n}',
      { locals: [4, { x: '1' }] },
    ],
    ['several locals', 'locals {\n x = 1\n}\nlocals {\n y = 2\n}', { locals: [1, { x: '1', y: '2' }] }],
    ['one local twice', 'locals {\n x = 1\n}\nlocals {\n x = 2\n}', { locals: [1, { x: '' }] }],
    ['one argument twice', 'resource "a" "b" {\n x = 1\n x = 2\n}', { 'a.b': [1, { x: '' }] }],
    [
      'one resource twice',
      'resource "a" "b" {\n x = 1\n}\nresource "a" "b" {\n y = 2\n}',
      { 'a.b': [1, { x: '1', y: '' }] },
    ],
    ['a variable without spaces', 'variable"v"{type=any}', { 'variable.v': [1, { type: 'any' }] }],
    ['names that run on', 'resourceful {\n x = 1\n}\nvariables {\n x = 1\n}\nresource ab {\n x = 1\n}', {}],
    ['a module without quotes', 'module  m-1 {\n x = 1\n}', { 'module.m-1': [1, { x: '1' }] }],
    ['a word before the block', 'my resource "a" "b" {\n x = 1\n}', {}],
    [
      'a block within a block',
      'resource "a" "b" {\n lifecycle {\n  x = 1\n }\n y = 2\n}',
      { 'a.b': [1, { y: '2' }] },
    ],
    [
      'an expression over lines',
      'locals {\n x = [\n  1,\n  2\n ]\n y = f(\n  1\n )\n z = {\n  a = 1\n }\n}',
      {
        locals: [1, { x: '[\n  1,\n  2\n ]', y: 'f(\n  1\n )', z: '{\n  a = 1\n }' }],
      },
    ],
    ['a comparison', 'locals {\n x = 1 == 2\n}', { locals: [1, { x: '1 == 2' }] }],
    ['no argument', 'locals {\n x == 2\n y\n}', { locals: [1, {}] }],
    ['no end', 'locals {\n x = 1', { locals: [1, { x: '1' }] }],
    ['no end of a text', 'locals {\n x = "a\n y = 2\n}', { locals: [1, { x: '"a\n y = 2\n}' }] }],
    [
      'no end of an expression in a text',
      'locals {\n x = "${a\n y = 2\n}',
      { locals: [1, { x: '"${a\n y = 2\n}' }] },
    ],
    ['no end of a list', 'locals {\n x = [1\n y = 2\n}', { locals: [1, { x: '[1\n y = 2\n}' }] }],
    ['more after the block', 'locals {\n x = 1\n}\n y = 2\n', { locals: [1, { x: '1' }] }],
    ['what other languages write', '{"resource": {}}', {}],
  ])('with %s', (_, text, blocks) => {
    expect(blocksOf({ 'main.tf': text })).toEqual(blocks);
  });

  const after = (x: string, more: Blocks = {}): Blocks => ({ locals: [1, { x, y: '2' }], ...more });
  test.each<[string, string, Blocks]>([
    ['a comment', '1 # { " resource "a" "b" {', after('1')],
    ['a comment with slashes', '1 // { "', after('1')],
    ['a comment of one line', '1 /* { " */', after('1')],
    ['a comment of several lines', '1 /* {\n " \n*/ + 3', after('1  \r\r + 3')],
    ['a comment in a list', '[1, # ]\n 3]', after('[1,  \n 3]')],
    ['a byte order mark', '"a\ufeffb"', after('"a\ufeffb"')],
    ['the sign of a comment in a text', '"# // /*"', after('"# // /*"')],
    ['a brace in a text', '"{"', after('"{"')],
    ['an end in a text', '"}"', after('"}"')],
    ['an escaped quote', '"a\\"{"', after('"a\\"{"')],
    ['an escaped backslash', '"a\\\\"', after('"a\\\\"')],
    ['a block in a text', '"\\nresource \\"a\\" \\"b\\" {"', after('"\\nresource \\"a\\" \\"b\\" {"')],
    ['a text in a text', '"${"}"}"', after('"${"}"}"')],
    ['an object in a text', '"${{ a = "}" }["a"]}"', after('"${{ a = "}" }["a"]}"')],
    ['a directive in a text', '"%{if a == "}"}b%{endif}"', after('"%{if a == "}"}b%{endif}"')],
    ['an escaped expression', '"$${"', after('"$${"')],
    ['an escaped directive', '"%%{"', after('"%%{"')],
    ['a dollar before an expression', '"$${$${a}"', after('"$${$${a}"')],
    ['a dollar and a percentage', '"$ % a$"', after('"$ % a$"')],
    ['texts in texts', '"a${"b${"c"}"}" # {', after('"a${"b${"c"}"}"')],
    ['a here-document', '<<EOT\n}\nresource "a" "b" {\nEOT', after('<<')],
    ['an indented here-document', '<<-EOT\n  "}"\n  EOT', after('<<')],
    ['a here-document without a line', '<<EOT\nEOT', after('<<')],
    ['the word in a here-document', '<<EOT\nEOTX\n aEOT\nEOT', after('<<')],
    ['a here-document by a word of a dash', '<<A-1\n{\nA-1', after('<<')],
    ['a shift', '1 << 2', after('1 << 2')],
    ['two signs and a text', '<<"EOT"', after('<<"EOT"')],
  ])('whose first argument has %s', (_, text, blocks) => {
    expect(blocksOf({ 'main.tf': `locals {\n x = ${text}\n y = 2\n}\n` })).toEqual(blocks);
  });

  test.each<[string, string, number]>([
    ['a comment', '# a\n', 2],
    ['comments', '/* a\n\n*/\n// b\n', 5],
    ['a comment with a block', '/*\nlocals {\n*/\n', 4],
    ['a here-document', 'locals {\n x = <<E\n\n\nE\n}\n', 7],
    ['an argument', 'locals {\n x = 1\n}\n', 4],
    ['a text with a line', 'locals {\n x = "\n"\n}\n', 5],
  ])('that begins with %s has the line of what follows', (_, text, line) => {
    expect(blocksOf({ 'main.tf': `${text}output "o" {\n value = 1\n}` })['output.o']).toEqual([
      line,
      { value: '1' },
    ]);
  });

  test.each([
    ['no end of a comment', 'locals {\n x = 1\n}\n/*\noutput "o" {\n}\n', 'locals'],
    ['no end of a here-document', 'locals {\n x = 1\n}\noutput "o" {\n value = <<E\n', 'locals,output.o'],
    ['no end of a here-document with a block', 'locals {\n x = <<E\n}\noutput "o" {\n}\n', 'locals'],
    ['a here-document to its end', 'locals {\n x = <<E\n}\nE', 'locals'],
    ['a comment to its end', 'locals {\n x = 1\n}\n# ', 'locals'],
    ['a document in a document', 'locals {\n x = 1\n}\noutput "o" {\n value = <<E\n${<<F\nF\n}\nE\n}', ''],
    ['a document in a directive', 'output "o" {\n value = <<E\n%{ if x == <<F\nF\n}\nE\n}', ''],
    ['two documents', 'output "o" {\n value = <<E\n${a} <<F\nE\n}', 'output.o'],
  ])('with %s has the blocks %s', (_, text, keys) => {
    expect(Object.keys(blocksOf({ 'main.tf': text })).join()).toBe(keys);
  });
});

describe('a .tf.json file', () => {
  test.each<[string, string, Blocks]>([
    [
      'every kind of block',
      JSON.stringify(
        {
          resource: { a: { b: { x: 1, y: '${var.z}', z: 'v${var.z}' } } },
          data: { c: { d: { x: ['${each.key}', true] } } },
          module: { m: { source: './m' } },
          output: { o: { value: '${local.x}' } },
          variable: { v: { default: null } },
          locals: { x: '${merge({}, var.y)}', y: '${a["b"]}' },
        },
        null,
        1,
      ),
      {
        'a.b': [4, { x: '1', y: 'var.z', z: '"v${var.z}"' }],
        'data.c.d': [13, { x: '[each.key,true]' }],
        'module.m': [1, { source: '"./m"' }],
        'output.o': [1, { value: 'local.x' }],
        'variable.v': [1, { default: 'null' }],
        locals: [1, { x: '"${merge({}, var.y)}"', y: '"${a[\\"b\\"]}"' }],
      },
    ],
    [
      'lists of blocks',
      '{"resource":[{"a":[{"b":[{"x":1}]}]},{"c":{"d":{"x":2}}}],"output":[{"o":{"value":1}}],"locals":[{"x":1},{"y":2}]}',
      {
        'a.b': [1, { x: '1' }],
        'c.d': [1, { x: '2' }],
        'output.o': [1, { value: '1' }],
        locals: [1, { x: '1', y: '2' }],
      },
    ],
    [
      'values of other types',
      '{"resource":{"a":{"b":7,"c":[null]},"d":true},"module":7,"output":{"o":[]},"locals":"x","other":{"a":{"b":{}}}}',
      {},
    ],
    [
      'a name that the text has not',
      '{\n"resource":{"a":{"\\u0062":{"x":1}}}\n}',
      { 'a.b': [1, { x: '1' }] },
    ],
    [
      'one name of two types',
      '{"resource":{"a":{\n"b":{}},\n"c":{\n"b":{}}}}',
      { 'a.b': [2, {}], 'c.b': [4, {}] },
    ],
    ['no JSON', '{', {}],
    ['a list', '[{"locals":{"x":1}}]', {}],
    ['null', 'null', {}],
    ['a text', '"locals"', {}],
    ['a block of the other language', 'locals {\n x = 1\n}', {}],
  ])('with %s', (_, text, blocks) => {
    expect(blocksOf({ 'main.tf.json': text })).toEqual(blocks);
  });
});

describe('files together', () => {
  test('have the place of the first, and no argument of a resource that an override file has', () => {
    const files = new Map([
      ['a.tf', '\nresource "a" "b" {\n x = 1\n y = 2\n}\nlocals {\n x = 1\n}'],
      ['a_override.tf', 'resource "a" "b" {\n x = 3\n z = 4\n}\nlocals {\n y = 2\n}'],
      ['c.tf.json', '{"resource":{"c":{"d":{"x":1}}}}'],
    ]);
    expect([...blocksIn(files)]).toEqual([
      [
        'a.b',
        {
          file: 'a.tf',
          line: 2,
          expressions: new Map([
            ['x', ''],
            ['y', '2'],
            ['z', ''],
          ]),
        },
      ],
      [
        'locals',
        {
          file: 'a.tf',
          line: 6,
          expressions: new Map([
            ['x', '1'],
            ['y', '2'],
          ]),
        },
      ],
      ['c.d', { file: 'c.tf.json', line: 1, expressions: new Map([['x', '1']]) }],
    ]);
  });
});
