import { expect, test } from '@jest/globals';
import { protectedThings } from '../../rule/enforcement/protect';
import { memberTemplate } from '../../infra/organization/member-template';

interface Resource {
  readonly Type: string;
  readonly Properties?: { readonly Tags?: readonly object[]; readonly RoleName?: string };
}

const resources = Object.values(
  (JSON.parse(memberTemplate()) as { Resources: Record<string, Resource> }).Resources,
);
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
