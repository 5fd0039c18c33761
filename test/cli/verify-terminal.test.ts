// The account id as a person types it, on a real terminal.
import { beforeAll, expect, jest, test } from '@jest/globals';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describeWithTool } from '../moto';
import { CommandLine } from './command-line';
import { TmuxScreen } from './tmux';
import { account, inSandbox, stateOf, writes, type World, type WorldOptions } from './verify-world';

jest.setTimeout(90_000);

const prompt = /Type its id to go on: *$/m;
const question = /Type yes to go on all the same: *$/m;
const denied: WorldOptions = { faults: [{ action: 'iam:SimulatePrincipalPolicy', error: 'AccessDenied' }] };

describeWithTool('tmux', 'verify at a terminal', () => {
  let cli: CommandLine;
  beforeAll(() => {
    cli = new CommandLine();
  });

  const atScreen = (
    options: WorldOptions,
    typed: (screen: TmuxScreen) => Promise<void>,
    check: (end: { readonly code: number; readonly text: string }, world: World, before: unknown) => void,
  ): Promise<void> =>
    inSandbox(options, async (world) => {
      const before = stateOf(world.standin);
      const command = [process.execPath, cli.file, 'verify', '--wait', '0', '--every', '0.01'];
      const screen = new TmuxScreen([...command, '--output', world.folder], world.env, {
        columns: 120,
        rows: 40,
      });
      try {
        await typed(screen);
        const { code, rows } = await screen.ended();
        check({ code, text: rows.join(' ').replace(/\s+/g, ' ') }, world, before);
      } finally {
        screen.close();
      }
    });
  const type = async (screen: TmuxScreen, at: RegExp, text: string): Promise<void> => {
    await screen.until(at);
    for (const key of text) screen.type(key);
    screen.type('Enter');
  };

  test.each([
    ['the id of another account', '111122223333', "'111122223333' was typed"],
    ['nothing', '', "'' was typed"],
  ])('%s ends with 2, and nothing is changed', async (_, text, said) => {
    await atScreen(
      {},
      (screen) => type(screen, prompt, text),
      ({ code, text: shown }, { standin, folder }) => {
        expect(code).toBe(2);
        expect(shown).toContain(said);
        expect(shown).toContain('What stays behind: results in Config');
        expect(writes(standin)).toEqual([]);
        expect(existsSync(join(folder, 'verify-journal.json'))).toBe(false);
      },
    );
  });

  test('Ctrl-C at the prompt ends with 130, and nothing is changed', async () => {
    await atScreen(
      {},
      async (screen) => {
        await screen.until(prompt);
        screen.type('C-c');
      },
      ({ code }, { standin }) => {
        expect(code).toBe(130);
        expect(writes(standin)).toEqual([]);
      },
    );
  });

  test('the right id tells the story, and takes everything back', async () => {
    await atScreen(
      {},
      (screen) => type(screen, prompt, account),
      ({ text }, { standin, folder }, before) => {
        expect(text).toContain('questions as expected');
        expect(writes(standin).length).toBeGreaterThan(20);
        expect(stateOf(standin)).toEqual(before);
        expect(existsSync(join(folder, 'verify-result.json'))).toBe(true);
      },
    );
  });

  test('rights that may not be asked are said, and asked for: yes goes on, anything else ends with 2', async () => {
    await atScreen(
      denied,
      async (screen) => {
        await type(screen, question, 'yes');
        await type(screen, prompt, '1');
      },
      ({ code, text }) => {
        expect(code).toBe(2);
        expect(text).toContain('could not be asked (AccessDenied on iam:SimulatePrincipalPolicy)');
        expect(text).toContain("'1' was typed");
      },
    );
    await atScreen(
      denied,
      (screen) => type(screen, question, 'y'),
      ({ code, text }, { standin }) => {
        expect(code).toBe(2);
        expect(text).toContain('the answer was not yes');
        expect(writes(standin)).toEqual([]);
      },
    );
  });
});
