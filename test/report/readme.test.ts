import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { optionDefaults, optionKeys } from '../../infra/options';
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
    const documented = Object.fromEntries(rowsOf('options').map((row) => [row[0], row.at(-1)]));
    expect(documented).toEqual(
      Object.fromEntries(optionKeys.map((key) => [code(key), code(String(optionDefaults[key] ?? ''))])),
    );
  });

  test('of its own two commands', () => {
    for (const command of ['npm ci && npm run demo', 'npm ci && npm test']) {
      expect(readme.split('\n')).toContain(command);
    }
  });
});
