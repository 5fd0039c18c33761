import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { writtenFiles } from '../../infra/docs';
import { optionKeys, options } from '../../infra/options/options';
import { contradictions } from '../../infra/options/contradictions';

const root = resolve(__dirname, '../..');

test.each(Object.entries(writtenFiles()))(
  '%s is what npm run docs writes: run it where this fails',
  (file, text) => {
    expect(readFileSync(join(root, file), 'utf8')).toBe(text);
  },
);

describe('an option is said in one place', () => {
  test.each(optionKeys)('%s has a sentence, and a default that it allows itself', (key) => {
    const { description, default: value, read } = options[key];
    expect(description).toMatch(/^\w.*\.$/);
    expect(read(value)).toBeDefined();
  });

  test('every contradiction has a sentence that follows on "allowed:"', () => {
    for (const { text } of contradictions) expect(text).toMatch(/^[a-z].*[^.]$/);
  });
});
