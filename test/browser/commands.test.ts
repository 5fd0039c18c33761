// The pages that the commands themselves write, each as a process against the stand-in, opened as a person opens them.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createStandin, type SeedInput, type Standin } from '../../rule/standin';
import { caller, CommandLine } from '../cli/command-line';
import { accounts, fillConfig, parameterFlags, worldSeed } from '../cli/org-world';
import { describeInBrowser, openWatched } from './browser';
import { axeFaults, outside, rowsIn } from './faults';

const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();
const hostile = '</script><script>alert(1)</script> & "quoted" \u202e' + 'w'.repeat(180);

const seed: SeedInput = {
  accountId: '111122223333',
  users: [
    {
      userName: 'adm',
      loginProfile: { createDate: inDays(-900) },
      tags: { owner: hostile },
      attachedPolicies: [],
    },
    { userName: '=1+1@contractor', loginProfile: { createDate: inDays(-2) } },
    { userName: 'x'.repeat(64), path: '/a/very/long/path/', loginProfile: { createDate: inDays(-1) } },
    { userName: 'breaker', loginProfile: {}, tags: { 'mfa-exempt': `${inDays(9).slice(0, 10)} ${hostile}` } },
    { userName: 'unread', loginProfile: {} },
    { userName: 'safe', loginProfile: {}, mfaDevices: [{ kind: 'security-key' }] },
    { userName: 'robot' },
  ],
  faults: [{ action: 'iam:GetLoginProfile', userNames: ['unread'], error: 'AccessDenied' }],
};

const world = (): SeedInput => {
  const whole = worldSeed();
  return { ...whole, faults: (whole.faults ?? []).filter(({ error }) => error !== 'Throttling') };
};

describeInBrowser('the pages of the commands', (browser) => {
  const cli = new CommandLine();
  const folder = mkdtempSync(join(tmpdir(), 'iam-user-mfa-commands-'));
  const file = (name: string): string => join(folder, name);
  let standin: Standin;
  let organization: Standin;

  beforeAll(async () => {
    standin = createStandin(seed);
    organization = createStandin(world());
    const env = caller(await standin.listen());
    const url = await organization.listen();
    await fillConfig(organization, url);
    const asManagement = caller(url, { AWS_ACCESS_KEY_ID: `KEY${accounts[0]?.id ?? ''}` });
    const flags = ['--exempt-tag-key', 'mfa-exempt', '--owner-tag-key', 'owner', '--rank-privileges'];
    const outcomes = await Promise.all([
      cli.run(['scan', ...flags, '--sign-ins', '30', '--format', `html=${file('scan.html')}`], env),
      cli.run(['evidence', ...flags, '--output', file('evidence')], env),
      cli.run(['demo', '--format', `html=${file('demo.html')}`]),
      cli.run(['org-report', '--format', `html=${file('org-report.html')}`], asManagement),
      cli.run(
        ['org-scan', '--role-name', 'audit', ...parameterFlags, '--format', `html=${file('org-scan.html')}`],
        asManagement,
      ),
    ]);
    expect(outcomes.map(({ code }) => code)).toEqual([3, 3, 0, 3, 3]);
  }, 180_000);
  afterAll(async () => {
    await standin.close();
    await organization.close();
  });

  describe.each([
    ['scan', 'scan.html'],
    ['evidence', 'evidence/report.html'],
    ['demo', 'demo.html'],
    ['org-report', 'org-report.html'],
    ['org-scan', 'org-scan.html'],
  ])('%s', (_, name) => {
    test('at 390, 768 and 1,440 pixels: whole, without a fault of axe or a complaint, and of a known origin', async () => {
      const { page, complaints } = await openWatched(browser(), pathToFileURL(file(name)).href);
      expect(await rowsIn(page)).toBeLessThan(200);
      expect(await page.locator('script').count()).toBe(2);
      for (const width of [390, 768, 1440]) {
        await page.setViewportSize({ width, height: 900 });
        expect({ width, outside: await outside(page) }).toEqual({ width, outside: [] });
        expect({ width, axe: await axeFaults(page) }).toEqual({ width, axe: [] });
      }
      const how = await page.locator('#how').innerText();
      expect(how).toMatch(/Caller\s+arn:aws:/);
      expect(how).toMatch(/region us-east-1/);
      expect(how).toMatch(/iam-user-mfa \d/);
      expect(how).not.toContain('undefined');
      expect(complaints).toEqual([]);
      await page.close();
    });
  });

  test('to stdout goes the page alone', async () => {
    const { stdout, code } = await cli.run(['demo', '--format', 'html']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^<!DOCTYPE html>[\s\S]*<\/html>\n$/);
    expect(stdout).toContain('3 people');
  });

  test('evidence asks its question without an answer in it', () => {
    expect(readFileSync(file('evidence/README.md'), 'utf8')).toMatch(
      /^# Evidence: MFA of IAM users with a console password\n/,
    );
  });
});
