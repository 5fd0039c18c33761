import { describe, expect, test } from '@jest/globals';
import { App } from 'aws-cdk-lib';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { AccountStack } from '../../infra/account/account-stack';
import { withoutValue } from '../../infra/command-line';
import { changedFromDefaults, optionsOf } from '../../infra/options/context';
import { parseOptions } from '../../infra/options/parse-options';

const readText = (file: string): string => readFileSync(file, 'utf8');
const nodeOf = (context: Record<string, unknown>) => new App({ context }).node;
const refusal = (context: Record<string, unknown>) => {
  const node = nodeOf(context);
  return () => {
    const values = optionsOf(node);
    parseOptions(values['organizationalUnitIds'] === undefined ? 'account' : 'organization', values);
  };
};

describe('a context key that is no option fails the synth of our app', () => {
  test.each([
    ['requiredMFA', 'requiredMfa'],
    ['gracePeriodHour', 'gracePeriodHours'],
    ['grace-period-hours', 'gracePeriodHours'],
    ['GRACE_PERIOD_HOURS', 'gracePeriodHours'],
    ['organizationUnitIds', 'organizationalUnitIds'],
    ['exemptTag', 'exemptTagKey'],
    ['notificationMail', 'notificationEmail'],
  ])('%s, with the name of the option: %s', (key, option) => {
    expect(refusal({ [key]: 'x' })).toThrow(
      `Invalid options: ${key}: unknown option, the nearest one is ${option}.`,
    );
  });

  test('one that is near to none, with every option', () => {
    expect(refusal({ banana: 'x' })).toThrow(
      /^Invalid options: banana: unknown option, allowed: requiredMfa, .*, aggregator/,
    );
  });

  test('all of them at once', () => {
    expect(refusal({ requiredMFA: 'any', gracePeriodHour: 1 })).toThrow(/requiredMFA: .*; gracePeriodHour: /);
  });

  test('an option of an organization in the app of one account', () => {
    expect(refusal({ packName: 'second-factor' })).toThrow(
      'Invalid options: packName: got "second-factor", allowed: only with organizationalUnitIds.',
    );
  });

  test.each([
    ['dashboard', true],
    ['complianceNotice', true],
    ['notificationEmail', 'a@example.com'],
  ])('%s, an option of one account, in the app of an organization', (key, value) => {
    expect(refusal({ organizationalUnitIds: 'r-abcd', [key]: value })).toThrow(
      `Invalid options: ${key}: got `,
    );
  });

  test('and never an app that only imports the constructs', () => {
    const app = new App({ context: { requiredMFA: 'any', ours: true } });
    expect(() => new AccountStack(app, 'Theirs')).not.toThrow();
  });
});

describe("CDK's own context keys pass", () => {
  test.each([
    '@aws-cdk/core:validateAgainstDefaultRules',
    'aws:cdk:enable-path-metadata',
    'aws-cdk:enableDiffNoFail',
    'availability-zones:account=123456789012:region=us-east-1',
    'cli-telemetry',
    'acknowledged-issue-numbers',
    'tree',
    'analytics',
  ])('%s', (key) => {
    expect(refusal({ [key]: true })).not.toThrow();
  });

  test('and so does everything that the pinned CDK CLI writes', () => {
    const folder = mkdtempSync(join(tmpdir(), 'iam-user-mfa-context-'));
    try {
      const app = `${JSON.stringify(process.execPath)} -e "require('fs').writeFileSync('seen.json', process.env.CDK_CONTEXT_JSON)"`;
      writeFileSync(join(folder, 'cdk.json'), JSON.stringify({ app }));
      const cli = resolve(__dirname, '../../node_modules/aws-cdk/bin/cdk');
      const run = (...args: string[]) =>
        spawnSync(process.execPath, [cli, ...args, '--no-notices'], {
          cwd: folder,
          encoding: 'utf8',
          env: { PATH: process.env['PATH'], HOME: folder, CI: 'true', AWS_EC2_METADATA_DISABLED: 'true' },
        });
      run('acknowledge', '12345');
      run('cli-telemetry', '--disable');
      run('synth');
      const seen = JSON.parse(readText(join(folder, 'seen.json'))) as Record<string, unknown>;
      expect(Object.keys(seen)).toEqual(
        expect.arrayContaining(['acknowledged-issue-numbers', 'cli-telemetry']),
      );
      expect(refusal(seen)).not.toThrow();
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }, 120_000);
});

describe('a context key without a value on the command line of cdk', () => {
  test.each([
    [['synth', '-c', 'gracePeriodHours'], ['gracePeriodHours']],
    [['deploy', 'IamUserMfa', '--context', 'alarms', '-c', 'dashboard=false'], ['alarms']],
    [['synth', '--context=alarms'], ['alarms']],
    [['synth', '-calarms'], ['alarms']],
    [['synth', '-c', 'exemptTagKey=', '--context=a=b=c', '--ci'], []],
  ])('%j has %j', (args, keys) => {
    expect(withoutValue(args)).toEqual(keys);
  });
});

describe('the line of options that differ from their defaults', () => {
  test.each([
    [{}, 'every option has its default.'],
    [
      { remediation: 'off', maximumExecutionFrequency: 'Six_Hours', alarms: 'true' },
      'every option has its default.',
    ],
    [
      {
        gracePeriodHours: '24',
        exemptPaths: ['/a/', '/b/'],
        alarms: false,
        notificationEmail: 'a@example.com',
      },
      'options that differ from their defaults: gracePeriodHours=24 exemptPaths=/a/,/b/ notificationEmail=a@example.com alarms=false',
    ],
    [
      { organizationalUnitIds: 'r-abcd', ruleIn: 'member-stack' },
      'options that differ from their defaults: ruleIn=member-stack organizationalUnitIds=r-abcd',
    ],
  ])('%j: %s', (context, line) => {
    expect(changedFromDefaults(optionsOf(nodeOf(context)))).toBe(line);
  });
});

test("the repository's cdk.json sets options to their defaults, and so shows where they belong", () => {
  const { context } = JSON.parse(readText(resolve(__dirname, '../../cdk.json'))) as {
    context: Record<string, unknown>;
  };
  expect(Object.keys(context)).toEqual(expect.arrayContaining(['maximumExecutionFrequency', 'remediation']));
  expect(refusal(context)).not.toThrow();
  expect(changedFromDefaults(optionsOf(nodeOf(context)))).toBe('every option has its default.');
});
