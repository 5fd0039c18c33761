import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { options } from '../../infra/options/options';
import { templateParameter } from '../../infra/options/template-parameters';
import { iamRegionOf, iamRegions, partitionOf } from '../../rule/core/partition';
import { templates } from '../../infra/templates';
import {
  aggregationStack,
  deployed,
  memberStack,
  organizationStack,
  pseudo,
  reportStack,
  stackSet,
  type TemplateBody,
  topicArn,
} from './organization-synth';
import { optionSets } from './option-sets';
import { accountStack, actionsOf, everythingOn, only, propertiesOf, statementsOf } from './synth';

const kmsKeyArn = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const asked = { permissionsBoundary: '/company/Boundary', rolePath: '/security/', kmsKeyArn } as const;
const stacks = {
  'the account stack': accountStack({ ...everythingOn, ...asked }).template,
  'the member stack': memberStack({ ...asked, remediation: 'manual', notificationTopicArn: topicArn })
    .template,
  'the stack of the aggregator': aggregationStack(asked).template,
  'the stack of the report': reportStack({ ...asked, notificationTopicArn: topicArn }).template,
};

describe.each(Object.entries(stacks))('in %s', (_, template) => {
  test('every role has the path and the boundary of its own account', () => {
    const roles = propertiesOf(template, 'AWS::IAM::Role');
    expect(roles.length).toBeGreaterThan(0);
    for (const role of roles) {
      expect(role['Path']).toBe('/security/');
      expect(JSON.stringify(role['PermissionsBoundary'])).toMatch(
        /AWS::AccountId.*:policy\/company\/Boundary"/,
      );
    }
  });

  test('every log and every queue has the key', () => {
    for (const log of propertiesOf(template, 'AWS::Logs::LogGroup')) expect(log['KmsKeyId']).toBe(kmsKeyArn);
    for (const queue of propertiesOf(template, 'AWS::SQS::Queue'))
      expect(queue).toMatchObject({ KmsMasterKeyId: kmsKeyArn, SqsManagedSseEnabled: false });
  });
});

describe.each(['iam-user-mfa.template.json', 'member.template.json'])('of %s', (name) => {
  const template = JSON.parse(templates[name]?.() ?? '') as TemplateBody;
  const everything = {
    ...{ Remediation: 'manual', RemoveConsoleAccess: 'true', ComplianceNotice: 'true' },
    ...{
      NotificationTopicArn: topicArn,
      RuleIn: 'member-stack',
      Alarms: name.startsWith('member') ? 'all' : 'true',
    },
  };
  const made = (values: Readonly<Record<string, string>>) =>
    Object.values(deployed(template, { ...pseudo('111122223333'), ...everything, ...values }));
  const settingsOf = (values: Readonly<Record<string, string>>) =>
    new Set(
      made(values).flatMap(
        ({ Type, Properties }) =>
          ({
            'AWS::IAM::Role': ['Path', 'PermissionsBoundary'],
            'AWS::Logs::LogGroup': ['KmsKeyId'],
            'AWS::SQS::Queue': ['KmsMasterKeyId', 'SqsManagedSseEnabled'],
          })[Type]?.map((property) => `${property}: ${String(Properties[property])}`) ?? [],
      ),
    );

  test('every role, log and queue has what a parameter asks for', () => {
    expect(
      settingsOf({ PermissionsBoundary: 'company/Boundary', RolePath: '/security/', KmsKeyArn: kmsKeyArn }),
    ).toEqual(
      new Set([
        'Path: /security/',
        'PermissionsBoundary: arn:aws:iam::111122223333:policy/company/Boundary',
        `KmsKeyId: ${kmsKeyArn}`,
        `KmsMasterKeyId: ${kmsKeyArn}`,
        'SqsManagedSseEnabled: false',
      ]),
    );
    expect(made({}).filter(({ Type }) => Type === 'AWS::IAM::Role').length).toBeGreaterThan(3);
  });

  test('and none has it where nothing is asked for', () => {
    expect(settingsOf({})).toEqual(
      new Set([
        ...['Path', 'PermissionsBoundary', 'KmsKeyId', 'KmsMasterKeyId'].map((one) => `${one}: undefined`),
        'SqsManagedSseEnabled: true',
      ]),
    );
  });
});

const key = (rest: string, region = 'us-east-1', partition = 'aws', account = '111122223333') =>
  `arn:${partition}:kms:${region}:${account}:${rest}`;

describe('refused at synth, not in every account', () => {
  test.each([
    [{ permissionsBoundary: '/' }, 'permissionsBoundary: got "/", allowed: the name of a managed policy'],
    [{ kmsKeyArn: key('alias/ours') }, 'allowed: the ARN of a KMS key, not of an alias'],
    [{ kmsKeyArn: 'abc' }, 'kmsKeyArn: got "abc", allowed: the ARN of a KMS key, not of an alias'],
    [{ kmsKeyArn: key('key/abc', 'eu-west-1') }, 'allowed: one in us-east-1, where the stack belongs'],
    [
      { kmsKeyArn: key('key/abc', 'eu-west-1'), env: { region: 'us-east-1' } },
      'allowed: one in us-east-1, the region of the stack',
    ],
    [{ kmsKeyArn: key('key/abc', 'us-east-1', 'aws-cn') }, 'allowed: the ARN of a KMS key'],
    [{ kmsKeyArn: key('key/abc', 'us-east-1', 'aws', '1234') }, 'allowed: the ARN of a KMS key'],
    [{ rolePath: '/a//b/' }, 'rolePath: got "/a//b/", allowed: a path of IAM'],
    [{ rolePath: `/${'a'.repeat(51)}/` }, 'allowed: a path of IAM'],
    [{ rolePath: `/${'a/'.repeat(11)}` }, 'allowed: a path of IAM'],
    [{ reservedConcurrency: 0 }, 'reservedConcurrency: got 0, allowed: a whole number 1..1000'],
  ])('%j', (props, problem) => {
    expect(() => accountStack(props)).toThrow(problem);
  });

  test.each([{ 'aws:team': 'x' }, { 'AWS:team': 'x' }, { team: 'a,b' }, 'team'])('tags %j', (tags) => {
    expect(() => stackSet({ tags: tags as never })).toThrow('Invalid options: tags: got ');
  });

  test('but not a key of another account or of several regions, nor the longest path', () => {
    const rolePath = `/${`${'a'.repeat(50)}/`.repeat(10)}`;
    expect(rolePath.length).toBeLessThanOrEqual(512);
    for (const kmsKeyArn of [key('key/mrk-abc'), key('key/abc', 'us-east-1', 'aws', '123456789012')])
      expect(() => accountStack({ kmsKeyArn, rolePath })).not.toThrow();
  });
});

test('the pack names the automation role with its path, and the runbooks take no other', () => {
  const pack = organizationStack({ ...asked, remediation: 'manual' }).template;
  expect(JSON.stringify(pack.toJSON())).toContain(':role/security/iam-user-mfa-remediation');
  const [runbook] = propertiesOf(stacks['the member stack'], 'AWS::SSM::Document');
  const { parameters } = runbook?.['Content'] as {
    parameters: { AutomationAssumeRole: { allowedPattern: unknown } };
  };
  expect(JSON.stringify(parameters.AutomationAssumeRole.allowedPattern)).toMatch(
    /AWS::AccountId.*:role\/security\/iam-user-mfa-remediation\$"/,
  );
});

test('reports are encrypted with the key, and locked for as long as asked', () => {
  const { template } = reportStack({ ...asked, objectLockDays: 30, aggregatorName: 'ours' });
  expect(only(template, 'AWS::S3::Bucket')).toMatchObject({
    ObjectLockEnabled: true,
    ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: 30 } } },
    BucketEncryption: {
      ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { KMSMasterKeyID: kmsKeyArn } }],
    },
  });
  expect(JSON.stringify(only(template, 'AWS::Lambda::Function'))).toContain('"AGGREGATOR_NAME":"ours"');
});

test('the StackSet has the tags, as an object or as text, and says what is next', () => {
  for (const tags of [{ team: 'security' }, 'team=security' as never]) {
    const { template } = stackSet({ tags });
    expect(only(template, 'AWS::CloudFormation::StackSet')['Tags']).toEqual([
      { Key: 'team', Value: 'security' },
    ]);
    expect(JSON.stringify(template.toJSON()['Outputs'])).toMatch(
      /NextStep.*doctor --organization.*IamUserMfaOrganization/,
    );
  }
});

describe('a topic', () => {
  const regions = fc.constantFrom(
    ...iamRegions,
    'eu-west-1',
    'ap-southeast-2',
    'cn-northwest-1',
    'us-gov-east-1',
  );
  const arn = (partition: string, region: string) => `arn:${partition}:sns:${region}:111122223333:security`;

  test('of any other region or partition than the stack fails the synth', () => {
    fc.assert(
      fc.property(
        regions,
        fc.constantFrom('aws', 'aws-cn', 'aws-us-gov', 'aws-iso', 'aws-eusc'),
        (region, partition) => {
          const right = region === 'us-east-1' && partition === 'aws';
          const make = () =>
            memberStack({ env: { region: 'us-east-1' }, notificationTopicArn: arn(partition, region) });
          if (right) expect(make).not.toThrow();
          else expect(make).toThrow('Invalid options: notificationTopicArn: got "arn:');
        },
      ),
      { numRuns: 40 },
    );
  });

  test('is taken or refused alike by CDK and by the templates, whatever stands in its parts', () => {
    const { allowedPattern = '' } = templateParameter('notificationTopicArn', 'member');
    const pattern = new RegExp(allowedPattern);
    const taken = new Set<boolean>();
    fc.assert(
      fc.property(
        fc.constantFrom('aws', 'aws-cn', 'aws-us-gov', 'aws-iso', 'aws-iso-b', 'aws-eusc', 'AWS', ''),
        fc.constantFrom('sns', 'sqs', 'SNS'),
        fc.oneof(regions, fc.constantFrom('', 'us-iso-east-1', 'us-isob-east-1', 'us-east', 'US-EAST-1')),
        fc.constantFrom('111122223333', '11112222333', ''),
        fc.constantFrom('security', 'security.fifo', 'a:b', '', 'a b', 'x'.repeat(257)),
        (partition, service, region, account, name) => {
          const text = `arn:${partition}:${service}:${region}:${account}:${name}`;
          const isTaken = options.notificationTopicArn.read(text) !== undefined;
          taken.add(isTaken);
          expect([text, pattern.test(text)]).toEqual([text, isTaken]);
          const isRight = partitionOf(region) === partition && service === 'sns' && account.length === 12;
          if (isTaken) expect([text, isRight && name === 'security']).toEqual([text, true]);
        },
      ),
      { numRuns: 2_000, seed: 23 },
    );
    expect(taken.size).toBe(2);
  });

  test('belongs in the IAM region of its partition where that of the stack is not known', () => {
    for (const region of ['us-east-1', 'eu-west-1', 'cn-north-1', 'cn-northwest-1']) {
      const make = () => memberStack({ notificationTopicArn: arn(partitionOf(region), region) });
      if (region === iamRegionOf(partitionOf(region))) expect(make).not.toThrow();
      else expect(make).toThrow('AWS takes none of another region or partition');
    }
  });

  test.each(['complianceNotice', 'criticalFindingNotice'] as const)(
    'that is given gets %s by a role that may publish there alone, as it may be one of another account',
    (notice) => {
      const given = {
        notificationTopicArn: arn('aws', 'us-east-1'),
        securityHubFindings: true,
        rankPrivileges: true,
      };
      const { template } = accountStack({ ...given, [notice]: true });
      const [target] = only(template, 'AWS::Events::Rule', /Notice/)['Targets'] as { RoleArn: unknown }[];
      expect(target?.RoleArn).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/Publisher/), 'Arn'] });
      const statements = statementsOf(only(template, 'AWS::IAM::Role', /Publisher/));
      expect(
        statements.filter(({ Action }) => actionsOf([{ Action, Resource: '' }]).includes('sns:Publish')),
      ).toEqual([{ Effect: 'Allow', Action: ['sns:Publish'], Resource: [given.notificationTopicArn] }]);
    },
  );

  test('of another account has an execution role wherever EventBridge tells it, whatever the options are', () => {
    const others: string[] = [];
    for (const [name, make] of Object.entries(optionSets)) {
      for (const rule of propertiesOf(make(), 'AWS::Events::Rule'))
        for (const { Arn, RoleArn } of rule['Targets'] as { Arn: unknown; RoleArn?: unknown }[])
          // A target that the stack makes is a reference; a template's parameter is one to the parameter.
          if (typeof Arn === 'string' || JSON.stringify(Arn).includes('NotificationTopicArn'))
            others.push(`${name}: ${RoleArn === undefined ? 'no role' : 'a role'}`);
    }
    expect(others.sort()).toEqual([
      'account stack, an existing topic: a role',
      'account template: a role',
      'account template: a role',
    ]);
  });
});
