import { describe, expect, test } from '@jest/globals';
import { bundleEntry } from '../../infra/rule/bundle';
import { maxTemplateBytes, templates } from '../../infra/templates';
import { deployed, memberStack, pseudo, type TemplateBody, topicArn } from './organization-synth';

const text = templates['member.template.json']?.() ?? '';
const template = JSON.parse(text) as TemplateBody & { readonly Rules: Readonly<Record<string, unknown>> };

/** As CloudFormation sees it: parameters are text, code is told apart by its function, metadata is nothing. */
function comparable(resources: ReturnType<typeof deployed>): unknown {
  const plain = (value: unknown): unknown => {
    if (typeof value === 'number' || typeof value === 'boolean') return String(value);
    if (Array.isArray(value)) return value.map(plain);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .filter(([key]) => key !== 'Code')
        .map(([key, inner]) => [key, plain(inner)]),
    );
  };
  return plain(resources);
}

const parametersOf = (props: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(
    Object.entries(props).map(([key, value]) => [
      key.charAt(0).toUpperCase() + key.slice(1),
      Array.isArray(value) ? value.join(',') : String(value),
    ]),
  );

const everything = {
  ruleIn: 'member-stack',
  requiredMfa: 'has-phishing-resistant',
  gracePeriodHours: 48,
  exemptTagKey: 'mfa-exempt',
  maxExemptDays: 30,
  exemptPaths: ['/service/', '/ci/'],
  exemptUserNames: ['break-glass'],
  ownerTagKey: 'owner',
  rankPrivileges: true,
  securityHubFindings: true,
  maximumExecutionFrequency: 'Three_Hours',
  notificationTopicArn: topicArn,
  remediation: 'manual',
  remediationAction: 'remove-console-access',
  removeConsoleAccess: true,
  memoryMiB: 512,
  timeoutSeconds: 900,
  architecture: 'x86_64',
  runtime: 'nodejs22.x',
  logRetentionDays: 365,
} as const;

describe('the member template for people without CDK', () => {
  test.each([
    ['its defaults', {}],
    ['everything set', everything],
    ['everything off', { reevaluation: false, alarms: false }],
    ['remediation of a rule in the pack', { remediation: 'automatic' }],
    ['every alarm', { alarms: 'all', notificationTopicArn: topicArn, metrics: 'all' }],
    ['a topic', { notificationTopicArn: topicArn }],
    [
      'what a company asks for',
      {
        permissionsBoundary: 'company/Boundary',
        rolePath: '/security/',
        kmsKeyArn: 'arn:aws:kms:us-east-1:111122223333:key/1234abcd',
        reservedConcurrency: 5,
        remediation: 'manual',
      },
    ],
    ['an owner without an exemption', { ownerTagKey: 'owner', remediation: 'manual' }],
    // The parameters have defaults of their own, which the rule takes for not set.
    [
      'a rule here, and remediation by itself',
      {
        ruleIn: 'member-stack',
        remediation: 'automatic',
        requiredMfa: 'any',
        gracePeriodHours: 0,
        maxExemptDays: 366,
        rankPrivileges: false,
      },
    ],
  ] as const)('with %s makes what the CDK stack makes, resource by resource', (_, props) => {
    const cdk = memberStack(props).template.toJSON() as TemplateBody;
    const here = pseudo('111122223333');
    expect(comparable(deployed(template, { ...here, ...parametersOf(props) }))).toEqual(
      comparable(deployed(cdk, here)),
    );
  });

  test('carries the code, and needs nothing beside itself', () => {
    const code = Object.values(template.Resources).map(
      ({ Properties }) => (Properties['Code'] as { ZipFile?: string } | undefined)?.ZipFile,
    );
    for (const entry of ['handler', 'reevaluate', 'remediate'] as const)
      expect(code).toContain(bundleEntry(entry));
    expect(text).not.toMatch(/BootstrapVersion|cdk-hnb659fds|S3Bucket|AssetParameters/);
  });

  test('fits into what CloudFormation takes by URL, and not into what it takes as text', () => {
    expect(Buffer.byteLength(text)).toBeLessThan(maxTemplateBytes);
    expect(Buffer.byteLength(text)).toBeGreaterThan(51_200);
  });

  test('says of every parameter what it may be', () => {
    const open = Object.entries(template.Parameters ?? {}).filter(
      ([, parameter]) =>
        !('AllowedValues' in parameter || 'AllowedPattern' in parameter || 'MinValue' in parameter),
    );
    expect(open.map(([name]) => name)).toEqual([]);
  });

  test('passes no empty parameter: Config refuses blank values', () => {
    const rule = Object.values(deployed(template, { RuleIn: 'member-stack' })).find(
      ({ Type }) => Type === 'AWS::Config::ConfigRule',
    );
    expect(rule?.Properties['InputParameters']).toEqual({
      requiredMfa: 'any',
      gracePeriodHours: '0',
      maxExemptDays: '366',
      rankPrivileges: 'false',
    });
  });

  test('refuses another region and an automatic loss of passwords before it makes anything', () => {
    expect(template.Rules).toMatchObject({
      InTheIamRegion: expect.anything(),
      Check5RemediationAction: {
        RuleCondition: { 'Fn::Equals': [{ Ref: 'RemediationAction' }, 'remove-console-access'] },
        Assertions: [{ Assert: { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'Remediation' }, 'automatic'] }] } }],
      },
    });
  });
});
