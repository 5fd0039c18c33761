import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parityCases, type Engine } from './parity-cases';

const names: Readonly<Record<Engine, string>> = {
  check: 'check',
  nag: 'nag pack',
  rego: 'Rego',
};

test('the rows that an engine cannot see are listed in docs/gates.md, and no others', () => {
  const text = readFileSync(path.resolve(__dirname, '../../docs/gates.md'), 'utf8');
  const [, list = ''] = /\| engine \| row \| why \|\n\| --- \| --- \| --- \|\n((?:\|.*\n)+)/.exec(text) ?? [];
  const rows = parityCases.flatMap(({ title, cannotSee = {} }) =>
    Object.entries(cannotSee).map(([engine, why]) => `| ${names[engine as Engine]} | ${title} | ${why} |`),
  );

  expect(list.trimEnd().split('\n').sort()).toEqual([...rows].sort());
});
