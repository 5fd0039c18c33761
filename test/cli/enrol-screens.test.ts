// The QR code on a real terminal emulator: whole, above its prompt, at every size of a window, or a sentence that says what the
// window lacks.
import { afterEach, beforeAll, expect, jest, test } from '@jest/globals';
import { createStandin, type Standin } from '../../rule/standin';
import { describeWithTool } from '../moto';
import { codesAt } from '../standin/authenticator-app';
import { caller, CommandLine } from './command-line';
import { qrOnScreen } from './qr-on-screen';
import { TmuxScreen } from './tmux';

jest.setTimeout(90_000);

let cli: CommandLine;
let standin: Standin | undefined;
let screen: TmuxScreen | undefined;
beforeAll(() => {
  cli = new CommandLine();
});
afterEach(async () => {
  screen?.close();
  await standin?.close();
});

const longName = 'administrator.of.everything@the-long-subsidiary.company.example.co'.slice(0, 64);

async function start(userName: string, columns: number, rows: number, term = 'xterm-256color') {
  standin = createStandin({ users: [{ userName, loginProfile: {} }], callerUserName: userName });
  const env = { ...caller(await standin.listen()), COMMAND_TERM: term };
  const command = ['sh', '-c', 'TERM="$COMMAND_TERM" exec "$@"', 'sh', process.execPath, cli.file, 'enrol'];
  screen = new TmuxScreen(command, env, { columns, rows });
  return screen;
}

/** The address of the code that a phone reads off the visible page. */
function seenAddress(shown: TmuxScreen): URL {
  return new URL(qrOnScreen(shown.visible()) ?? 'otpauth://nothing');
}

describeWithTool('tmux', 'the QR code', () => {
  test.each([
    ['alice', 24, /AWS:alice%40123456789012$/],
    [longName, 24, /AWS:administrator[a-z.%40-]*~%40123456789012$/],
    [
      longName,
      40,
      /AWS:administrator\.of\.everything%40the-long-subsidiary\.company\.example\.%40123456789012$/,
    ],
  ])('of %s is whole above its prompt in %i rows', async (userName, rows, label) => {
    const shown = await start(userName, 80, rows);
    await shown.until(/First code:/);
    const address = seenAddress(shown);
    expect(address.pathname).toMatch(label);
    const secret = address.searchParams.get('secret') ?? '';
    expect(secret).toHaveLength(64);
    for (const code of codesAt(secret, Date.now() - 30_000, Date.now())) {
      shown.type(code);
      shown.type('Enter');
    }
    const ended = await shown.ended();
    expect(ended.rows.join(' ')).toContain('is assigned to');
    expect(ended.code).toBe(0);
  });

  test('that does not fit says how many rows are lacking, and is drawn once the window has them', async () => {
    const shown = await start('alice', 80, 20);
    await shown.until(/make the window 2 rows taller and press Enter/);
    shown.resize({ columns: 80, rows: 22 });
    shown.type('Enter');
    await shown.until(/First code:/);
    expect(seenAddress(shown).searchParams.get('secret')).toHaveLength(64);
  });

  test('that does not fit gives way to letters for who says --text', async () => {
    const shown = await start('alice', 30, 24);
    await shown.until(/9 columns wider[^:]*:/);
    shown.type('text');
    shown.type('Enter');
    expect(await shown.until(/First code:/)).toMatch(/Key: [A-Z2-7]+/);
  });

  test.each([24, 40])('of TERM=dumb is drawn without control sequences in %i rows', async (rows) => {
    const shown = await start('alice', 80, rows, 'dumb');
    const text = await shown.until(/First code:/);
    expect(text).toContain('If the app does not read it, press Ctrl-C and use --text.');
    expect(text.split('\n').filter((line) => /[█▀▄]/.test(line)).length).toBeLessThan(22);
    expect(seenAddress(shown).searchParams.get('secret')).toHaveLength(64);
  });
});
