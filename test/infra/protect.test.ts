import { expect, test } from '@jest/globals';
import { fitsPattern } from '../../rule/core/wildcard';
import { denyChangingWhatIsProtected } from '../../rule/enforcement/protect';
import { meta } from '../../rule/meta';
import { memberTemplate } from '../../infra/organization/member-template';

interface Resource {
  readonly Type: string;
  readonly Properties?: { readonly Tags?: readonly object[]; readonly RoleName?: string };
}

const made = (JSON.parse(memberTemplate()) as { Resources: Record<string, Resource> }).Resources;
const resources = Object.values(made);
const [protectNamed] = denyChangingWhatIsProtected('aws', []);
const tag = { Key: 'iam-user-mfa', Value: 'true' };

test('whatever the SCP finds by its tag carries the tag in a member stack', () => {
  const byTag = ['Lambda::Function', 'IAM::Role', 'SQS::Queue', 'Events::Rule', 'Logs::LogGroup'];
  const found = resources.filter(({ Type }) => byTag.includes(Type.replace('AWS::', '')));

  expect(found.length).toBeGreaterThan(byTag.length);
  expect(
    found.filter(
      ({ Properties }) => !Properties?.Tags?.some((one) => JSON.stringify(one) === JSON.stringify(tag)),
    ),
  ).toEqual([]);
});

test("remediation's roles have names that the SCP spares", () => {
  const names = resources.map(({ Properties }) => Properties?.RoleName).filter((name) => name !== undefined);

  expect(names.sort()).toEqual(['iam-user-mfa-remediation', 'iam-user-mfa-remediation-function']);
});

test.each([
  ['AWS::IAM::ManagedPolicy', /./, 'policy/', 'iam::*:policy/*RemediationEnforcementPolicy*'],
  [
    'AWS::Logs::LogGroup',
    /Remediation/,
    'log-group:',
    'logs:*:*:log-group:*RemediationFunctionEntryLogGroup*',
  ],
])(
  'a %s of a member stack is found by the name that CloudFormation gives it in the StackSet',
  (type, which, kind, pattern) => {
    const ids = Object.entries(made).filter(([id, { Type }]) => Type === type && which.test(id));
    const [id = ''] = ids.map(([name]) => name);
    const name = `StackSet-${meta.memberStackSetName}-12345678-1234-1234-1234-123456789012-${id}-ABCDEFGHIJKL`;

    expect(ids).toHaveLength(1);
    // IAM's limit, beyond which CloudFormation would cut the name.
    expect(name.length).toBeLessThanOrEqual(128);
    expect(protectNamed).toHaveProperty('Resource', expect.arrayContaining([`arn:aws:${pattern}`]));
    const [service = ''] = pattern.split(':');
    const place = service === 'iam' ? ':111122223333' : 'us-east-1:111122223333';
    const stream = service === 'iam' ? '' : ':log-stream:2026/11/28/1';
    expect(fitsPattern(`${service}:${place}:${kind}${name}${stream}`, pattern)).toBe(true);
  },
);
