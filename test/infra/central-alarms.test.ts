// docs/organization.md: the alarms of all accounts, told in one place.
import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { meta } from '../../rule/meta';
import { memberStack, topicArn } from './organization-synth';
import { propertiesOf } from './synth';

const fileOf = (name: string): unknown =>
  parse(readFileSync(`docs/central-alarms/${name}.yaml`, 'utf8'), { logLevel: 'silent' });
const page = readFileSync('docs/organization.md', 'utf8');

test('a policy of a topic has room for 2,000 accounts, and none for 3,000', () => {
  const policyOf = (accounts: number) => {
    const ids = Array.from({ length: accounts }, (_, index) => String(100_000_000_000 + index));
    const Condition = { StringEquals: { 'aws:SourceAccount': ids } };
    const statement = {
      Effect: 'Allow',
      Principal: { Service: 'cloudwatch.amazonaws.com' },
      Action: 'sns:Publish',
    };
    return JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ ...statement, Resource: topicArn, Condition }],
    });
  };
  expect(page).toMatch(/some 2,000 accounts.*30 KB.*3,000 accounts/s);
  expect(policyOf(2000).length).toBeLessThan(30 * 1024);
  expect(policyOf(3000).length).toBeGreaterThan(30 * 1024);
});

test('the rule of each account takes the alarms of our stacks, and needs a role to reach the bus', () => {
  expect(fileOf('member')).toMatchObject({
    Resources: {
      Alarms: {
        Properties: {
          EventPattern: {
            'detail-type': ['CloudWatch Alarm State Change'],
            detail: {
              // CloudFormation names an alarm after its stack.
              alarmName: [
                { prefix: `StackSet-${meta.memberStackSetName}-` },
                { prefix: 'IamUserMfaManagement-' },
              ],
              state: { value: ['ALARM'] },
            },
          },
          Targets: [{ Arn: 'BusArn', RoleArn: 'Sender.Arn' }],
        },
      },
    },
  });
  const alarms = propertiesOf(
    memberStack({ notificationTopicArn: topicArn }).template,
    'AWS::CloudWatch::Alarm',
  );
  expect(alarms.filter(({ AlarmName }) => AlarmName !== undefined)).toEqual([]);
  expect(alarms.length).toBeGreaterThan(0);
});

test('the bus takes events of the organization alone', () => {
  expect(fileOf('central')).toMatchObject({
    Resources: {
      FromTheOrganization: {
        Properties: {
          Statement: { Condition: { StringEquals: { 'aws:PrincipalOrgID': 'OrganizationId' } } },
        },
      },
    },
  });
});
