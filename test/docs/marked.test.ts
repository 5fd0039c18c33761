// Every command that a page tells people to run is executed, held against AWS's model, or read for a reason that is named.
import { describe, expect, test } from '@jest/globals';
import { blocks, blocksMarked, fencesOf, isCommand, markings, nameOf, pages, type Block } from './blocks';
import { readBlocks } from './read';

/** `exits=1,3` are the exit codes of the commands that do not end with 0, in order. */
const allowed: Readonly<Record<string, RegExp>> = {
  run: /^(then|background|organization|remediation|exits=[\d,]+)$/,
  moto: /^$/,
  shape: /^$/,
  read: /^$/,
};

function faultOf(block: Block): string | undefined {
  const [marking = '', ...more] = block.words;
  if (block.language === '') return 'names no language';
  if (!isCommand(block)) return undefined;
  if (!markings.some((known) => known === marking)) return `is not marked ${markings.join(', ')}`;
  const odd = more.filter((word) => allowed[marking]?.test(word) !== true);
  return odd.length > 0 ? `has a marking with unknown words: ${odd.join(' ')}` : undefined;
}

describe('blocks of commands', () => {
  test('are all marked', () => {
    expect(
      blocks.flatMap((block) => {
        const fault = faultOf(block);
        return fault === undefined ? [] : [`${nameOf(block)} ${fault}`];
      }),
    ).toEqual([]);
  });

  test.each([
    ['an unmarked block', '```sh\nls\n```', 'is not marked run, moto, shape, read'],
    ['a block without a language', '```\nls\n```', 'names no language'],
    ['a marking that is none', '```bash try\nls\n```', 'is not marked run, moto, shape, read'],
    ['a word that is none', '```console run twice\nls\n```', 'has a marking with unknown words: twice'],
    [
      'an unmarked block within a list',
      '- do\n\n  ```sh\n  ls\n  ```',
      'is not marked run, moto, shape, read',
    ],
  ])('%s is found', (_, markdown, fault) => {
    expect(fencesOf('page.md', markdown).map(faultOf)).toEqual([fault]);
  });

  test('that are only read are those of one list, with a reason, and at most 15', () => {
    const named = blocksMarked('read').map(({ page, text }) => `${page} ${text.split('\n')[0] ?? ''}`);
    expect(named.sort()).toEqual(readBlocks.map(({ page, first }) => `${page} ${first}`).sort());
    expect(readBlocks.filter(({ why }) => why.trim().length < 20)).toEqual([]);
    expect(readBlocks.length).toBeLessThanOrEqual(15);
  });

  test('go on in the shell of another (`then`) only where their page has run one before', () => {
    const first = pages.flatMap((page) => blocksMarked('run', page).slice(0, 1));
    expect(first.filter(({ words }) => words.includes('then')).map(nameOf)).toEqual([]);
  });

  test('show output only after a block that is executed', () => {
    const outputs = blocks.filter(({ words }) => words[0] === 'output');
    for (const output of outputs) {
      const before = blocks[blocks.indexOf(output) - 1];
      expect([nameOf(output), before?.page, before?.words[0]]).toEqual([nameOf(output), output.page, 'run']);
    }
  });
});
