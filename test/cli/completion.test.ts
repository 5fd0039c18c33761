// The completion scripts in the shells that they are for.
import { afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeWithTool, isOnPath } from '../moto';
import { CommandLine } from './command-line';
import { TmuxScreen } from './tmux';

jest.setTimeout(60_000);

let cli: CommandLine;
let folder: string;
const scripts: Record<string, string> = {};
let screen: TmuxScreen | undefined;

beforeAll(async () => {
  cli = new CommandLine();
  folder = mkdtempSync(join(tmpdir(), 'iam-user-mfa-'));
  mkdirSync(join(folder, 'here'));
  writeFileSync(join(folder, 'here', 'plan.json'), '');
  for (const shell of ['bash', 'zsh', 'fish']) {
    const { code, stdout, stderr } = await cli.run(['completion', shell]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    scripts[shell] = join(folder, `completion.${shell}`);
    writeFileSync(scripts[shell], stdout);
  }
});
afterEach(() => screen?.close());

/** What each shell must offer for a line: some of it, and nothing of the rest. */
const lines: readonly (readonly [line: string, offered: readonly string[], not: readonly string[]])[] = [
  ['iam-user-mfa ', ['scan', 'org-report', 'evidence', 'verify', 'completion', 'help'], ['--output']],
  ['iam-user-mfa org-', ['org-report', 'org-scan'], ['scan', 'doctor']],
  ['iam-user-mfa scan --f', ['--force', '--format', '--fail-on'], ['--baseline', '--aggregator']],
  ['iam-user-mfa scan --format ', ['table', 'json', 'sarif', 'ocsf'], ['--force', 'xml']],
  ['iam-user-mfa scan --format js', ['json'], ['csv']],
  ['iam-user-mfa scan --quiet --fail-on n', ['new', 'never'], ['any']],
  ['iam-user-mfa org-scan --required-mfa ', ['any', 'only-phishing-resistant'], ['json']],
  [
    'iam-user-mfa remediate --action ',
    ['require-mfa', 'undo-require-mfa', 'remove-console-access'],
    ['--apply'],
  ],
  ['iam-user-mfa policy --strength ', ['all', 'console-only'], ['aws']],
  ['iam-user-mfa policy --partition aws-c', ['aws-cn'], ['aws-us-gov']],
  ['iam-user-mfa completion ', ['bash', 'zsh', 'fish'], ['scan']],
  ['iam-user-mfa evidence ', ['verify'], ['true', 'false']],
  ['iam-user-mfa evidence --rank-privileges ', ['verify'], ['true', 'false']],
  ['iam-user-mfa help evi', ['evidence'], ['scan']],
  ['iam-user-mfa evidence ver', ['verify'], ['scan']],
  ['iam-user-mfa evidence --out', ['--output'], ['--format']],
  ['iam-user-mfa evidence verify --h', ['--help'], ['--output']],
];

/** The words that bash offers, by calling its function as readline does. */
function bashOffers(line: string): readonly string[] {
  const program =
    'source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _iam_user_mfa; printf "%s\\n" "${COMPREPLY[@]}"';
  // As readline takes a line apart: at white space and at the sign.
  const words = line.split(/ |(?==)|(?<==)/);
  const { stdout, stderr } = spawnSync('bash', ['-c', program, 'bash', scripts['bash'] ?? '', ...words], {
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  return stdout.split('\n').filter((word) => word !== '');
}

describe('bash', () => {
  test.each(lines)('%s<TAB>', (line, offered, not) => {
    const words = bashOffers(line);
    expect(words).toEqual(expect.arrayContaining([...offered]));
    for (const word of not) expect(words).not.toContain(word);
  });

  test.each([
    ['iam-user-mfa scan --format=', ['table', 'json', 'csv']],
    ['iam-user-mfa scan --format=js', ['json']],
    ['iam-user-mfa scan --fail-on=ne', ['new', 'never']],
  ])('%s<TAB> completes the value after the sign', (line, offered) => {
    expect(bashOffers(line)).toEqual(expect.arrayContaining(offered));
  });

  test.each([
    'iam-user-mfa check ',
    'iam-user-mfa evidence verify ',
    'iam-user-mfa scan --baseline ',
    'iam-user-mfa scan --format json=',
    'iam-user-mfa scan --format json=pl',
  ])('%s<TAB> is left to the names of files', (line) => {
    expect(bashOffers(line)).toEqual([]);
  });
});

describeWithTool('fish', 'fish', () => {
  const offers = (line: string): readonly string[] => {
    const { stdout, stderr } = spawnSync(
      'fish',
      ['--no-config', '-c', 'source $argv[1]; complete -C $argv[2]', scripts['fish'] ?? '', line],
      { encoding: 'utf8', cwd: join(folder, 'here'), env: { ...process.env, HOME: folder } },
    );
    expect(stderr).toBe('');
    return stdout
      .split('\n')
      .filter((text) => text !== '')
      .map((text) => text.split('\t')[0] ?? '');
  };

  test.each(lines)('%s<TAB>', (line, offered, not) => {
    const words = offers(line);
    expect(words).toEqual(expect.arrayContaining([...offered]));
    for (const word of not) expect(words).not.toContain(word);
  });

  test.each(['iam-user-mfa check ', 'iam-user-mfa evidence verify ', 'iam-user-mfa scan --baseline '])(
    '%s<TAB> is left to the names of files',
    (line) => {
      expect(offers(line)).toContain('plan.json');
    },
  );
});

/** A shell at a terminal that has the script, and whose completion is asked for by the key. */
const shells = [
  ['bash', ['bash', '--norc', '--noprofile', '-i'], 'PS1=">"; bind "set show-all-if-ambiguous on"'],
  ['zsh', ['zsh', '-f', '-i'], 'PS1=">"; autoload -U compinit; compinit -u -D'],
] as const;

describe.each(shells)('%s at a terminal', (name, command, prepare) => {
  describeWithTool('tmux', 'tmux', () => {
    const there = isOnPath(name) || process.env['CI'] === 'true';
    if (!there) process.stderr.write(`skipped, ${name} is not on the PATH: ${name} at a terminal\n`);
    (there ? test : test.skip).each([
      ['iam-user-mfa org-sc', /^>iam-user-mfa org-scan/m],
      ['iam-user-mfa evidence ver', /^>iam-user-mfa evidence verify/m],
      ['iam-user-mfa scan --quiet --base', /^>iam-user-mfa scan --quiet --baseline/m],
      ['iam-user-mfa scan --format sa', /^>iam-user-mfa scan --format sarif/m],
      ['iam-user-mfa scan --format=oc', /^>iam-user-mfa scan --format=ocsf/m],
      ['iam-user-mfa scan --format ', /(?=[^]*markdown)(?=[^]*junit)/],
      ['iam-user-mfa evidence --rank-privileges v', /^>iam-user-mfa evidence --rank-privileges verify/m],
      ['iam-user-mfa evidence --rank-privileges=f', /^>iam-user-mfa evidence --rank-privileges=false/m],
      ['iam-user-mfa check pl', /^>iam-user-mfa check plan\.json/m],
      ['iam-user-mfa scan --baseline pl', /^>iam-user-mfa scan --baseline plan\.json/m],
    ])('%s<TAB>', async (line, shown) => {
      screen = new TmuxScreen(command, {}, { columns: 100, rows: 30 });
      screen.type(
        `cd ${join(folder, 'here')}; ${prepare}; source ${scripts[name] ?? ''}; clear; echo rea''dy`,
      );
      screen.type('Enter');
      await screen.until(/^ready/m);
      screen.type(line);
      screen.type('Tab');
      await screen.until(shown);
    });
  });
});
