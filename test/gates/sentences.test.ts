// All that check says of the tables, of recorded plans and of random templates, to the letter: the other tests hold the answers.
// After a wanted change: npx tsx test/gates/write-sentences.ts, and read the difference.
import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { recordings, type Sentences } from './sentences';

describe.each(recordings.map(({ file, told }) => [path.basename(file), file, told] as const))(
  '%s',
  (_, file, told) => {
    const held = JSON.parse(readFileSync(file, 'utf8')) as Sentences;

    test.each(told)('$title', ({ title, lines }) => {
      expect(lines()).toEqual(held[title]);
    });

    test('holds nothing else', () => {
      expect(Object.keys(held)).toEqual(told.map(({ title }) => title));
    });
  },
);
