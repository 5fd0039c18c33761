// What a person sees: every command whose output is for people, on a real terminal emulator of 120, 80 and 40 columns.
import { afterEach, beforeAll, expect, jest, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createStandin, type SeedInput, type Standin } from '../../rule/standin';
import { describeWithTool } from '../moto';
import { caller, CommandLine } from './command-line';
import { TmuxScreen, type EndedScreen } from './tmux';

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
  standin = undefined;
});

const widths = [120, 80, 40];
const longName = 'administrator.of.everything@the-long-subsidiary.company.example.co'.slice(0, 64);
const people = [
  { userName: 'alice', loginProfile: {}, mfaDevices: [{ kind: 'virtual' as const }] },
  { userName: 'bob', loginProfile: {}, passwordLastUsed: '2026-11-01T09:00:00Z' },
  { userName: longName, loginProfile: {}, tags: { owner: 'security-and-compliance@subsidiary.example.com' } },
  { userName: 'erin', loginProfile: {}, tags: { exempt: `2999-01-01 ${'a long reason '.repeat(16)}` } },
  { userName: 'frank', loginProfile: {} },
];
const services = (number: number) =>
  Array.from({ length: number }, (_, n) => ({ userName: `svc-${n}`, path: '/service/' }));
const frankDenied = { action: 'iam:GetLoginProfile', error: 'AccessDenied', userNames: ['frank'] };

async function start(seed: SeedInput, columns: number, args: readonly string[]): Promise<TmuxScreen> {
  standin = createStandin(seed);
  const env = caller(await standin.listen());
  screen = new TmuxScreen([process.execPath, cli.file, ...args], env, { columns, rows: 24 });
  return screen;
}

const show = async (seed: SeedInput, columns: number, args: readonly string[]): Promise<EndedScreen> =>
  (await start(seed, columns, args)).ended();

/** Nothing is torn: no row was broken by the terminal, none is drawn with boxes, and no progress is left over. */
function expectWhole({ rows, broken, cursorIsShown }: EndedScreen, columns: number): void {
  expect(broken).toEqual([]);
  expect(rows.filter((row) => row.length > columns)).toEqual([]);
  expect(rows.join('\n')).not.toMatch(/[\u2500-\u257f]|listing|left$|\d\/s/m);
  expect(cursorIsShown).toBe(true);
}

/** The text as it reads, whatever the width. */
const textOf = ({ rows }: EndedScreen): string => rows.join(' ').replace(/\s+/g, ' ');
const rowOf = ({ rows }: EndedScreen, pattern: RegExp): number => rows.findIndex((row) => pattern.test(row));

describeWithTool('tmux', 'on a screen of', () => {
  test.each(widths)('%i columns, the demo says who can sign in with a password alone', async (columns) => {
    const ended = await show({}, columns, ['demo']);

    expect(ended.code).toBe(0);
    expectWhole(ended, columns);
    expect(textOf(ended)).toMatch(/^An account with 10 IAM users\..* a grace period of 48 hours /);
    expect(textOf(ended)).toContain('3 people can sign in with a password alone. AWS Config shows:');
    expect(textOf(ended)).toMatch(/NON_COMPLIANT bob can sign in with a password alone/);
    expect(textOf(ended)).toMatch(/Now: 1 person can sign in with a password alone\.$/);
  });

  test.each(widths)('%i columns, 1,200 users without a password hide nobody in a scan', async (columns) => {
    const seed = {
      users: [...services(1200), ...people],
      faults: [frankDenied],
      latencyMilliseconds: 1,
    };
    const flags = ['--rank-privileges', '--owner-tag-key', 'owner', '--exempt-tag-key', 'exempt'];
    const ended = await show(seed, columns, ['scan', ...flags, '--max-exempt-days', '3650']);

    expect(ended.code).toBe(3);
    expectWhole(ended, columns);
    expect(textOf(ended)).toMatch(
      // Whose credentials these are, and what decides, is said first.
      /^With account 123456789012 as .*, region us-east-1, parameters exemptTagKey=exempt maxExemptDays=3650 ownerTagKey=owner rankPrivileges=true\. Account 123456789012: 3 people of those who could be read can sign in with a password alone/,
    );
    expect(rowOf(ended, /^bob\b/)).toBeGreaterThan(0);
    expect(rowOf(ended, /^bob\b/)).toBeLessThan(rowOf(ended, /^COULD NOT BE READ: 1\./));
    expect(rowOf(ended, /^COULD NOT BE READ/)).toBeLessThan(rowOf(ended, /^ALL OTHERS: 1201 users/));
    expect(textOf(ended)).not.toContain('svc-');
    expect(ended.rows.length).toBeLessThan(120);
  });

  test.each(widths)('%i columns, scan --all lists everybody below those who must act', async (columns) => {
    const ended = await show({ users: [...services(40), ...people] }, columns, ['scan', '--all']);

    expectWhole(ended, columns);
    expect(rowOf(ended, /^bob\b/)).toBeLessThan(rowOf(ended, /^COMPLIANT: 1/));
    expect(ended.rows.filter((row) => /^svc-\d+\b/.test(row))).toHaveLength(40);
  });

  test.each(widths)('%i columns, a plan says whom it concerns and counts the others', async (columns) => {
    const group = { groupName: 'iam-user-mfa-required', path: '/iam-user-mfa-required/' };
    const seed = { users: [...services(100), ...people], groups: [group], faults: [frankDenied] };
    const ended = await show(seed, columns, ['remediate', '--action', 'require-mfa']);

    expect(ended.code).toBe(3);
    expectWhole(ended, columns);
    expect(textOf(ended)).toMatch(/^rule iam-user-mfa arn:aws:lambda:.* default parameters Plan for/);
    expect(textOf(ended)).toContain(
      'Plan for 105 users: 0 users would be changed, the step is refused for 3, 1 could not be read, there is nothing to do for 101. Nothing was changed.',
    );
    expect(textOf(ended).match(/No policy of the group iam-user-mfa-required denies/g)).toHaveLength(1);
    expect(textOf(ended)).toMatch(/\bbob,? (user id )?AIDA/);
    expect(textOf(ended)).not.toContain('svc-');
  });

  test.each(widths)('%i columns, doctor gives each check its lines', async (columns) => {
    const ended = await show({}, columns, ['doctor']);

    expectWhole(ended, columns);
    expect(textOf(ended)).toMatch(/^Account 123456789012 in us-east-1: 2 things are missing/);
  });

  test.each(widths)('%i columns, check names the place', async (columns) => {
    const folder = mkdtempSync(join(tmpdir(), 'iam-user-mfa-'));
    const file = join(folder, 't.json');
    const properties = { UserName: longName, LoginProfile: { Password: 'x' } };
    writeFileSync(
      file,
      JSON.stringify({ Resources: { Someone: { Type: 'AWS::IAM::User', Properties: properties } } }),
    );
    const ended = await show({}, columns, ['check', file]);
    rmSync(folder, { recursive: true });

    expect(ended.code).toBe(1);
    expectWhole(ended, columns);
    expect(textOf(ended)).toContain('1 user would be able to sign in with a password alone.');
  });

  const members = [1, 2, 3].map((n) => ({
    accountId: `10000000000${n}`,
    users: people,
    evaluationResults: [
      {
        resourceId: 'AIDABOB',
        complianceType: 'NON_COMPLIANT' as const,
        annotation:
          'bob can sign in with a password alone: no MFA device. Assign one or delete the login profile.',
      },
    ],
  }));
  const organization = {
    roots: [{ id: 'r-root', name: 'Root', ous: [{ id: 'ou-root-aaaaaaaa', name: 'Production of Europe' }] }],
    accounts: members.map(({ accountId }) => ({
      accountId,
      name: `subsidiary-of-example-production-${accountId}`,
      parent: 'ou-root-aaaaaaaa',
    })),
  };
  const company: SeedInput = {
    users: people,
    accounts: members,
    organization,
    faults: [{ action: 'iam:ListUsers', error: 'AccessDenied', accountIds: ['100000000003'] }],
    latencyMilliseconds: 2,
  };

  test.each(widths)('%i columns, org-scan names who must act before the figures', async (columns) => {
    const ended = await show(company, columns, ['org-scan', '--role-name', 'reader', '--all']);

    expect(ended.code).toBe(3);
    expectWhole(ended, columns);
    expect(textOf(ended)).toMatch(
      /^With account .*\. Organization o-standin000: \d+ people of those who are known can sign in/,
    );
    expect(rowOf(ended, /^WITHOUT SUFFICIENT MFA/)).toBeLessThan(rowOf(ended, /^NOT REPORTING: 1 of 4/));
    expect(rowOf(ended, /^NOT REPORTING/)).toBeLessThan(rowOf(ended, /^OU\b|^Root\b/));
    // A figure never stands alone, without what it counts.
    expect(ended.rows.filter((row) => /^ *\d+$/.test(row))).toEqual([]);
  });

  test.each(widths)('%i columns, org-report names who must act before the figures', async (columns) => {
    const ended = await show(company, columns, ['org-report']);

    expect(ended.code).toBe(3);
    expectWhole(ended, columns);
    expect(textOf(ended)).toMatch(/^With account .*\. Organization o-standin000: /);
    expect(rowOf(ended, /^WITHOUT SUFFICIENT MFA/)).toBeLessThan(rowOf(ended, /^NOT REPORTING: 4 of 4/));
  });

  test.each(widths)('%i columns, help fits, and its examples can be copied', async (columns) => {
    const ended = await show({}, columns, ['remediate', '--help']);

    expectWhole(ended, columns);
    expect(textOf(ended).replace(/\\ /g, '')).toContain(
      '$ iam-user-mfa remediate --action require-mfa --user-name alice --apply',
    );
  });

  test.each(widths)('%i columns, a complaint breaks at spaces', async (columns) => {
    const ended = await show({}, columns, ['scan', '--required-mfa', 'some', '--grace-period-hours', '721']);

    expect(ended.code).toBe(2);
    expectWhole(ended, columns);
    expect(textOf(ended)).toContain('--grace-period-hours: got "721", allowed: a whole number 0..720.');
  });

  test.each(widths)(
    '%i columns, Ctrl-C in a scan gives the cursor back and leaves no progress',
    async (columns) => {
      const seed = { users: services(2000), latencyMilliseconds: 50 };
      const at = await start(seed, columns, ['scan']);
      const running = await at.until(/\b[1-9]\d*\/2000 users/);

      // One row, redrawn: a bar that is wider than the screen would leave its rows behind.
      expect(running.split('\n').filter((row) => row.includes('/2000 users'))).toHaveLength(1);
      expect(at.cursorIsShown).toBe(false);
      at.type('C-c');
      const ended = await at.ended();
      expect(ended).toMatchObject({ code: 130, broken: [], cursorIsShown: true });
      const text = textOf(ended);
      expect(text).toContain('iam-user-mfa: Interrupted: this is what was read until then.');
      expect(text).toMatch(/Nobody of those who could be read can sign in with a password alone/);
      // A count for those who were not read, not 1,900 names.
      expect(text).toMatch(/\d+ users\s+the time was over before they were read/);
      expect(ended.rows.length).toBeLessThan(60);
      expect(text).not.toMatch(/\/2000 users|0s left/);
    },
  );

  test('80 columns, Ctrl-C in an org-scan gives the cursor back and leaves no progress', async () => {
    const at = await start({ ...company, latencyMilliseconds: 200 }, 80, [
      'org-scan',
      '--role-name',
      'reader',
    ]);
    await at.until(/\/4 accounts/);

    at.type('C-c');
    const ended = await at.ended();
    expect(ended).toMatchObject({ code: 130, broken: [], cursorIsShown: true });
    expect(textOf(ended)).toContain('Interrupted: this is what was read until then.');
    expect(textOf(ended)).toMatch(/Organization o-standin000: /);
  });
});
