import { describe, expect, test } from '@jest/globals';
import { InvalidDocumentError } from '../../rule/gates/invalid-document-error';
import { maxDocumentBytes, parseDocument, parseIfKnown, tooLarge } from '../../rule/gates/parse-document';

const json = JSON.stringify;
const plan = (more: object = {}): string => json({ format_version: '1.2', resource_changes: [], ...more });
const nested = (levels: number): string => `{"Resources":${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}}`;

describe('the kind of a file', () => {
  test.each<[string, string, string | undefined]>([
    ['a plan', plan(), 'terraform-plan'],
    ['a plan of values alone', json({ format_version: '0.1', planned_values: {} }), 'terraform-plan'],
    ['a plan of an old version', plan({ format_version: '0.12' }), 'terraform-plan'],
    ['a plan that says something twice', plan().replace('{', '{"a": 1, "a": 2, '), 'terraform-plan'],
    ['a plan of the future', plan({ format_version: '1.10' }), 'terraform-plan'],
    ['a plan that did not fail', plan({ errored: false }), 'terraform-plan'],
    ['a template', json({ Resources: {} }), 'cloudformation-template'],
    ['a template of YAML', 'Resources:\n  A: {}\n', 'cloudformation-template'],
    ['a template with a byte order mark', `\uFEFF ${json({ Resources: {} })}`, 'cloudformation-template'],
    ['a template in flow style', '{Resources: {A: !Ref B}}', 'cloudformation-template'],
    ['a template that names a version', plan({ Resources: {} }), 'cloudformation-template'],
    ['a list', '[]', undefined],
    ['nothing', '', undefined],
    ['a text', 'x', undefined],
    ['a comment', '# x\n', undefined],
    ['resources that are none', json({ Resources: [] }), undefined],
    ['a version that is no text', json({ format_version: 1.2, resource_changes: [] }), undefined],
    ['the deepest that is read', nested(199), 'cloudformation-template'],
  ])('%s', (_, text, kind) => {
    expect(parseIfKnown('f', text)?.kind).toBe(kind);
  });
});

const neither =
  'f: is neither a Terraform plan nor a CloudFormation template, allowed: the output of "terraform show -json PLAN", or a template with Resources, in JSON or YAML.';
describe('a file that is refused by one sentence', () => {
  test.each<[string, string, string]>([
    ['another kind', '[]', neither],
    [
      'a version that is not known',
      plan({ format_version: '2.0-and-much-more-behind' }),
      'f: is a Terraform plan of format version "2.0-and-much-more-be", allowed: 0.1 to 1.x.',
    ],
    [
      'a version before the first',
      plan({ format_version: '0.0' }),
      'f: is a Terraform plan of format version "0.0", allowed: 0.1 to 1.x.',
    ],
    [
      'a version within another text',
      plan({ format_version: '11.2x' }),
      'f: is a Terraform plan of format version "11.2x", allowed: 0.1 to 1.x.',
    ],
    [
      'a version and more',
      plan({ format_version: '1.2x' }),
      'f: is a Terraform plan of format version "1.2x", allowed: 0.1 to 1.x.',
    ],
    [
      'a version behind more',
      plan({ format_version: 'x1.2' }),
      'f: is a Terraform plan of format version "x1.2", allowed: 0.1 to 1.x.',
    ],
    [
      'an old version and more',
      plan({ format_version: '0.1x' }),
      'f: is a Terraform plan of format version "0.1x", allowed: 0.1 to 1.x.',
    ],
    [
      'a key that YAML has twice',
      'Resources:\n  A: {}\n  A: {}\n',
      'f: is not YAML that CloudFormation knows: Map keys must be unique at line 3, column 3.',
    ],
    [
      'a tag that is none',
      'Resources:\n  A: !Nothing x\n',
      'f: is not YAML that CloudFormation knows: Unresolved tag: !Nothing at line 2, column 6.',
    ],
    [
      'a state',
      json({ format_version: '1.0', values: {} }),
      'f: is Terraform\'s JSON, but no plan, allowed: the output of "terraform show -json PLAN" with the file that "terraform plan -out=PLAN" wrote.',
    ],
    [
      'a plan that failed',
      plan({ errored: true }),
      'f: is a Terraform plan that ended in an error and may lack resources, allowed: a plan that succeeded.',
    ],
    ['JSON that is cut', '{"Resources": {', 'f: is not JSON.'],
    [
      'more levels than a template has',
      nested(200),
      'f: is nested deeper than 200 levels, which no template is.',
    ],
    [
      'a key that is there twice',
      '{"Resources": {\n"A": {},\n"A": {},\n"A": {}}}',
      'f: has the key "A" a second time in line 3.',
    ],
    [
      'a key that is there twice, once in another spelling',
      '{"Resources": {"A": {"x": "A", "\\u0041": [{"A": 1}],\n "A": 2}}}',
      'f: has the key "A" a second time in line 2.',
    ],
    [
      'aliases that multiply',
      `a0: &a0 [x]\n${Array.from({ length: 9 }, (_, n) => `a${n + 1}: &a${n + 1} [${`*a${n}, `.repeat(9)}]`).join('\n')}\nResources: {}`,
      'f: has YAML aliases that multiply or lead back to themselves.',
    ],
    [
      'an alias that leads back',
      'Resources: &r\n  A: *r\n',
      'f: has YAML aliases that multiply or lead back to themselves.',
    ],
  ])('%s', (_, text, sentence) => {
    const parse = () => parseDocument('f', text);
    expect(parse).toThrow(InvalidDocumentError);
    expect(parse).toThrow(new RegExp(`^${sentence.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`));
  });

  test.each(['Resources: {\n', 'Resources:\n  A: !Nothing x\n', 'a: 1\na: 2\n'])('YAML like %j', (text) => {
    expect(() => parseDocument('f', text)).toThrow(
      /^f: is not YAML that CloudFormation knows: [^\n]*[^:\n]\.$/,
    );
  });

  test('says by what it was refused', () => {
    const cause = (text: string): unknown => {
      try {
        return parseDocument('f', text);
      } catch (error) {
        return error instanceof Error ? error.cause : undefined;
      }
    };
    expect(cause('{"Resources": {')).toBeInstanceOf(SyntaxError);
    expect(cause('Resources: &r\n  A: *r\n')).toBeInstanceOf(Error);
  });

  test('too many bytes', () => {
    expect(() => parseIfKnown('f', 'é'.repeat(maxDocumentBytes / 2 + 1))).toThrow(/^f: has 65 MiB/);
    expect(tooLarge('f', maxDocumentBytes + 1).message).toBe('f: has 65 MiB, allowed: at most 64 MiB.');
    expect(maxDocumentBytes).toBe(67_108_864);
  });
});

describe('the line of a resource', () => {
  test.each<[string, string, Readonly<Record<string, number>>]>([
    [
      'in JSON',
      '{"Metadata": {"Resources": {\n"A": {}}},\n"Resources": {\n"A": {"Resources": {"B": {}}, "C": "x\\"{"},\n\n"D": {}}, "Outputs": {\n"E": 1}}',
      { A: 4, B: 1, C: 1, D: 6, E: 1, F: 1 },
    ],
    [
      'in JSON, whose texts have brackets',
      '{"Resources": {\n"A": {"x": "a{{b", "y": "[[", "z": "\\"}}"},\n"B": {}}}',
      { A: 2, B: 3 },
    ],
    ['in YAML that names it by a number', 'Resources:\n  1: {}\n  ? [a]\n  : {}\n  B: {}\n', { 1: 2, B: 5 }],
    ['in YAML', 'Outputs:\n  E: 1\nResources:\n  A: {}\n\n  D:\n    B: 1\n', { A: 4, B: 1, D: 6, E: 1 }],
    [
      'of a loop',
      'Resources:\n  A: {}\n  Fn::ForEach::L:\n    - N\n    - [x, y]\n    - B${N}: {}\n',
      { A: 2, Bx: 3, By: 3, Bz: 1 },
    ],
  ])('%s', (_, text, lines) => {
    const { lineOf } = parseDocument('f', text);
    expect(Object.fromEntries(Object.keys(lines).map((name) => [name, lineOf(name)]))).toEqual(lines);
  });

  test('further documents are said by their lines, and empty ones are none', () => {
    expect(parseDocument('f', 'Resources: {}\n---\n---\nA: 1\n---\n- x\n').further).toEqual([3, 5]);
    expect(parseDocument('f', 'Resources: {}\n---\nx\n---\n1\n').further).toEqual([2, 4]);
    expect(parseDocument('f', 'Resources: {}\n---\n# x\n')).not.toHaveProperty('further');
    expect(parseDocument('f', 'Resources: {}\n--- ~\n')).not.toHaveProperty('further');
    expect(parseDocument('f', 'Resources: {}\n---\n')).not.toHaveProperty('further');
    expect(parseDocument('f', json({ Resources: {} }))).not.toHaveProperty('further');
  });
});

describe("a short form of YAML is the function's long one", () => {
  const names =
    'And Base64 Cidr Contains Equals FindInMap GetAZs If ImportValue Join Length Not Or Select Split Sub ToJsonString Transform';
  const read = (text: string): unknown =>
    (parseDocument('f', `Resources:\n  A: ${text}\n`).content['Resources'] as Record<string, unknown>)['A'];

  test.each([
    ...names.split(' ').map((name) => [name, `Fn::${name}`]),
    ['Ref', 'Ref'],
    ['Condition', 'Condition'],
  ])('!%s', (name = '', long = '') => {
    expect(read(`!${name} x`)).toEqual({ [long]: 'x' });
    expect(read(`!${name} [x, {y: z}]`)).toEqual({ [long]: ['x', { y: 'z' }] });
    expect(read(`!${name} {x: [y]}`)).toEqual({ [long]: { x: ['y'] } });
  });

  test('!GetAtt names a resource and an attribute', () => {
    expect(read('!GetAtt P.Arn')).toEqual({ 'Fn::GetAtt': ['P', 'Arn'] });
    expect(read('!GetAtt P.Outputs.Arn')).toEqual({ 'Fn::GetAtt': ['P', 'Outputs.Arn'] });
    expect(read('!GetAtt [P, Arn]')).toEqual({ 'Fn::GetAtt': ['P', 'Arn'] });
  });

  test('functions stand within functions, and keys are merged', () => {
    expect(read('!Join ["", [!Ref B, !Sub "${C}"]]')).toEqual({
      'Fn::Join': ['', [{ Ref: 'B' }, { 'Fn::Sub': '${C}' }]],
    });
    expect(read('{<<: {a: 1}, b: 2}')).toEqual({ a: 1, b: 2 });
  });
});

test('a byte order mark within a text stays', () => {
  const { content } = parseDocument('f', `\uFEFF${json({ Resources: { A: '\uFEFFx' } })}`);
  expect(content).toEqual({ Resources: { A: '\uFEFFx' } });
});
