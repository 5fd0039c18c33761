// The answers of inline-policy-rows.ts.
import { expect, test } from '@jest/globals';
import { letterOf } from './answers';
import { inlineRows } from './inline-policy-rows';

test.each(inlineRows)('%s', (_, files, letter) => {
  expect(letterOf(files, 'U')).toBe(letter);
});
