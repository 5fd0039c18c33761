import { describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { contextKeys } from '../../infra/account/context';
import { type OptionText, optionTexts } from '../../infra/options/option-texts';
import { optionDefaults, optionKeys } from '../../infra/options/options';
import { organizationDefaults, organizationKeys } from '../../infra/organization/options';
import { templates } from '../../infra/templates';
import { parameters } from '../../rule/core/parameters';
import type { TemplateBody } from './organization-synth';

const root = resolve(__dirname, '../..');
const texts: Readonly<Record<string, OptionText>> = { ...parameters, ...optionTexts };
const everyKey = [...new Set<string>([...contextKeys, ...organizationKeys])];

/** What the JSDoc above each prop says, by the prop. */
function docsOf(file: string): ReadonlyMap<string, string> {
  const source = readFileSync(join(root, file), 'utf8');
  const found = source.matchAll(/\/\*\*([^/]*(?:\/(?!\*\*)[^/]*)*?)\*\/\s+readonly (\w+)\??:/g);
  return new Map(
    [...found].map(([, doc = '', key = '']) => [
      key,
      doc
        .replace(/^\s*\* ?/gm, ' ')
        .replace(/\s+/g, ' ')
        .trim(),
    ]),
  );
}

/** The rows of a table of docs/, without its head. */
function rowsOf(name: string): readonly (readonly string[])[] {
  const all = readdirSync(join(root, 'docs'))
    .filter((file) => file.endsWith('.md'))
    .map((file) => readFileSync(join(root, 'docs', file), 'utf8'))
    .join('\n');
  const [, block = ''] = all.split(new RegExp(`<!-- /?${name} -->`));
  const lines = block.trim().split('\n').slice(2);
  return lines.map((line) => line.replace(/^\| | \|$/g, '').split(' | '));
}

const code = (value: boolean | number | string | readonly string[] | undefined): string => {
  const text = (value ?? '').toString();
  return text === '' ? 'none' : `\`${text}\``;
};

const optionTextOf = (key: string): OptionText | undefined =>
  (optionTexts as Readonly<Record<string, OptionText>>)[key];

const row = (key: string, value: Parameters<typeof code>[0]) => [
  code(key),
  texts[key]?.description,
  optionTextOf(key)?.default ?? code(value),
];

describe('every option has one text', () => {
  test('and no text is without an option', () => {
    expect(Object.keys(texts).sort()).toEqual([...everyKey].sort());
  });

  test.each([
    'infra/account/iam-user-mfa-rule-props.ts',
    'infra/organization/member-props.ts',
    'infra/organization/organization-props.ts',
  ])('which the JSDoc in %s says word for word', (file) => {
    const docs = [...docsOf(file)].filter(([key]) => key in texts);
    expect(docs.length).toBeGreaterThan(1);
    for (const [key, doc] of docs)
      expect([key, doc.replace(/ @default .*$/, '')]).toEqual([key, texts[key]?.description]);
  });

  test('and the default of the props is that of the code', () => {
    const docs = docsOf('infra/account/iam-user-mfa-rule-props.ts');
    for (const key of optionKeys) {
      const value = optionDefaults[key];
      if (value === undefined) continue;
      const shown = typeof value === 'string' ? `'${value}'` : String(value);
      expect([key, docs.get(key)?.replace(/^.* @default /, '')]).toEqual([key, shown]);
    }
  });

  test.each(['iam-user-mfa.template.json', 'member.template.json'])(
    'which the parameters of %s say, too',
    (name) => {
      const { Parameters } = JSON.parse(templates[name]?.() ?? '') as TemplateBody & {
        Parameters: Record<string, { Description: string }>;
      };
      expect(Object.keys(Parameters).length).toBeGreaterThan(15);
      for (const [parameter, { Description }] of Object.entries(Parameters)) {
        const text = texts[parameter.charAt(0).toLowerCase() + parameter.slice(1)]?.description ?? 'none';
        expect(Description.startsWith(text)).toBe(true);
      }
    },
  );

  test('which docs/ say of every option of an account, with its default', () => {
    expect(rowsOf('options').toSorted()).toEqual(
      optionKeys.map((key) => row(key, optionDefaults[key])).toSorted(),
    );
  });

  test('which docs/ say of every option of an organization, with its default', () => {
    const defaults: Readonly<Record<string, Parameters<typeof code>[0]>> = organizationDefaults;
    const keys = organizationKeys.filter((key) => !(key in optionDefaults));
    expect(rowsOf('organization-options').toSorted()).toEqual(
      keys.map((key) => row(key, defaults[key])).toSorted(),
    );
  });
});
