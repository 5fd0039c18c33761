import { describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { calledAs } from '../../rule/cli/terminal/called-as';
import type { Finding } from '../../rule/findings/finding';
import { advice } from '../../rule/report/table/advice';
import { plainStyle } from '../../rule/report/style';

const finding = (userName: string, reason: 'no-mfa' | 'mfa-too-weak' = 'no-mfa'): Finding => ({
  account: '111122223333',
  accountName: null,
  userId: 'AIDAEXAMPLE',
  userName,
  arn: `arn:aws:iam::111122223333:user/${userName}`,
  verdict: 'NON_COMPLIANT',
  reason,
  annotation: userName,
  consolePassword: true,
  passwordCreatedAt: null,
  passwordLastUsed: null,
  mfaKinds: [],
  mfaRead: 'all',
});

/** The lines of each command, as they are selected with the mouse: without the prompt. */
function commandsOf(text: string): readonly string[] {
  const lines = text.split('\n');
  return lines.flatMap((line, index) => {
    if (!/^ *\$ /.test(line)) return [];
    let end = index;
    while (lines[end]?.endsWith('\\')) end += 1;
    return [[line.replace(/^ *\$ /, ''), ...lines.slice(index + 1, end + 1)].join('\n')];
  });
}

const readByShell = (command: string): readonly string[] =>
  spawnSync('bash', ['-c', `printf '%s\\0' ${command}`], { encoding: 'utf8' })
    .stdout.split('\0')
    .slice(0, -1);

const long = 'n'.repeat(64);
const names = ['bob', 'bob.', '-bob', '=bob', '+b@c,d', 'x,'.repeat(32), long, `-${long.slice(1)}`];

describe.each([undefined, 120, 80, 40])('at %p columns', (columns) => {
  test.each(names)('each command about %s is read by a shell as it was meant', (userName) => {
    const style = { ...plainStyle, columns };
    const text = advice([finding(userName), finding(userName, 'mfa-too-weak')], style);
    expect(commandsOf(text).map(readByShell)).toEqual([
      ['npx', '--no', '--', 'iam-user-mfa', 'enrol'],
      ['npx', '--no', '--', 'iam-user-mfa', 'enrol', ...flag(userName)],
      ['aws', 'iam', 'delete-login-profile', ...flag(userName)],
      ['aws', 'iam', 'list-mfa-devices', ...flag(userName)],
    ]);
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(columns ?? Infinity);
  });
});

const flag = (name: string): readonly string[] =>
  name.startsWith('-') ? [`--user-name=${name}`] : ['--user-name', name];

test.each([
  ['no-mfa', /^TO FIX no-mfa/, /mfa-too-weak/],
  ['mfa-too-weak', /^TO FIX mfa-too-weak/, /no-mfa/],
] as const)('of %s alone there is one block', (reason, begin, other) => {
  const text = advice([finding('bob', reason)], plainStyle);
  expect(text).toMatch(begin);
  expect(text).not.toMatch(other);
  expect(advice([], plainStyle)).toBe('');
});

const page = '    https://console.aws.amazon.com/iam/home#/security_credentials\n';
const named = '    the Security credentials page of the IAM console\n';
test.each([
  ['has its address', 'aws', undefined, page],
  ['has it where it just fits', 'aws', page.length - 1, page],
  ['has its name where it does not', 'aws', page.length - 2, named],
  ['has its name where the address is not known', 'aws-iso-b', undefined, named],
  [
    'is the one of the partition',
    'aws-us-gov',
    undefined,
    '    https://console.amazonaws-us-gov.com/iam/home',
  ],
])('the page %s: %s', (_, partition, columns, text) => {
  const bob = { ...finding('bob'), arn: `arn:${partition}:iam::111122223333:user/bob` };
  expect(advice([bob], { ...plainStyle, columns })).toContain(text);
});

test('of many people the commands name the first, in one block', () => {
  const text = advice(
    ['a', 'b', 'c', 'd'].map((name) => finding(name)),
    plainStyle,
  );
  expect(text).toContain('TO FIX no-mfa, one of: (the commands name the first of 4 users)');
  expect(commandsOf(text)).toEqual([
    'npx --no -- iam-user-mfa enrol',
    'npx --no -- iam-user-mfa enrol --user-name a',
    'aws iam delete-login-profile --user-name a',
  ]);
});

test.each([
  ['/repo/dist/rule/cli/main.js', {}, 'npx --no -- iam-user-mfa'],
  ['/repo/node_modules/.bin/iam-user-mfa', {}, 'npx --no -- iam-user-mfa'],
  ['/usr/local/bin/iam-user-mfa', {}, 'iam-user-mfa'],
  ['/usr/local/bin/iam-user-mfa', { npm_command: 'exec' }, 'npx --no -- iam-user-mfa'],
  ['/here/iam-user-mfa.cjs', {}, 'node iam-user-mfa.cjs'],
  ["/it's/iam-user-mfa.cjs", {}, "node '/it'\\''s/iam-user-mfa.cjs'"],
  [undefined, {}, 'npx --no -- iam-user-mfa'],
])('called by %s, the program is %s', (script, env, program) => {
  expect(calledAs(script, env, '/here')).toBe(program);
});

test.each([
  ['any', true],
  [undefined, true],
  ['has-phishing-resistant', false],
  ['only-phishing-resistant', false],
] as const)(
  'where %s is required, enrol, which makes a virtual device, is advised: %s',
  (required, isAdvised) => {
    const text = advice([finding('bob')], plainStyle, required);
    expect(commandsOf(text).some((line) => line.includes('enrol'))).toBe(isAdvised);
    expect(text.includes('assigns a passkey or security key on this page')).toBe(!isAdvised);
  },
);
