import { expect, test } from '@jest/globals';
import { fitsPattern } from '../../rule/core/wildcard';
import { protectedThings } from '../../rule/enforcement/protect';
import { meta } from '../../rule/meta';
import { memberTemplate } from '../../infra/organization/member-template';

interface Resource {
  readonly Type: string;
  readonly Properties?: { readonly Tags?: readonly object[]; readonly RoleName?: string };
}

const made = (JSON.parse(memberTemplate()) as { Resources: Record<string, Resource> }).Resources;
const resources = Object.values(made);
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
  expect(protectedThings.filter(({ foundBy }) => foundBy === 'tag')).toHaveLength(6);
});

test("remediation's roles have names that the SCP spares", () => {
  const names = resources.map(({ Properties }) => Properties?.RoleName).filter((name) => name !== undefined);

  expect(names.sort()).toEqual(['iam-user-mfa-remediation', 'iam-user-mfa-remediation-function']);
});

test('the managed policies of a member stack are found by the names that CloudFormation gives them in the StackSet', () => {
  const patterns = protectedThings.flatMap(({ resources: arns }) => arns);
  const policies = Object.entries(made).filter(([, { Type }]) => Type === 'AWS::IAM::ManagedPolicy');
  const uuid = '12345678-1234-1234-1234-123456789012';
  for (const [id] of policies) {
    const name = `StackSet-${meta.memberStackSetName}-${uuid}-${id}-ABCDEFGHIJKL`;
    expect(name.length).toBeLessThanOrEqual(128);
    expect(patterns.filter((pattern) => fitsPattern(`iam::111122223333:policy/${name}`, pattern))).toContain(
      'iam::*:policy/*RemediationEnforcementPolicy*',
    );
  }
  expect(policies).toHaveLength(1);
});
