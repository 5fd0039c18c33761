import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { optionDefaults, optionKeys } from '../../infra/options/options';
import { organizationKeys, parseOrganizationOptions } from '../../infra/organization/options';
import { parameters } from '../../rule/core/parameters';
import { reasons } from '../../rule/meta';

const readme = readFileSync(resolve(__dirname, '../../README.md'), 'utf8');

/** The cells of the table between `<!-- name -->` and `<!-- /name -->`, without its head. */
function rowsOf(name: string): readonly (readonly string[])[] {
  const [, block = ''] = readme.split(new RegExp(`<!-- /?${name} -->`));
  return block
    .trim()
    .split('\n')
    .slice(2)
    .map((line) =>
      line
        .replace(/^\| | \|$/g, '')
        .split(' | ')
        .map((cell) => cell.trim()),
    );
}

/** The last cell of each row, by its first. */
const lastByFirst = (name: string): Readonly<Record<string, string>> =>
  Object.fromEntries(rowsOf(name).map((row): [string, string] => [row[0] ?? '', row.at(-1) ?? '']));

const code = (text: string): string => (text === '' ? 'none' : `\`${text}\``);

describe('the README says what the code says', () => {
  test('of every verdict, in the order in which they are tried', () => {
    expect(rowsOf('verdicts')).toEqual(
      Object.entries(reasons).map(([reason, { title, compliance }]) => [title, compliance, code(reason)]),
    );
  });

  test('of every rule parameter', () => {
    expect(rowsOf('parameters')).toEqual(
      Object.entries(parameters).map(([key, text]) => [
        code(key),
        text.description,
        text.allowed,
        code(text.default),
      ]),
    );
  });

  test('of every option of the stacks and its default', () => {
    const documented = lastByFirst('options');
    expect(documented).toEqual(
      Object.fromEntries(optionKeys.map((key) => [code(key), code(String(optionDefaults[key] ?? ''))])),
    );
  });

  test('of every option of an organization and its default', () => {
    const documented = lastByFirst('organization-options');
    expect(Object.keys(documented).sort()).toEqual(organizationKeys.map(code).sort());
    const parsed = parseOrganizationOptions({ organizationalUnitIds: 'r-abcd' });
    const defaults: Readonly<Record<string, unknown>> = { ...parsed.organization, organizationalUnitIds: '' };
    for (const [key, value] of Object.entries(documented)) {
      const known = defaults[key.replaceAll('`', '')] ?? '';
      expect([key, value]).toEqual([key, code(JSON.stringify(known).replace(/["[\]]/g, ''))]);
    }
  });

  test('and has no place that nobody filled', () => {
    const markers = [...readme.matchAll(/<!-- ([\w-]+) -->/g)].map(([, name]) => name);
    for (const name of markers) expect(readme.includes(`<!-- /${name ?? ''} -->`) ? '' : name).toBe('');
  });

  test('of its own two commands', () => {
    for (const command of ['npm ci && npm run demo', 'npm ci && npm test']) {
      expect(readme.split('\n')).toContain(command);
    }
  });
});
