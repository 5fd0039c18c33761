// Whatever two options are set, each takes effect or one line refuses them. All pairs: `PAIRS=all npx jest --selectProjects infra -- pairs`.
import { expect, test } from '@jest/globals';
import { App } from 'aws-cdk-lib';
import fc from 'fast-check';
import { AccountStack } from '../../infra/account/account-stack';
import { InvalidOptionsError } from '../../infra/options/errors';
import type { Values } from '../../infra/options/parse-options';
import { addOrganization } from '../../infra/organization/organization';
import { topicArn } from './organization-synth';

const env = { region: 'us-east-1' };
const mail = { notificationEmail: 'security@example.com' };
const administrators = { securityHubFindings: true, rankPrivileges: true };

/** Each option with another value than its default, and what it needs. */
const common: Readonly<Record<string, Values>> = {
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
  notificationTopicArn: { notificationTopicArn: topicArn },
  securityHubFindings: { securityHubFindings: true },
  remediation: { remediation: 'manual' },
  removeConsoleAccess: { remediation: 'manual', removeConsoleAccess: true },
  allowFirstPasswordChange: { remediation: 'manual', allowFirstPasswordChange: true },
  auditRetentionDays: { remediation: 'manual', auditRetentionDays: 30 },
  alarms: { alarms: false },
  metrics: { metrics: 'all' },
  savedQuery: { savedQuery: true },
  memoryMiB: { memoryMiB: 256 },
  timeoutSeconds: { timeoutSeconds: 300 },
  reservedConcurrency: { reservedConcurrency: 5 },
  permissionsBoundary: { permissionsBoundary: 'company/Boundary' },
  rolePath: { rolePath: '/security/' },
  kmsKeyArn: { kmsKeyArn: 'arn:aws:kms:us-east-1:111122223333:key/abc' },
  architecture: { architecture: 'x86_64' },
  runtime: { runtime: 'nodejs22.x' },
  logRetentionDays: { logRetentionDays: 30 },
};
const account: Readonly<Record<string, Values>> = {
  ...common,
  notificationEmail: mail,
  complianceNotice: { ...mail, complianceNotice: true },
  securityHubInsight: { securityHubFindings: true, securityHubInsight: true },
  criticalFindingNotice: { ...mail, ...administrators, criticalFindingNotice: true },
  dashboard: { dashboard: false },
};
const organization: Readonly<Record<string, Values>> = {
  ...common,
  ruleIn: { ruleIn: 'member-stack' },
  deployFrom: { deployFrom: 'delegated-administrator' },
  autoDeployment: { autoDeployment: false },
  memberExcludedAccounts: { autoDeployment: false, memberExcludedAccounts: ['123456789012'] },
  memberDependsOn: { memberDependsOn: ['arn:aws:cloudformation:us-east-1:111122223333:stackset/x:1'] },
  excludedAccounts: { excludedAccounts: ['123456789012'] },
  packName: { packName: 'second-factor' },
  rootHardwareMfa: { rootHardwareMfa: true },
  organizationReport: { organizationReport: 'daily' },
  reportHour: { organizationReport: 'daily', reportHour: 3 },
  reportRetentionDays: { organizationReport: 'daily', reportRetentionDays: 30 },
  objectLockDays: { organizationReport: 'daily', objectLockDays: 30 },
  aggregator: { aggregator: false },
  aggregatorName: { aggregatorName: 'existing' },
  tags: { tags: 'team=security' },
};

/** The one that would say the same a second time, and the one that says what the other says. */
const withoutEffect = ['criticalFindingNotice beside complianceNotice', 'aggregator beside aggregatorName'];

const made = new Map<string, string>();
/** The templates, or the line that refuses the options. */
function outcome(isOrganization: boolean, values: Values): string {
  const key = JSON.stringify([isOrganization, Object.entries(values).sort()]);
  const known = made.get(key);
  if (known !== undefined) return known;
  let text: string;
  try {
    const app = new App({ analyticsReporting: false });
    if (isOrganization) addOrganization(app, { organizationalUnitIds: ['r-abcd'], ...values }, { env });
    else new AccountStack(app, 'IamUserMfa', { ...values, env });
    text = JSON.stringify(app.synth().stacks.map(({ template }): unknown => template));
  } catch (error) {
    if (!(error instanceof InvalidOptionsError)) throw error;
    text = error.message;
  }
  made.set(key, text);
  return text;
}

function check(rows: Readonly<Record<string, Values>>, one: string, other: string): void {
  const isOrganization = rows === organization;
  const both = { ...rows[one], ...rows[other] };
  const text = outcome(isOrganization, both);
  if (text.startsWith('Invalid options: ')) {
    expect(text).toMatch(/^Invalid options: \w+: got [^\n]+, allowed: [^\n]+\.$/);
    return;
  }
  for (const [name, beside] of [
    [one, other],
    [other, one],
  ] as const) {
    if (name in (rows[beside] ?? {}) || withoutEffect.includes(`${name} beside ${beside}`)) continue;
    const without = Object.fromEntries(Object.entries(both).filter(([key]) => key !== name));
    expect([name, beside, outcome(isOrganization, without) !== text]).toEqual([name, beside, true]);
  }
}

test.each([
  ['one account', account],
  ['an organization', organization],
])(
  'each of two options takes effect, or one line says why not, in %s',
  (_, rows) => {
    const names = Object.keys(rows);
    const pairs = names.flatMap((one, index) => names.slice(index + 1).map((other) => [one, other] as const));
    if (process.env['PAIRS'] === 'all') for (const [one, other] of pairs) check(rows, one, other);
    else
      fc.assert(
        fc.property(fc.constantFrom(...pairs), (pair) => check(rows, ...pair)),
        { numRuns: 8, seed: 23 },
      );
  },
  600_000,
);
