// The report's function as it is deployed, over 200 accounts: the page in the bucket is opened, the message is read.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { createStandin, type Standin } from '../../rule/standin';
import { builtEntry, capturedLog } from '../entries/entry';
import { ReportPlaces, type Mail } from '../entries/report-places';
import { describeWithMoto } from '../moto';
import { describeInBrowser, openWatched } from './browser';
import { idOf, reportedOrganization } from './reported-organization';

describeWithMoto("the report's function", (motoUrl) => {
  let standin: Standin;
  let places: ReportPlaces;
  let first: Mail;
  let second: Mail;
  let folders: readonly string[];
  const environment: Record<string, string> = {};
  const log = capturedLog();

  beforeAll(async () => {
    standin = createStandin(reportedOrganization());
    places = await ReportPlaces.in(motoUrl());
    Object.assign(environment, { ...places.environment, AWS_ENDPOINT_URL: await standin.listen() });
    Object.assign(process.env, environment);
    const handler = builtEntry('report');
    await handler({});
    first = await places.mail();
    changeUsers(standin);
    // The folder of a report is named by the second.
    await setTimeout(1_000);
    await handler({});
    second = await places.mail();
    folders = (await places.keys())
      .filter((key) => key.endsWith('/report.html') && !key.includes('/latest/'))
      .map((key) => key.slice(0, -'/report.html'.length));
  }, 180_000);

  afterAll(async () => {
    for (const name of Object.keys(environment)) Reflect.deleteProperty(process.env, name);
    places.destroy();
    await standin.close();
  });

  const placesIn = (folder: string | undefined): readonly string[] => [
    `Page: https://us-east-1.console.aws.amazon.com/s3/object/iam-user-mfa-reports?region=us-east-1&prefix=${folder ?? ''}/report.html`,
    `File: s3://iam-user-mfa-reports/${folder ?? ''}/report.html`,
  ];
  const notReporting =
    'Not reporting: 20 of 200 accounts: 100000000007 account-7 (no-rule), 100000000017 account-17 (no-rule), ' +
    '100000000027 account-27 (no-rule), 100000000037 account-37 (no-rule), 100000000047 account-47 (no-rule) and 15 more. ' +
    'Their users are unknown, not compliant.';

  test('tells the topic of the first report in five lines, word for word', () => {
    expect(folders).toHaveLength(2);
    expect(first.Subject).toBe('IAM users without MFA in o-example000: 178, 20 accounts unknown');
    expect(first.Message.split('\n')).toEqual([
      'Organization o-example000: 178 IAM users can sign in without sufficient MFA in 119 accounts, of 1440 console users in 180 accounts that report.',
      'New: this is the first report, so there is nothing to compare with.',
      notReporting,
      ...placesIn(folders[0]),
    ]);
    expect(log.join('\n')).not.toContain('"level":"ERROR"');
  });

  test('tells in the second report who is new and how many are fixed, word for word', () => {
    expect(second.Subject).toBe('IAM users without MFA in o-example000: 178, 1 new, 20 accounts unknown');
    expect(second.Message.split('\n')).toEqual([
      'Organization o-example000: 178 IAM users can sign in without sufficient MFA in 120 accounts, of 1440 console users in 180 accounts that report.',
      `New since ${(folders[0] ?? '').slice('reports/'.length, 'reports/2026-01-01'.length)}: user-0-5 in 100000000000; 1 fixed.`,
      notReporting,
      ...placesIn(folders[1]),
    ]);
  });

  describeInBrowser('the page that lies in the bucket', (browser) => {
    const opened = async () => {
      const file = join(mkdtempSync(join(tmpdir(), 'iam-user-mfa-delivered-')), 'report.html');
      writeFileSync(file, await places.textOf('reports/latest/report.html'));
      return openWatched(browser(), pathToFileURL(file).href);
    };

    test('says the answer, first who does not report, and asks for nothing from elsewhere', async () => {
      const { page, complaints } = await opened();

      expect(await page.locator('h1').innerText()).toBe(
        '178 people in 120 accounts can sign in without sufficient MFA.',
      );
      expect(await page.locator('.lede').innerText()).toBe(
        '20 of 200 accounts do not report: their users are unknown, not safe.',
      );
      expect(await page.locator('.change h2 b').allInnerTexts()).toEqual(['1', '1', '177']);
      expect(await page.locator('main section h2').first().innerText()).toBe(
        'Accounts that do not report: 20',
      );
      expect(await page.locator('#accounts h2').innerText()).toBe('Accounts with people who must act: 120');
      expect(await page.locator('#how').innerText()).toContain('aggregator iam-user-mfa');
      expect(complaints).toEqual([]);
      await page.close();
    });

    test('filters the accounts by unit and finds a user', async () => {
      const { page, complaints } = await opened();
      await page.getByLabel('Organizational unit (OU)').selectOption('Sandbox');
      expect(await page.locator('#accounts-table tr.group').count()).toBe(1);
      await page.getByLabel('Organizational unit (OU)').selectOption('All');
      await page.getByLabel('Find an account or a user').fill('user-0-5');

      expect(await page.locator('#accounts-table tr.row').innerText()).toMatch(/user-0-5 New/);
      expect(complaints).toEqual([]);
      await page.close();
    });
  });
});

/** A user of the first account loses MFA, and one of the third gets it. */
function changeUsers({ store }: Standin): void {
  const change = (n: number, user: number, complianceType: 'COMPLIANT' | 'NON_COMPLIANT', text: string) => {
    const { config } = store.account(idOf(n));
    const [rule] = config.rules.values();
    if (rule === undefined) throw new Error(`no rule in ${idOf(n)}`);
    config.record(rule, {
      resourceType: 'AWS::IAM::User',
      resourceId: `AIDA${String(n).padStart(8, '0')}${user}`,
      complianceType,
      annotation: `user-${n}-${user} ${text}`,
      recordedTime: new Date(),
      orderingTimestamp: new Date(),
    });
  };
  change(0, 5, 'NON_COMPLIANT', 'can sign in with a password alone.');
  change(2, 1, 'COMPLIANT', 'signs in with MFA.');
}
