// The blocks marked `run`, word for word, in the order of their page, against the stand-in.
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { rmSync } from 'node:fs';
import { blocks, blocksMarked, nameOf, outputAfter, type Block } from './blocks';
import { isOnPath } from '../moto';
import { checkout, runChain, type Ran } from './shell';

jest.setTimeout(240_000);

/** Where the aws CLI is missing, blocks that call it are skipped; with CI=true they fail. */
const canRun = ({ text }: Block): boolean =>
  isOnPath('aws') || process.env['CI'] === 'true' || !/^aws /m.test(text);
const marked = blocksMarked('run').filter(canRun);
for (const block of blocksMarked('run').filter((block) => !canRun(block)))
  process.stderr.write(`skipped, aws is not on the PATH: ${nameOf(block)}\n`);
/** A block with `then` goes on in the shell of the one before. */
const chains = marked.reduce<Block[][]>((chains, block) => {
  const last = chains.at(-1);
  if (block.words.includes('then') && last !== undefined) last.push(block);
  else chains.push([block]);
  return chains;
}, []);

const expectedExits = ({ words }: Block): readonly string[] =>
  words
    .find((word) => word.startsWith('exits='))
    ?.slice('exits='.length)
    .split(',') ?? [];

/** The lines that are shown are printed, in this order and together; a line of `...` stands for any others. */
function missingOf(shown: string, printed: string): readonly string[] {
  const missing: string[] = [];
  let from = 0;
  for (const part of shown.split(/^\s*\.\.\.\n/m)) {
    const at = printed.indexOf(part, from);
    if (at < 0) missing.push(part);
    else from = at + part.length;
  }
  return missing;
}

describe('a block of commands', () => {
  const ran = new Map<Block, Ran>();
  let folder: string;

  beforeAll(async () => {
    folder = checkout();
    const left = [...chains];
    const work = async (): Promise<void> => {
      for (let chain = left.shift(); chain !== undefined; chain = left.shift())
        for (const [index, outcome] of (await runChain(folder, chain)).entries()) {
          const block = chain[index];
          if (block !== undefined) ran.set(block, outcome);
        }
    };
    // Two at a time: most of a command's life is its start.
    await Promise.all([work(), work()]);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.each(marked.map((block) => [nameOf(block), block] as const))('%s', (_, block) => {
    const { exits = [], stdout = '', stderr = '' } = ran.get(block) ?? {};
    expect({ exits, stderr }).toEqual({
      exits: expectedExits(block),
      stderr: exits.length > 0 ? stderr : expect.anything(),
    });
    expect(stderr).not.toMatch(/unexpected error|\n {4}at |command not found/);
    const shown = outputAfter(block);
    if (shown !== undefined) expect([missingOf(shown, stdout), stdout]).toEqual([[], stdout]);
  });

  test('prints nothing that its page shows otherwise: an output that differs in a letter is found', () => {
    expect(missingOf('a\n...\nc\n', 'a\nb\nc\n')).toEqual([]);
    expect(missingOf('a\n...\nd\n', 'a\nb\nc\n')).toEqual(['d\n']);
    expect(missingOf('a\nc\n', 'a\nb\nc\n')).toEqual(['a\nc\n']);
    expect(blocks.some(({ words }) => words[0] === 'output')).toBe(true);
  });
});
