import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { describeWithPython } from '../proofs/python';
import { modelNameOf, rowOf, services } from './apis';
import { modelFolder, modelOf } from './model';

const page = readFileSync(path.resolve(__dirname, '../../docs/aws-apis.md'), 'utf8').split('\n');

test('the table names every API that the source calls, by the client that is pinned', () => {
  const rows = services().map(rowOf);
  expect(rows.length).toBeGreaterThan(12);
  expect(page.filter((line) => line.split('|').length === 5 && !/^\| (service|---) /.test(line))).toEqual(
    rows,
  );
});

describeWithPython('the newest models', () => {
  test.each(services().map((service) => [service.client, service] as const))(
    'know every API of %s, in the version of the table',
    (client, { operations }) => {
      const model = modelOf(modelFolder() ?? '', modelNameOf(client));
      expect(Object.keys(model?.operations ?? {})).toEqual(expect.arrayContaining([...operations]));
      expect(page).toContain(`| ${modelNameOf(client)} | ${model?.metadata.apiVersion ?? ''} |`);
    },
  );
});
