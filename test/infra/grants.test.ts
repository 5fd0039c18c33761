import { expect, test } from '@jest/globals';
import { App, Aws, Stack } from 'aws-cdk-lib';
import { ServiceRole } from '../../infra/rule/service-role';
import { nagFindings } from './nag';

const role = (why?: string) => {
  const app = new App();
  new ServiceRole(new Stack(app, 'Test'), 'Role', {
    description: 'Reads',
    service: 'lambda.amazonaws.com',
    policyName: 'own-actions',
    grants: [{ actions: ['s3:GetObject'], resources: [`arn:${Aws.PARTITION}:s3:::reports/*`], why }],
  });
  return app;
};

test.each([undefined, ' '])('a wildcard whose reason is %j fails the synth', (why) => {
  expect(() => role(why)).toThrow(
    'Test/Role: s3:GetObject on arn:<AWS::Partition>:s3:::reports/*: a wildcard needs a reason (why)',
  );
});

test('with a reason it is acknowledged by its exact finding', () => {
  expect(nagFindings(role('Reports are named by their date.'))).toEqual([]);
});
