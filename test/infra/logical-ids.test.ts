import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { logicalIds, type LogicalIds } from './option-sets';

// Deployed resources hang on their logical ids: another id deletes the resource and makes a new one.
const listed = JSON.parse(
  readFileSync(path.resolve(__dirname, '../cases/logical-ids.json'), 'utf8'),
) as LogicalIds;

describe('the logical ids and types of every set of options are those of the list', () => {
  const made = logicalIds();

  test.each(Object.keys(listed))('%s', (name) => {
    expect(made[name]).toEqual(listed[name]);
  });

  test('no set is missing from the list', () => {
    expect(Object.keys(made)).toEqual(Object.keys(listed));
  });
});
