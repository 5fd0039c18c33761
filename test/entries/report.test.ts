// The report's function as it is deployed: an organization of 200 accounts on the stand-in, the bucket and the topic on moto.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { organizationReportSchemaKeys, parseReport } from './organization-report';
import { createStandin, type Standin } from '../../rule/standin';
import { accounts, fillConfig, worldSeed } from '../cli/org-world';
import { describeWithMoto } from '../moto';
import { builtEntry, capturedLog, type Handler } from './entry';
import { ReportPlaces } from './report-places';

describeWithMoto("the report's function", (motoUrl) => {
  let standin: Standin;
  let places: ReportPlaces;
  let handler: Handler;
  const environment: Record<string, string> = {};
  const log = capturedLog();

  beforeAll(async () => {
    handler = builtEntry('report');
    standin = createStandin(worldSeed());
    const url = await standin.listen();
    await fillConfig(standin, url);
    places = await ReportPlaces.in(motoUrl());
    Object.assign(environment, { ...places.environment, AWS_ENDPOINT_URL: url });
    Object.assign(process.env, environment);
  }, 120_000);

  afterAll(async () => {
    for (const name of [...Object.keys(environment), 'AGGREGATOR_NAME'])
      Reflect.deleteProperty(process.env, name);
    places.destroy();
    await standin.close();
  });

  test('writes the report under its date and as latest, and tells the topic in five lines', async () => {
    await handler({});

    const found = await places.keys();
    expect(found.filter((key) => key.startsWith('reports/latest/'))).toContain('reports/latest/report.json');
    expect(
      found.every((key) => /^reports\/(latest|\d{4}-\d\d-\d\dT\d{6}Z)\/report\.(json|csv|html)$/.test(key)),
    ).toBe(true);
    const report = parseReport(await places.textOf('reports/latest/report.json'));
    expect(Object.keys(report)).toEqual(expect.arrayContaining([...organizationReportSchemaKeys]));
    expect(report.accounts).toHaveLength(accounts.length + 1);
    const { Subject, Message } = await places.mail();
    expect(Subject).toMatch(/^IAM users without MFA in o-[a-z0-9]+: \d+, \d+ accounts unknown$/);
    const lines = Message.split('\n');
    expect(lines).toHaveLength(5);
    expect(lines[1]).toBe('New: this is the first report, so there is nothing to compare with.');
    expect(lines[2]).toMatch(/^Not reporting: 20 of 40 accounts: /);
    expect(lines[4]).toMatch(/^File: s3:\/\/iam-user-mfa-reports\/reports\/\d{4}-\d\d-\d\dT\d{6}Z\/report\./);
    expect(log.join('\n')).not.toContain('"level":"ERROR"');
  });

  test('compares the second report with the first', async () => {
    await handler({});

    expect((await places.mail()).Message.split('\n')[1]).toMatch(
      /^New since \d{4}-\d\d-\d\d: no one; 0 fixed\.$/,
    );
  });

  test('delivers what it could read, names what was denied, and fails', async () => {
    standin.faults.push({
      action: 'config:GetAggregateComplianceDetailsByConfigRule',
      error: 'AccessDenied',
      times: 1,
    });

    await expect(handler({})).rejects.toThrow(
      /accounts? could not be read \(AccessDenied on config:GetAggregateComplianceDetailsByConfigRule\)/,
    );
    expect((await places.mail()).Message).toContain('not read');
  });

  test.each([
    ['a bucket that is gone', { REPORT_BUCKET: 'no-such-bucket' }, 'NoSuchBucket on s3:'],
    [
      'an aggregator that is gone',
      { AGGREGATOR_NAME: 'gone' },
      'NoSuchConfigurationAggregator on config:DescribeAggregateComplianceByConfigRules',
    ],
    [
      'a missing bucket name',
      { REPORT_BUCKET: '' },
      'REPORT_BUCKET: got nothing, allowed: the name of a bucket',
    ],
  ])('fails by name with %s', async (_, environment, expected) => {
    const before = { ...process.env };
    Object.assign(process.env, environment);
    try {
      await expect(handler({})).rejects.toThrow(expected);
    } finally {
      Object.assign(process.env, before);
    }
  });
});
