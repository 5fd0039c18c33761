// Whatever options are set, each takes effect or one line refuses them. All alone and all pairs, in each region, then cfn-lint over
// what they make: `npm run pairs`.
import { expect, test } from '@jest/globals';
import { App } from 'aws-cdk-lib';
import fc from 'fast-check';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AccountStack } from '../../infra/account/account-stack';
import { InvalidOptionsError } from '../../infra/options/errors';
import type { Values } from '../../infra/options/parse-options';
import { MemberStack } from '../../infra/organization/member-stack';
import { addOrganization } from '../../infra/organization/organization';
import { partitionOf } from '../../rule/core/partition';
import { isOnPath } from '../moto';
import type { TemplateBody } from './organization-synth';

const everything = process.env['PAIRS'] === 'all';
const places = ['account', 'organization'] as const;
/** IAM's region, one of a partition without root rules, and one that IAM's events do not reach. */
const regions = ['us-east-1', 'cn-north-1', 'eu-west-1'] as const;
type Place = (typeof places)[number];
type Region = (typeof regions)[number];

const mail = { notificationEmail: 'security@example.com' };
const findings = { securityHubFindings: true, rankPrivileges: true };
const removal = { remediation: 'manual', removeConsoleAccess: true };
const arn = (region: Region, rest: string) => `arn:${partitionOf(region)}:${rest}`;

/** An option, or one and its value, and what is set for it: another value than its default, and what that needs. */
const common = (region: Region): Readonly<Record<string, Values>> => ({
  requiredMfa: { requiredMfa: 'has-phishing-resistant' },
  gracePeriodHours: { gracePeriodHours: 24 },
  exemptTagKey: { exemptTagKey: 'mfa-exempt' },
  maxExemptDays: { exemptTagKey: 'mfa-exempt', maxExemptDays: 30 },
  exemptPaths: { exemptPaths: ['/service/'] },
  exemptUserNames: { exemptUserNames: ['bob'] },
  ownerTagKey: { ownerTagKey: 'owner' },
  rankPrivileges: { rankPrivileges: true },
  maximumExecutionFrequency: { maximumExecutionFrequency: 'One_Hour' },
  reevaluation: { reevaluation: false },
  notificationTopicArn: { notificationTopicArn: arn(region, `sns:${region}:111122223333:security`) },
  securityHubFindings: { securityHubFindings: true },
  'remediation=manual': { remediation: 'manual' },
  'remediation=automatic': { remediation: 'automatic' },
  remediationAction: { ...removal, remediationAction: 'remove-console-access' },
  removeConsoleAccess: removal,
  allowFirstPasswordChange: { remediation: 'manual', allowFirstPasswordChange: true },
  auditRetentionDays: { remediation: 'manual', auditRetentionDays: 30 },
  'alarms=false': { alarms: false },
  'metrics=all': { metrics: 'all' },
  'metrics=none': { metrics: 'none' },
  savedQuery: { savedQuery: true },
  memoryMiB: { memoryMiB: 256 },
  timeoutSeconds: { timeoutSeconds: 300 },
  reservedConcurrency: { reservedConcurrency: 5 },
  permissionsBoundary: { permissionsBoundary: 'company/Boundary' },
  rolePath: { rolePath: '/security/' },
  kmsKeyArn: { kmsKeyArn: arn(region, `kms:${region}:111122223333:key/abc`) },
  architecture: { architecture: 'x86_64' },
  runtime: { runtime: 'nodejs22.x' },
  logRetentionDays: { logRetentionDays: 30 },
});
const ofAccount: Readonly<Record<string, Values>> = {
  notificationEmail: mail,
  complianceNotice: { ...mail, complianceNotice: true },
  securityHubInsight: { securityHubFindings: true, securityHubInsight: true },
  criticalFindingNotice: { ...mail, ...findings, criticalFindingNotice: true },
  dashboard: { dashboard: false },
};
const daily = { organizationReport: 'daily' };
const ofOrganization = (region: Region): Readonly<Record<string, Values>> => ({
  'alarms=all': { ...common(region)['notificationTopicArn'], alarms: 'all' },
  ruleIn: { ruleIn: 'member-stack' },
  deployFrom: { deployFrom: 'delegated-administrator' },
  managementAccountId: { remediation: 'manual', managementAccountId: '123456789012' },
  autoDeployment: { autoDeployment: false },
  memberExcludedAccounts: { autoDeployment: false, memberExcludedAccounts: ['123456789012'] },
  memberDependsOn: {
    memberDependsOn: [arn(region, `cloudformation:${region}:111122223333:stackset/x:1`)],
  },
  excludedAccounts: { excludedAccounts: ['123456789012'] },
  packName: { packName: 'second-factor' },
  rootHardwareMfa: { rootHardwareMfa: true },
  'organizationReport=daily': daily,
  'organizationReport=off': { organizationReport: 'off' },
  reportHour: { ...daily, reportHour: 3 },
  reportRetentionDays: { ...daily, reportRetentionDays: 30 },
  objectLockDays: { ...daily, objectLockDays: 30 },
  aggregator: { aggregator: false },
  aggregatorName: { ...daily, aggregatorName: 'existing' },
  tags: { tags: 'team=security' },
});
const rowsOf = (place: Place, region: Region): Readonly<Record<string, Values>> => ({
  ...common(region),
  ...(place === 'account' ? ofAccount : ofOrganization(region)),
});

/** They ask for none of something, or for all of it, and get that where there is none, or nothing more, anyway. */
const takeAway = ['reevaluation', 'metrics=none', 'aggregator', 'alarms=false', 'organizationReport=off'];
const allThereIs = 'alarms=all';
/** A warning says that AWS has no such rule there. */
const isLeftOut = (name: string, region: Region): boolean =>
  name === 'rootHardwareMfa' && region === 'cn-north-1';
/** From a delegated administrator without remediation it names the account that a warning is not about. */
const saysWhoItIs = (name: string, values: Values): boolean =>
  name === 'managementAccountId' && values['deployFrom'] === 'delegated-administrator';

/** The templates for cfn-lint: each with a resource that no earlier one has. */
const toLint: string[] = [];
const resources = new Set<string>();
function keep(body: TemplateBody): void {
  const texts = Object.entries(body.Resources).map((one) =>
    createHash('sha1').update(JSON.stringify(one)).digest('hex'),
  );
  if (texts.every((text) => resources.has(text))) return;
  for (const text of texts) resources.add(text);
  toLint.push(JSON.stringify(body));
}

const made = new Map<string, string>();
/** The templates, or the line that refuses the options. */
function outcome(place: Place, region: Region, values: Values): string {
  const key = JSON.stringify([place, region, Object.entries(values).sort()]);
  const text = made.get(key) ?? synthesized(place, region, values);
  made.set(key, text);
  return text;
}

function synthesized(place: Place, region: Region, values: Values): string {
  const env = { region };
  const elsewhere = region === 'eu-west-1' ? { allowAnyRegion: true } : {};
  try {
    const app = new App({ analyticsReporting: false });
    if (place === 'account') new AccountStack(app, 'IamUserMfa', { ...elsewhere, ...values, env });
    else {
      addOrganization(app, { organizationalUnitIds: ['r-abcd'], ...elsewhere, ...values }, { env });
      // As each account has it: the parameters of the StackSet differ whether or not they do anything.
      new MemberStack(app, 'Member', { organizationalUnitIds: ['r-abcd'], ...elsewhere, ...values, env });
    }
    const stacks = app.synth().stacks.map(({ template }) => template as TemplateBody);
    for (const body of stacks) {
      if (everything) keep(body);
      for (const { Type, Properties } of Object.values(body.Resources))
        if (Type === 'AWS::CloudFormation::StackSet') delete Properties['Parameters'];
    }
    return JSON.stringify(stacks);
  } catch (error) {
    if (!(error instanceof InvalidOptionsError)) throw error;
    return error.message;
  }
}

/** Of some options, each one that does nothing beside the others and is not refused. */
function withoutEffect(place: Place, region: Region, names: readonly string[]): readonly string[] {
  const rows = rowsOf(place, region);
  const all: Values = Object.assign({}, ...names.map((name) => rows[name])) as Values;
  const text = outcome(place, region, all);
  if (text.startsWith('Invalid options: ')) {
    expect(text).toMatch(/^Invalid options: (\w+: got [^\n]+, allowed: [^\n]+[.;] ?)+$/);
    return [];
  }
  return names.filter((name) => {
    const [key = ''] = name.split('=');
    const isAlsoAsked = names.some((other) => other !== name && key in (rows[other] ?? {}));
    if (
      isAlsoAsked ||
      [...takeAway, allThereIs].includes(name) ||
      isLeftOut(key, region) ||
      saysWhoItIs(key, all)
    )
      return false;
    const without = Object.fromEntries(Object.entries(all).filter(([one]) => one !== key));
    return outcome(place, region, without) === text;
  });
}

const label = (place: Place, region: Region, names: readonly string[]) =>
  `${names.join(' beside ')} (${place}, ${region})`;

if (everything) {
  test.each(places.flatMap((place) => regions.map((region) => [place, region] as const)))(
    'each option alone and beside each other one: %s in %s',
    (place, region) => {
      const names = Object.keys(rowsOf(place, region));
      const pairs = names.flatMap((one, index) => names.slice(index + 1).map((other) => [one, other]));
      // Elsewhere a sample: each pair of an organization takes seconds.
      const some =
        region === 'us-east-1' ? pairs : fc.sample(fc.constantFrom(...pairs), { numRuns: 100, seed: 23 });
      const sets = [...names.map((one) => [one]), ...some];
      expect(
        sets.flatMap((set) =>
          withoutEffect(place, region, set).map((name) => `${name}: ${label(place, region, set)}`),
        ),
      ).toEqual([]);
    },
    3_600_000,
  );

  test('cfn-lint finds nothing in what they make', () => {
    expect(isOnPath('cfn-lint')).toBe(true);
    const folder = mkdtempSync(join(tmpdir(), 'iam-user-mfa-pairs-'));
    const files = toLint.map((text, index) => {
      const file = join(folder, `${index}.json`);
      writeFileSync(file, text);
      return file;
    });
    const { status, stdout, stderr } = spawnSync('cfn-lint', files, { encoding: 'utf8' });
    rmSync(folder, { recursive: true, force: true });
    expect({ status, said: (stdout + stderr).slice(0, 5_000) }).toEqual({ status: 0, said: '' });
  }, 3_600_000);
} else {
  test.each(places)('each of some options takes effect, or one line says why not: %s', (place) => {
    fc.assert(
      fc.property(
        fc.constantFrom(...regions),
        fc.uniqueArray(fc.nat(60), { minLength: 1, maxLength: 3 }),
        (region, indexes) => {
          const names = Object.keys(rowsOf(place, region));
          const some = [...new Set(indexes.map((index) => names[index % names.length] ?? ''))];
          expect([label(place, region, some), withoutEffect(place, region, some)]).toEqual([
            label(place, region, some),
            [],
          ]);
        },
      ),
      { numRuns: 8, seed: 23 },
    );
  });
}
