import { expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '..', '..');
const simulator = '@cloud-copilot/iam-simulate';

test('the simulator, which is AGPL, is a development dependency only', () => {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<string, object>;
  expect(manifest['devDependencies']).toHaveProperty([simulator]);
  expect(manifest['dependencies']).not.toHaveProperty([simulator]);
});

test.each(['rule', 'infra'])('nothing under %s/ imports the simulator', (folder) => {
  const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
  const sources = files.filter((file) => file.endsWith('.ts')).map((file) => join(root, folder, file));
  expect(sources.length).toBeGreaterThan(0);
  expect(sources.filter((file) => readFileSync(file, 'utf8').includes('@cloud-copilot/'))).toEqual([]);
});
