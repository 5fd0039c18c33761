// What the published schemas let pass and what they refuse, member by member. The judge is published-fields.json, which was
// written down by hand: a document with a member left out, or of another type, is refused where a line says so.
import { describe, expect, test } from '@jest/globals';
import Ajv from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { jsonSchemas, type SchemaName } from '../../rule/report/schemas';

interface Member {
  readonly key: string;
  readonly optional: boolean;
  /** "string|null", "array of object", "any/has-phishing-resistant" */
  readonly type: string;
  readonly members: Member[];
}
type Json = Record<string, unknown>;

const published = JSON.parse(readFileSync(path.join(__dirname, 'published-fields.json'), 'utf8')) as Record<
  SchemaName,
  readonly string[]
>;

/** The lines as a tree: "findings[].owner? string|null" is a member of the items of findings. */
function treeOf(lines: readonly string[]): Member {
  const root: Member = { key: '', optional: false, type: 'object', members: [] };
  for (const line of lines) {
    const [, at = '', optional, type = ''] = /^(\S+?)(\?)? (.+)$/.exec(line) ?? [];
    const keys = at.replaceAll('[]', '').split('.');
    const key = keys.pop() ?? '';
    const parent = keys.reduce((one, name) => one.members.find((inner) => inner.key === name) ?? one, root);
    parent.members.push({ key, optional: optional !== undefined, type, members: [] });
  }
  return root;
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const aTime = '2026-11-20T12:00:00.000Z';

/** Whether a value is of the type that the line says. */
const fits = ({ type, members }: Member, value: unknown): boolean =>
  type.split('|').some((one) => fitsOne(one, members, value));

function fitsOne(type: string, members: readonly Member[], value: unknown): boolean {
  if (type === 'null') return value === null;
  if (type === 'string') return typeof value === 'string';
  if (type === 'string date-time') return value === aTime;
  if (type === 'boolean') return typeof value === 'boolean';
  if (type === 'number') return typeof value === 'number';
  if (type === 'integer') return Number.isInteger(value) && Number(value) >= 0;
  if (type === 'object')
    return (
      isObject(value) &&
      members.every((member) => (member.key in value ? fits(member, value[member.key]) : member.optional))
    );
  const [, items] = /^array of (.+)$/.exec(type) ?? [];
  if (items !== undefined)
    return Array.isArray(value) && value.every((item) => fitsOne(items, members, item));
  return type.includes('/') ? type.split('/').some((one) => value === one) : JSON.stringify(value) === type;
}

/** A value with every member in it. */
function full({ type, members }: Member): unknown {
  const [first = ''] = type.split('|');
  const object = (): Json => Object.fromEntries(members.map((member) => [member.key, full(member)]));
  if (first === 'object') return object();
  if (first.startsWith('array of '))
    return [
      first === 'array of object'
        ? object()
        : full({ key: '', optional: false, type: first.slice(9), members: [] }),
    ];
  return samples.find((sample) => fitsOne(first, [], sample)) ?? first.split('/')[0];
}

const samples: readonly unknown[] = [
  ...['a word', aTime, 0, 1, 7, -1, 1.5, true, false, null],
  ...[{}, [], ['a word'], [0], [null], [{}]],
  ...['credential-report', 'virtual', 'missing', 'policy', 'story'],
];

/** The document with another value of one member, in every item of a list; without it for `undefined`. */
function changed(value: unknown, [key, ...rest]: readonly string[], to: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => changed(item, [key ?? '', ...rest], to));
  if (!isObject(value) || key === undefined) return value;
  const { [key]: old, ...others } = value;
  if (rest.length > 0) return { ...value, [key]: changed(old, rest, to) };
  return to === undefined ? others : { ...value, [key]: to };
}

const everyMember = (
  member: Member,
  at: readonly string[] = [],
): readonly (readonly [readonly string[], Member])[] =>
  member.members.flatMap((inner) => {
    const place = [...at, inner.key];
    return [[place, inner] as const, ...everyMember(inner, place)];
  });

const compiled = new Map<SchemaName, (document: unknown) => boolean>();
function accepts(name: SchemaName): (document: unknown) => boolean {
  const known = compiled.get(name);
  if (known !== undefined) return known;
  const ajv = new Ajv({ strict: false });
  addFormats(ajv);
  const validate = ajv.compile(jsonSchemas[name]);
  const accept = (document: unknown): boolean => validate(document);
  compiled.set(name, accept);
  return accept;
}

/** Two forms of one document: of doctor, of an account and of an organization. */
const formsOf = (lines: readonly string[]): readonly (readonly string[])[] => {
  const starts = lines.flatMap((line, at) => (line === lines[0] ? [at] : []));
  return starts.map((start, at) => lines.slice(start, starts[at + 1]));
};

const forms = (Object.keys(jsonSchemas) as SchemaName[])
  .filter((name) => name !== 'check')
  .flatMap((name) => formsOf(published[name]).map((lines, form) => ({ name, form, tree: treeOf(lines) })));

/** Either a caller or why there is none: said below. */
const isEither = (place: readonly string[]): boolean => place[0] === 'ranBy';

describe.each(forms)('$name, form $form', ({ name, tree }) => {
  const document = full(tree);

  test('is of its schema with every member, and with keys of a later version', () => {
    expect(accepts(name)(document)).toBe(true);
    expect(accepts(name)({ ...(isObject(document) ? document : {}), later: 1 })).toBe(true);
  });

  test('is refused where a member is missing or of another type, and only there', () => {
    const schema = accepts(name);
    const wrong = everyMember(tree)
      .filter(([place]) => !isEither(place))
      .flatMap(([place, member]) =>
        [undefined, ...samples, ...member.type.split('/')].flatMap((to) => {
          const right = to === undefined ? member.optional : fits(member, to);
          return schema(changed(document, place, to)) === right
            ? []
            : [
                `${place.join('.')} ${to === undefined ? 'left out' : JSON.stringify(to)}: ${right ? 'refused' : 'accepted'}`,
              ];
        }),
      );
    expect(wrong).toEqual([]);
  });
});

test('a check is of the form of a scan', () => {
  const { $id: id, title } = jsonSchemas.check as Json;
  expect(jsonSchemas.check).toEqual({ ...jsonSchemas.scan, $id: id, title });
  expect([id, title]).toEqual(['urn:iam-user-mfa:check:1', 'A check of templates and plans']);
});

test.each<[name: string, caller: unknown, right: boolean]>([
  ['a caller', { arn: 'a', userId: 'b', account: 'c' }, true],
  ['why there is none', { unknown: 'AccessDenied' }, true],
  ['a caller without an account', { arn: 'a', userId: 'b' }, false],
  ['a caller without an ARN', { userId: 'b', account: 'c' }, false],
  ['a caller without an id', { arn: 'a', account: 'c' }, false],
  ['an account that is no text', { arn: 'a', userId: 'b', account: 1 }, false],
  ['nothing', {}, false],
  ['no object', null, false],
])('evidence of %s', (_, caller, right) => {
  const document = full(treeOf(published['evidence-run']));
  expect(accepts('evidence-run')(changed(document, ['ranBy'], caller))).toBe(right);
});

test.each<[value: unknown, right: boolean]>([
  ['text', true],
  [1.5, true],
  [false, true],
  [null, false],
  [[], false],
])('a parameter of verify that is %j', (value, right) => {
  const document = full(treeOf(published.verify));
  expect(accepts('verify')(changed(document, ['parameters'], { strength: value }))).toBe(right);
});
