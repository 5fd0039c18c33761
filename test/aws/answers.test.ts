import { expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { answers } from '../../rule/aws/answers';

const folder = resolve(__dirname, '../../rule');
const called = new Set(
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !/^(standin|cli.demo)/.test(file))
    .flatMap((file) => [
      ...readFileSync(join(folder, file), 'utf8').matchAll(/new (?:sdk\.)?(\w+)Command\(/g),
    ])
    .map(([, name]) => name),
);

test('the table has a row for each API that is called, and no other', () => {
  const named = Object.keys(answers).map((api) => api.split(':')[1]);
  expect([...called].filter((name) => !named.includes(name)).sort()).toEqual([]);
  expect(named.filter((name) => !called.has(name)).sort()).toEqual([]);
});
