import { describe, expect, test } from '@jest/globals';
import { checkAccount } from '../../rule/doctor/account';
import type { Check, Status } from '../../rule/doctor/check';
import { exitCodeOf } from '../../rule/doctor/report';
import said from '../cases/doctor/account.json';
import { accountCases as mainCases } from './account-cases';
import { anAccount, denied } from './builders';
import { edgeCases } from './edge-cases';
import { linesOf } from './lines';

const accountCases = [...mainCases, ...edgeCases];
/** Written by write-lines.ts. */
const lines: Readonly<Record<string, readonly string[]>> = said;

const notOk = (checks: readonly Check[]): Readonly<Record<string, Status>> =>
  Object.fromEntries(checks.filter(({ status }) => status !== 'ok').map(({ id, status }) => [id, status]));

describe('what doctor says of an account', () => {
  test('is held by cases with titles of their own', () => {
    expect(new Set(accountCases.map(({ title }) => title)).size).toBe(accountCases.length);
  });

  test.each(accountCases)('$title', ({ facts, lines, says, command }) => {
    const checks = checkAccount(anAccount(facts));

    expect(notOk(checks)).toEqual(lines);
    if (says !== undefined) expect(checks.map(({ text }) => text).join('\n')).toMatch(says);
    const commands = checks.map((check) => check.command ?? '');
    if (typeof command === 'string') expect(commands).toContain(command);
    else if (command !== undefined) expect(commands).toContainEqual(expect.stringMatching(command));
  });

  test('says these lines where all is there', () => {
    expect(linesOf(checkAccount(anAccount()))).toEqual(lines['always']);
  });

  test.each(accountCases)('$title: letter by letter', ({ title, facts }) => {
    expect(linesOf(checkAccount(anAccount(facts)), checkAccount(anAccount()))).toEqual(lines[title]);
  });

  test.each(accountCases)('$title: whole sentences, and a command for all that is missing', ({ facts }) => {
    for (const { status, text, command } of checkAccount(anAccount(facts))) {
      expect(text).toMatch(/^[A-Z].*\.$/s);
      const throughControlTower = /Control Tower owns it/.test(text);
      if (throughControlTower) expect(command).toBeUndefined();
      else if (status === 'missing') expect(command).toMatch(/^(aws|npx cdk|npx --no -- iam-user-mfa) /);
      if (status === 'ok') expect(command).toBeUndefined();
    }
  });
});

describe('the exit code', () => {
  test.each([
    ['all is there', {}, 0],
    ['a warning only', { securityHub: { value: false } }, 0],
    ['something is missing', { trails: { value: [] } }, 1],
    ['something could not be looked at', { trails: denied('cloudtrail:DescribeTrails') }, 3],
    ['both', { trails: denied('cloudtrail:DescribeTrails'), recorders: { value: [] } }, 3],
  ] as const)('where %s', (_, facts, code) => {
    expect(exitCodeOf(checkAccount(anAccount(facts)))).toBe(code);
  });
});
