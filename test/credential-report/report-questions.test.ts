import { expect, test } from '@jest/globals';
import { parseCredentialReport } from '../../rule/credential-report/parse-report';
import { ReportQuestions } from '../../rule/credential-report/report-questions';
import { parseParameterValues } from '../../rule/core/rule-parameters';
import { Directory } from '../../rule/run/directory';
import type { Reading } from '../../rule/run/ports';
import { reportText, reportUser, type Cells } from './report-text';

const now = new Date('2026-11-25T12:00:00Z');

async function readings(
  rows: readonly Cells[],
  parameters: Readonly<Record<string, string>> = {},
): Promise<readonly Reading[]> {
  const ruleParameters = parseParameterValues(parameters);
  const report = parseCredentialReport(Buffer.from(reportText(rows)));
  const iam = new ReportQuestions(report, ruleParameters.gracePeriodHours, now);
  const directory = new Directory({ iam, log: { warn: () => undefined } });
  const { users } = await directory.listUsers();
  const all: Reading[] = [];
  for await (const reading of directory.readUsers(users, ruleParameters, now)) all.push(reading);
  return all;
}

const said = (reading: Reading | undefined): string =>
  reading?.kind === 'decided'
    ? reading.verdict.reason
    : `${reading?.failure.error ?? ''} on ${reading?.failure.api ?? ''}`;

test.each([
  [{ password_enabled: 'true', mfa_active: 'false' }, 'no-mfa'],
  [{ password_enabled: 'TRUE', mfa_active: 'TRUE' }, 'mfa-enabled'],
  [{ password_enabled: 'false', mfa_active: 'false' }, 'no-console-password'],
  [{ password_enabled: 'false', mfa_active: 'maybe' }, 'no-console-password'],
  [
    { password_enabled: 'true', mfa_active: 'maybe' },
    'neither true nor false on credential-report:mfa_active',
  ],
  [{ password_enabled: 'true', mfa_active: 'N/A' }, 'neither true nor false on credential-report:mfa_active'],
  [
    { password_enabled: 'not_supported', mfa_active: 'true' },
    'neither true nor false on credential-report:password_enabled',
  ],
  [
    { password_enabled: 'no_information', mfa_active: 'false' },
    'neither true nor false on credential-report:password_enabled',
  ],
  [
    { arn: 'arn:aws:iam::111122223333:user/eve' },
    'the columns user and arn name two users on credential-report:row',
  ],
])('a user with %j is %s', async (cells, answer) => {
  const [reading] = await readings([reportUser('bob', cells)]);
  expect(said(reading)).toBe(answer);
});

const unsure = 'no answer to whether the grace period is over on credential-report:password_last_changed';
const hoursAgo = (hours: number): string => new Date(now.getTime() - hours * 3_600_000).toISOString();

test.each([
  ['both before the grace period', hoursAgo(100), hoursAgo(24), 'no-mfa'],
  ['both within it', hoursAgo(23.9), hoursAgo(1), 'within-grace'],
  ['an old user, and a password that was changed within it', hoursAgo(100), hoursAgo(1), unsure],
  ['an old user, and no time of the password', hoursAgo(100), 'N/A', unsure],
  ['a new user, and no time of the password', hoursAgo(1), 'N/A', 'within-grace'],
  ['no time of the user, and an old password', 'N/A', hoursAgo(24), 'no-mfa'],
  ['no time of the user, and a new password', 'N/A', hoursAgo(1), unsure],
  ['no time at all', 'N/A', 'N/A', unsure],
  ['a time in the future', hoursAgo(-1), hoursAgo(-1), 'within-grace'],
])('with a grace period of 24 hours: %s', async (_, created, changed, answer) => {
  const row = reportUser('bob', { user_creation_time: created, password_last_changed: changed });
  const [reading] = await readings([row], { gracePeriodHours: '24' });
  expect(said(reading)).toBe(answer);
});

test('a user with MFA needs no time, whatever the grace period', async () => {
  const row = reportUser('bob', {
    mfa_active: 'true',
    user_creation_time: 'N/A',
    password_last_changed: 'N/A',
  });
  const [reading] = await readings([row], { gracePeriodHours: '24' });
  expect(said(reading)).toBe('mfa-enabled');
});

test('a user without times is NON_COMPLIANT where there is no grace period', async () => {
  const row = reportUser('bob', { user_creation_time: 'N/A', password_last_changed: 'N/A' });
  expect(said((await readings([row]))[0])).toBe('no-mfa');
});

test('users are exempt by name and by the path of the ARN', async () => {
  const rows = [
    reportUser('bob'),
    reportUser('eve', { arn: 'arn:aws:iam::111122223333:user/break-glass/x/eve' }),
  ];
  const all = await readings(rows, { exemptUserNames: 'bob', exemptPaths: '/break-glass/' });
  expect(all.map(said)).toEqual(['exempt', 'exempt']);
});
