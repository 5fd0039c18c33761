import { describe, expect, test } from '@jest/globals';
import { App, Aws, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import {
  MfaEnforcementPolicy,
  type MfaEnforcementPolicyProps,
} from '../../infra/enforcement/mfa-enforcement-policy';
import { MfaEnforcementScp } from '../../infra/enforcement/mfa-enforcement-scp';
import { NoNewPasswordsScp } from '../../infra/enforcement/no-new-passwords-scp';
import { InvalidEnforcementOptionsError } from '../../rule/enforcement/errors';
import { mfaEnforcementPolicy, mfaEnforcementScp, noNewPasswordsScp } from '../../rule/enforcement/policy';

type Resources = Record<string, { Type: string; Properties: Record<string, unknown> }>;

function stackWith(build: (stack: Stack) => void) {
  const app = new App();
  const stack = new Stack(app, 'Test');
  build(stack);
  return { app, template: Template.fromStack(stack) };
}

const withPolicy = (props?: MfaEnforcementPolicyProps) =>
  stackWith((stack) => new MfaEnforcementPolicy(stack, 'Enforcement', props));
const withScp = () =>
  stackWith((stack) => new MfaEnforcementScp(stack, 'Scp', { targetIds: ['ou-abcd-12345678'] }));

function only(template: Template, type: string): Record<string, unknown> {
  const found = Object.values(template.findResources(type) as Resources);
  expect(found).toHaveLength(1);
  return found[0]?.Properties ?? {};
}

/** What CloudFormation makes of the template in one partition: joins and the pseudo parameter, nothing else. */
function deployed(value: unknown, partition: string): unknown {
  if (Array.isArray(value)) return value.map((item) => deployed(item, partition));
  if (typeof value !== 'object' || value === null) return value;
  const record = value as Record<string, unknown>;
  if (record['Ref'] === 'AWS::Partition') return partition;
  if ('Fn::Join' in record) {
    const [separator, parts] = record['Fn::Join'] as [string, unknown[]];
    return parts.map((part) => deployed(part, partition)).join(separator);
  }
  return Object.fromEntries(Object.entries(record).map(([key, item]) => [key, deployed(item, partition)]));
}

describe('MfaEnforcementPolicy', () => {
  test('the group has its path, no name, and the managed policy', () => {
    const { template } = withPolicy();
    const [policy] = Object.keys(template.findResources('AWS::IAM::ManagedPolicy'));
    expect(only(template, 'AWS::IAM::Group')).toEqual({
      Path: '/iam-user-mfa-required/',
      ManagedPolicyArns: [{ Ref: policy }],
    });
  });

  test('groups that are named carry the policy, too', () => {
    const { template } = withPolicy({ attachToGroups: ['staff', 'admins'] });
    expect(only(template, 'AWS::IAM::ManagedPolicy')['Groups']).toEqual(['staff', 'admins']);
  });

  test.each(['aws', 'aws-cn', 'aws-us-gov'] as const)(
    'what is deployed in %s is what the command line prints for it',
    (partition) => {
      const document = only(withPolicy().template, 'AWS::IAM::ManagedPolicy')['PolicyDocument'];
      expect(deployed(document, partition)).toEqual(
        mfaEnforcementPolicy({ strength: 'console-only', partition }),
      );
    },
  );

  test('strength, password change and exemption tag reach the document', () => {
    const exemptTag = { key: 'mfa-exempt', mayBeChangedBy: 'arn:aws:iam::111122223333:role/Exemptions' };
    const options = { strength: 'all', allowFirstPasswordChange: true, exemptTag } as const;
    const document = only(withPolicy(options).template, 'AWS::IAM::ManagedPolicy')['PolicyDocument'];
    expect(deployed(document, 'aws')).toEqual(mfaEnforcementPolicy(options));
  });

  test('the principal who may change the tag can be built from pseudo parameters', () => {
    const mayBeChangedBy = `arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:role/Exemptions`;
    const { template } = withPolicy({ exemptTag: { key: 'mfa-exempt', mayBeChangedBy } });
    expect(JSON.stringify(template.toJSON())).toContain('{"Ref":"AWS::AccountId"}');
  });

  test('CloudFormation leaves ${aws:username} alone: there is no Fn::Sub around it', () => {
    const text = JSON.stringify(withPolicy().template.toJSON());
    expect(text).toContain('user/${aws:username}');
    expect(text).not.toContain('Fn::Sub');
  });

  test('a principal that everybody is fails the synthesis', () => {
    const exemptTag = { key: 'mfa-exempt', mayBeChangedBy: 'arn:aws:iam::111122223333:user/*' };
    expect(() => withPolicy({ exemptTag })).toThrow(InvalidEnforcementOptionsError);
  });

  test('cdk-nag finds nothing that is not acknowledged', () => {
    const { app } = withPolicy({ allowFirstPasswordChange: true });
    expect(new AwsSolutionsChecks().validateScope(app)).toMatchObject({ success: true, violations: [] });
  });
});

describe('MfaEnforcementScp', () => {
  test('it is a service control policy on the targets that are named', () => {
    expect(only(withScp().template, 'AWS::Organizations::Policy')).toMatchObject({
      Name: 'iam-user-mfa',
      Type: 'SERVICE_CONTROL_POLICY',
      TargetIds: ['ou-abcd-12345678'],
    });
  });

  test.each(['aws', 'aws-us-gov', 'aws-eusc'] as const)(
    'the SCP deployed in %s is what the command line prints for it',
    (partition) => {
      const content = only(withScp().template, 'AWS::Organizations::Policy')['Content'];
      expect(deployed(content, partition)).toEqual(
        mfaEnforcementScp({ strength: 'console-only', partition }),
      );
    },
  );

  test('cdk-nag finds nothing in the SCP', () => {
    expect(new AwsSolutionsChecks().validateScope(withScp().app)).toMatchObject({
      success: true,
      violations: [],
    });
  });
});

describe('NoNewPasswordsScp', () => {
  const principals = ['arn:aws:iam::*:role/Joiners'];
  const withNoNewPasswords = () =>
    stackWith((stack) => new NoNewPasswordsScp(stack, 'Scp', { targetIds: ['r-abcd'], principals }));

  test('it is a service control policy of its own on the targets that are named', () => {
    expect(only(withNoNewPasswords().template, 'AWS::Organizations::Policy')).toMatchObject({
      Name: 'iam-user-mfa-no-new-passwords',
      Type: 'SERVICE_CONTROL_POLICY',
      TargetIds: ['r-abcd'],
      Content: noNewPasswordsScp({ principals }),
    });
  });

  test('cdk-nag finds nothing in it', () => {
    expect(new AwsSolutionsChecks().validateScope(withNoNewPasswords().app)).toMatchObject({
      success: true,
      violations: [],
    });
  });
});
