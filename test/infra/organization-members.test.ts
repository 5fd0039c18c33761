import { describe, expect, test } from '@jest/globals';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { templates } from '../../infra/templates';
import { nagFindings } from './nag';
import { only } from './synth';
import {
  aggregationStack,
  deployed,
  memberStack,
  organizationStack,
  ou,
  pseudo,
  reportStack,
  stackSet,
  type TemplateBody,
  topicArn,
} from './organization-synth';

const { app, stack, template } = stackSet();
const members = only(template, 'AWS::CloudFormation::StackSet');
const set = {
  exemptTagKey: 'mfa-exempt',
  exemptPaths: ['/service/', '/ci/'],
  gracePeriodHours: 24,
  notificationTopicArn: topicArn,
  remediation: 'automatic',
  ruleIn: 'member-stack',
} as const;

/** The template that StackSets will read, as the assembly carries it. */
function innerTemplate(of: typeof app): string {
  const { directory } = of.synth();
  const [file, ...more] = readdirSync(directory).filter((name) => /^asset\..*\.json$/.test(name));
  if (file === undefined || more.length > 0) throw new Error('one template was wanted as an asset');
  return readFileSync(join(directory, file), 'utf8');
}

describe('the StackSet', () => {
  test('reaches present and future accounts of the units, and cleans up after those that leave', () => {
    expect(members).toMatchObject({
      PermissionModel: 'SERVICE_MANAGED',
      AutoDeployment: { Enabled: true, RetainStacksOnAccountRemoval: false },
      StackInstancesGroup: [{ DeploymentTargets: { OrganizationalUnitIds: [ou] } }],
      Capabilities: ['CAPABILITY_NAMED_IAM'],
      CallAs: 'SELF',
    });
  });

  test('goes on at 10 % of the accounts at a time past every failure, not one account after the other', () => {
    expect(members).toMatchObject({
      OperationPreferences: {
        ConcurrencyMode: 'SOFT_FAILURE_TOLERANCE',
        MaxConcurrentPercentage: 10,
        FailureTolerancePercentage: 100,
      },
      ManagedExecution: { Active: true },
    });
  });

  test('says by an output and a warning that somebody has to look before the pack, which cdk deploy --all does not', () => {
    const look = 'npx --no -- iam-user-mfa doctor --organization --role-name ROLE';
    expect((template.toJSON() as { Outputs: Record<string, unknown> }).Outputs['NextStep']).toEqual({
      Value: `${look} until nothing blocks, then npx cdk deploy IamUserMfaOrganization`,
    });
    const warnings = Annotations.fromStack(stack).findWarning('*', Match.anyValue());
    expect(warnings.map(({ entry }) => JSON.stringify(entry.data).replace(/^"| \[ack: .*$/g, ''))).toEqual([
      `Deploy in three steps: npx cdk deploy IamUserMfaMembers; ${look}, until nothing blocks; npx cdk deploy IamUserMfaOrganization. cdk deploy --all skips the look, and the pack fails where a member stack is missing.`,
    ]);
  });

  test('has one region: the one that it is deployed in, which has to be the IAM region', () => {
    expect(members).toMatchObject({ StackInstancesGroup: [{ Regions: [{ Ref: 'AWS::Region' }] }] });
    expect(JSON.stringify(template.toJSON()['Rules'])).toContain('"us-gov-west-1"');
    expect(() => stackSet({ env: { region: 'eu-west-1' } })).toThrow(
      'region: got "eu-west-1", allowed: us-east-1',
    );
  });

  test('hands over by URL the very template that people without CDK get', () => {
    expect(members['TemplateURL']).toEqual({
      'Fn::Sub': expect.stringMatching(
        /^https:\/\/s3\.\$\{AWS::Region\}\.\$\{AWS::URLSuffix\}\/cdk-hnb659fds-assets-\$\{AWS::AccountId\}-\$\{AWS::Region\}\/[0-9a-f]{64}\.json$/,
      ),
    });
    expect(members).not.toHaveProperty('TemplateBody');
    expect(innerTemplate(app)).toBe(templates['member.template.json']?.());
  });

  test('hands over the options as parameters that the template has and allows', () => {
    const given = only(stackSet(set).template, 'AWS::CloudFormation::StackSet')['Parameters'] as {
      ParameterKey: string;
      ParameterValue: string;
    }[];
    expect(given).toEqual(
      expect.arrayContaining([
        { ParameterKey: 'RuleIn', ParameterValue: 'member-stack' },
        { ParameterKey: 'ExemptTagKey', ParameterValue: 'mfa-exempt' },
        { ParameterKey: 'ExemptPaths', ParameterValue: '/service/,/ci/' },
        { ParameterKey: 'GracePeriodHours', ParameterValue: '24' },
        { ParameterKey: 'NotificationTopicArn', ParameterValue: topicArn },
        { ParameterKey: 'Remediation', ParameterValue: 'automatic' },
      ]),
    );
    const { Parameters } = JSON.parse(innerTemplate(app)) as TemplateBody;
    for (const { ParameterKey, ParameterValue } of given) {
      expect(Parameters).toHaveProperty(ParameterKey);
      const allowed = Parameters?.[ParameterKey]?.AllowedValues?.map(String) ?? [ParameterValue];
      expect(allowed).toContain(ParameterValue);
    }
  });

  test('waits for other StackSets where it is told to', () => {
    const memberDependsOn = ['arn:aws:cloudformation:us-east-1:111122223333:stackset/recorder:1-2-3'];
    expect(only(stackSet({ memberDependsOn }).template, 'AWS::CloudFormation::StackSet')).toMatchObject({
      AutoDeployment: { Enabled: true, DependsOn: memberDependsOn },
    });
    expect(() => stackSet({ memberDependsOn, autoDeployment: false })).toThrow(
      /^Invalid options: memberDependsOn: got .*, allowed: only with autoDeployment, it has no effect otherwise\.$/,
    );
    expect(() => stackSet({ memberDependsOn: ['recorder'] })).toThrow(
      /memberDependsOn: got \["recorder"\], allowed: at most 10 comma-separated ARNs of StackSets/,
    );
  });

  test('is a call of the delegated administrator where it is deployed from there', () => {
    const { template: delegated } = stackSet({ deployFrom: 'delegated-administrator' });
    expect(only(delegated, 'AWS::CloudFormation::StackSet')).toMatchObject({ CallAs: 'DELEGATED_ADMIN' });
  });

  test('leaves single accounts out only where nothing is deployed by itself', () => {
    const memberExcludedAccounts = ['444455556666'];
    expect(() => stackSet({ memberExcludedAccounts })).toThrow(
      /^Invalid options: memberExcludedAccounts: got \["444455556666"\], allowed: only with autoDeployment=false, .*$/,
    );
    const once = stackSet({ memberExcludedAccounts, autoDeployment: false }).template;
    expect(only(once, 'AWS::CloudFormation::StackSet')).toMatchObject({
      AutoDeployment: { Enabled: false },
      StackInstancesGroup: [
        { DeploymentTargets: { AccountFilterType: 'DIFFERENCE', Accounts: memberExcludedAccounts } },
      ],
    });
  });

  test('cdk-nag finds nothing', () => {
    expect(nagFindings(app)).toEqual([]);
  });
});

describe('outside the IAM region, with allowAnyRegion', () => {
  const region = 'eu-west-1';
  const values = {
    ...{ AllowAnyRegion: 'true', RuleIn: 'member-stack', Alarms: 'all', Remediation: 'manual' },
    NotificationTopicArn: topicArn.replace('us-east-1', region),
  };
  const inner = JSON.parse(templates['member.template.json']?.() ?? '') as TemplateBody;
  const made = (where: string) =>
    Object.entries(deployed(inner, { ...pseudo('111122223333', where), ...values }));

  test('an account gets the schedule alone: nothing of re-evaluation, nor an alarm on it', () => {
    const left = new Set(made(region).map(([id]) => id));
    const gone = made('us-east-1').filter(([id]) => !left.has(id));
    expect([...new Set(gone.map(([, { Type }]) => Type.replace('AWS::', '')))].sort()).toEqual([
      ...['CloudWatch::Alarm', 'Events::Rule', 'IAM::Role', 'Lambda::EventSourceMapping', 'Lambda::Function'],
      ...['Logs::LogGroup', 'SQS::Queue', 'SQS::QueuePolicy'],
    ]);
    expect(gone.filter(([id]) => !/Reevaluation/.test(id))).toEqual([]);
    expect([...left].filter((id) => /Reevaluation/.test(id))).toEqual([]);
    const [rule] = made(region).filter(([, { Type }]) => Type === 'AWS::Config::ConfigRule');
    expect(JSON.stringify(rule)).toContain('"MaximumExecutionFrequency":"Six_Hours"');
  });

  test('every stack is synthesized there, and each says what is left out', () => {
    const props = { env: { region }, allowAnyRegion: true, organizationReport: 'weekly' } as const;
    for (const make of [stackSet, organizationStack, aggregationStack, reportStack, memberStack]) {
      const { stack: there } = make(props);
      Annotations.fromStack(there).hasWarning('*', Match.stringLikeRegexp('Left out here: re-evaluation'));
    }
  });
});
