import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { bundleEntry } from '../../infra/rule/bundle';
import { accountKeys, parameterName } from '../../infra/options/template-parameters';
import { maxTemplateBytes, templates } from '../../infra/templates';
import { InvalidParametersError } from '../../rule/core/errors';
import { maxParametersLength, parameterKeys } from '../../rule/core/parameters';
import { parseParameterValues } from '../../rule/core/rule-parameters';
import { answerTo } from './run-bundle';

interface Parameter {
  readonly Type: string;
  readonly Default: string;
  readonly AllowedPattern?: string;
  readonly AllowedValues?: readonly string[];
  readonly MaxLength?: number;
}
interface TemplateBody {
  readonly Parameters: Readonly<Record<string, Parameter>>;
  readonly Conditions: Readonly<Record<string, unknown>>;
  readonly Resources: Readonly<
    Record<string, { Type: string; Condition?: string; Properties: Record<string, unknown> }>
  >;
  readonly Rules: Readonly<Record<string, unknown>>;
}

const text = templates['iam-user-mfa.template.json']?.() ?? '';
const template = JSON.parse(text) as TemplateBody;
const resources = Object.values(template.Resources);
const functions = ['FunctionEntryFunction', 'ReevaluationEntryFunction'].map((name) => {
  const found = Object.entries(template.Resources).find(([id]) => id.includes(name));
  if (found === undefined) throw new Error(`the template has no ${name}`);
  return found[1];
});

describe('the account template for people without CDK', () => {
  test('has one parameter for every option, and no other', () => {
    expect(Object.keys(template.Parameters)).toEqual([...parameterKeys, ...accountKeys].map(parameterName));
  });

  test('needs nothing beside itself: no bootstrap, no assets', () => {
    expect(text).not.toMatch(/BootstrapVersion|cdk-hnb659fds|S3Bucket|AssetParameters/);
  });

  test('fits into what the console takes', () => {
    expect(Buffer.byteLength(text)).toBeLessThan(maxTemplateBytes);
  });

  test('carries the bundles as they are, out of the reach of Fn::Sub', () => {
    const code = functions.map(({ Properties }) => (Properties['Code'] as { ZipFile: unknown }).ZipFile);
    expect(code).toEqual([bundleEntry('handler'), bundleEntry('reevaluate')]);
    expect(functions.map(({ Properties }) => Properties['Handler'])).toEqual([
      'index.handler',
      'index.handler',
    ]);
  });

  test.each([
    ['reevaluation', 'WithReevaluation', 'AWS::Lambda::EventSourceMapping'],
    ['alarms', 'WithAlarms', 'AWS::CloudWatch::Alarm'],
    ['dashboard', 'WithDashboard', 'AWS::CloudWatch::Dashboard'],
    ['savedQuery', 'WithSavedQuery', 'AWS::Config::StoredQuery'],
    ['notificationEmail', 'OwnTopic', 'AWS::SNS::Topic'],
  ] as const)('%s switches its part by the condition %s', (key, condition, type) => {
    expect(JSON.stringify(template.Conditions[condition])).toContain(`"Ref":"${parameterName(key)}"`);
    const conditions = resources.filter(({ Type }) => Type === type).map(({ Condition }) => Condition);
    expect(conditions).toContain(condition);
    expect(conditions).not.toContain(undefined);
  });

  test('the right to read tags hangs on ExemptTagKey and OwnerTagKey', () => {
    const roles = JSON.stringify(resources.filter(({ Type }) => Type === 'AWS::IAM::Role'));
    const conditional = roles.match(
      /\{"Fn::If":\["(?:HasExemptTagKey|ReadsTags)",\{"Effect":"Allow","Action":\["iam:ListUserTags"\]/g,
    );
    expect(conditional?.length).toBeGreaterThanOrEqual(2);
    expect(roles.match(/ListUserTags/g)).toHaveLength(conditional?.length ?? 0);
  });

  test('refuses a region without IAM events, two topics, and a notice to nobody, before it makes anything', () => {
    expect(template.Rules).toMatchObject({
      InTheIamRegion: {
        RuleCondition: { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'AllowAnyRegion' }, 'true'] }] },
        Assertions: [
          { Assert: { 'Fn::Contains': [expect.arrayContaining(['us-east-1']), { Ref: 'AWS::Region' }] } },
        ],
      },
      Check1NotificationTopicArn: {
        RuleCondition: { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'NotificationTopicArn' }, ''] }] },
        Assertions: [{ Assert: { 'Fn::Equals': [{ Ref: 'NotificationEmail' }, ''] } }],
      },
      Check2ComplianceNotice: { RuleCondition: { 'Fn::Equals': [{ Ref: 'ComplianceNotice' }, 'true'] } },
      Check3SecurityHubInsight: {
        RuleCondition: { 'Fn::Equals': [{ Ref: 'SecurityHubInsight' }, 'true'] },
        Assertions: [{ Assert: { 'Fn::Equals': [{ Ref: 'SecurityHubFindings' }, 'true'] } }],
      },
      Check4CriticalFindingNotice: {
        RuleCondition: { 'Fn::Equals': [{ Ref: 'CriticalFindingNotice' }, 'true'] },
        Assertions: [
          { Assert: { 'Fn::Equals': [{ Ref: 'SecurityHubFindings' }, 'true'] } },
          {
            Assert: { 'Fn::Equals': [{ Ref: 'RankPrivileges' }, 'true'] },
            AssertDescription:
              'CriticalFindingNotice: only with RankPrivileges, which alone makes a finding critical, it has no effect otherwise.',
          },
          expect.anything(),
          { Assert: { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'ComplianceNotice' }, 'true'] }] } },
        ],
      },
    });
  });

  test('its defaults are what the handler takes for unset or default', () => {
    const defaults = parameterKeys.map((key) => [key, template.Parameters[parameterName(key)]?.Default]);
    expect(parseParameterValues(Object.fromEntries(defaults) as Record<string, unknown>)).toEqual(
      parseParameterValues({}),
    );
  });

  test('the longest values of all parameters together stay within what Config takes', () => {
    const longest = Object.fromEntries(
      parameterKeys.map((key) => {
        const { MaxLength = 0, AllowedValues = [] } = template.Parameters[parameterName(key)] ?? {};
        const length = Math.max(MaxLength, 4, ...AllowedValues.map((value) => value.length));
        return [key, 'x'.repeat(key === 'exemptTagKey' ? 128 : length)];
      }),
    );
    expect(JSON.stringify(longest).length).toBeLessThanOrEqual(maxParametersLength);
  });

  test.each([
    ['exemptPaths', '/service/'],
    ['exemptPaths', ' /service/ , /a/b/ '],
    ['exemptPaths', 'service'],
    ['exemptPaths', '/service'],
    ['exemptPaths', '/a/,,/b/'],
    ['exemptUserNames', 'break-glass, a.b+c=d@e_f'],
    ['exemptUserNames', 'no spaces'],
    ['exemptUserNames', 'x'.repeat(65)],
    ['exemptTagKey', 'mfa-exempt'],
    ['exemptTagKey', 'no;semicolon'],
    ['exemptTagKey', ''],
  ] as const)('%s as "%s" is taken by the console exactly if the rule takes it', (key, value) => {
    const pattern = new RegExp(template.Parameters[parameterName(key)]?.AllowedPattern ?? '');
    expect(pattern.test(value)).toBe(isAllowed(key, value));
  });

  test.each(['exemptTagKey', 'ownerTagKey', 'exemptPaths', 'exemptUserNames'])(
    '%s of nothing but spaces is refused: Config takes no parameter without a value',
    (key) => {
      const pattern = template.Parameters[parameterName(key)]?.AllowedPattern ?? '';
      expect(['', '  '].map((value) => new RegExp(pattern).test(value))).toEqual([true, false]);
    },
  );
});

function isAllowed(key: string, value: string): boolean {
  try {
    parseParameterValues({ [key]: value });
    return true;
  } catch (error) {
    if (error instanceof InvalidParametersError) return false;
    throw error;
  }
}

const packFile = templates['conformance-pack.yaml']?.() ?? '';

describe('whole numbers in templates', () => {
  const everyTemplate = {
    'the account template': template,
    'the member template': JSON.parse(templates['member.template.json']?.() ?? '') as TemplateBody,
    'the conformance pack': parse(packFile) as TemplateBody,
  } as const;

  test.each(Object.entries(everyTemplate))(
    "%s has no parameter of CloudFormation's type Number",
    (_, body) => {
      for (const parameter of Object.values(body.Parameters)) expect(parameter.Type).toBe('String');
    },
  );

  test.each(Object.entries(everyTemplate))('%s says of every parameter what it may be', (_, body) => {
    for (const { AllowedValues, AllowedPattern } of Object.values(body.Parameters))
      expect(AllowedValues ?? AllowedPattern).toBeDefined();
  });

  test.each([
    ['GracePeriodHours', ['0', '24', '720'], ['0.5', '-1', '721', '1e2', '', ' 7', '007']],
    ['MaxExemptDays', ['1', '366', '3650'], ['0', '3651', '0.5']],
    ['MemoryMiB', ['128', '512', '10240'], ['127', '10241', '512.5']],
    ['TimeoutSeconds', ['30', '900'], ['29', '901', '30.5']],
  ])('%s takes %j and not %j', (name, taken, refused) => {
    for (const body of Object.values(everyTemplate)) {
      const pattern = body.Parameters[name]?.AllowedPattern;
      if (pattern === undefined) continue;
      for (const value of taken) expect([value, new RegExp(pattern).test(value)]).toEqual([value, true]);
      for (const value of refused) expect([value, new RegExp(pattern).test(value)]).toEqual([value, false]);
    }
    expect(template.Parameters[name]?.AllowedPattern).toBeDefined();
  });

  test('the pack has the constraints of the account template', () => {
    const ofPack = (parse(packFile) as TemplateBody).Parameters;
    for (const [name, { AllowedPattern, AllowedValues, MaxLength }] of Object.entries(ofPack))
      expect(template.Parameters[name]).toMatchObject(
        JSON.parse(JSON.stringify({ AllowedPattern, AllowedValues, MaxLength })) as object,
      );
  });
});

test.each(Object.keys(templates))('%s is ASCII only, its code included, and under 800,000 bytes', (name) => {
  const made = templates[name]?.() ?? '';
  expect(made.match(/[^\n\r\t -~]/u)).toBeNull();
  expect(Buffer.byteLength(made)).toBeLessThan(800_000);
});

test('AllowFirstPasswordChange changes the enforcement policy of the template', () => {
  const policy = JSON.stringify(resources.filter(({ Type }) => Type === 'AWS::IAM::ManagedPolicy'));
  expect(policy).toMatch(/\{"Fn::If":\["FirstPasswordChange",\{.*iam:ChangePassword.*\},\{/);
});

describe('the bundle that the template carries', () => {
  test.each([
    ['handler', 0],
    ['reevaluate', 1],
  ] as const)('%s loads by itself and rejects an event that it cannot read', (_, index) => {
    const { ZipFile } = functions[index]?.Properties['Code'] as { ZipFile: string };
    expect(answerTo({}, ZipFile)).toMatch(/^rejected: .+/);
  });
});
