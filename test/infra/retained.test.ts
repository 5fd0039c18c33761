import { describe, expect, test } from '@jest/globals';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AccountTemplate } from '../../infra/account/account-template';
import { MfaEnforcementPolicy } from '../../infra/enforcement/mfa-enforcement-policy';
import { MemberStack } from '../../infra/organization/member-stack';
import { MemberTemplate } from '../../infra/organization/member-template';
import { accountStack, everythingOn } from './synth';

interface Resource {
  readonly Type: string;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}

const of = (make: (app: App) => Stack): Template => Template.fromStack(make(new App()));
const templates: readonly (readonly [string, Template])[] = [
  ['the account stack, manual', accountStack({ remediation: 'manual' }).template],
  ['the account stack, everything on', accountStack(everythingOn).template],
  [
    'the account stack with a first password change',
    accountStack({ remediation: 'manual', allowFirstPasswordChange: true }).template,
  ],
  [
    'the account stack that may remove console access',
    accountStack({
      remediation: 'manual',
      removeConsoleAccess: true,
      remediationAction: 'remove-console-access',
    }).template,
  ],
  ['the account template', of((app) => new AccountTemplate(app, 'Account'))],
  ['the member template', of((app) => new MemberTemplate(app, 'Member'))],
  [
    'the member stack with the rule in a pack',
    of((app) => new MemberStack(app, 'Pack', { remediation: 'automatic' })),
  ],
  [
    'the member stack with the rule in it',
    of((app) => new MemberStack(app, 'Here', { remediation: 'automatic', ruleIn: 'member-stack' })),
  ],
];

const resources = (template: Template, type: string): readonly (readonly [string, Resource])[] =>
  Object.entries(template.findResources(type) as unknown as Readonly<Record<string, Resource>>);

describe.each(templates)('%s', (_, template) => {
  test('keeps the group and its policy, which IAM could not delete while there are members', () => {
    for (const type of ['AWS::IAM::Group', 'AWS::IAM::ManagedPolicy']) {
      const found = resources(template, type);
      expect(found).toHaveLength(1);
      expect(found[0]?.[1]).toMatchObject({
        DeletionPolicy: 'RetainExceptOnCreate',
        UpdateReplacePolicy: 'Retain',
      });
    }
  });

  test('gives neither a name, which the next stack would find taken, and the group the path that it is known by', () => {
    const [group] = resources(template, 'AWS::IAM::Group');
    const [policy] = resources(template, 'AWS::IAM::ManagedPolicy');
    expect(Object.keys(group?.[1].Properties ?? {}).sort()).toEqual(['ManagedPolicyArns', 'Path']);
    expect(group?.[1].Properties['Path']).toBe('/iam-user-mfa-required/');
    expect(policy?.[1].Properties).not.toHaveProperty('ManagedPolicyName');
  });

  test("keeps the remediation function's log alone, for 400 days and without a name", () => {
    const groups = resources(template, 'AWS::Logs::LogGroup');
    const kept = groups.filter(([, { DeletionPolicy }]) => DeletionPolicy === 'RetainExceptOnCreate');
    expect(kept).toHaveLength(1);
    expect(kept[0]?.[0]).toMatch(/Remediation/);
    expect(kept[0]?.[1].UpdateReplacePolicy).toBe('Retain');
    expect(kept[0]?.[1].Properties).not.toHaveProperty('LogGroupName');
  });
});

test('the enforcement policy on its own keeps group and policy, too', () => {
  const template = of((app) => {
    const stack = new Stack(app, 'Test');
    new MfaEnforcementPolicy(stack, 'Enforcement');
    return stack;
  });
  for (const type of ['AWS::IAM::Group', 'AWS::IAM::ManagedPolicy'])
    expect(resources(template, type)[0]?.[1].DeletionPolicy).toBe('RetainExceptOnCreate');
});

test.each([
  [400, {}],
  [3653, { auditRetentionDays: 3653 }],
] as const)('the audit trail is kept for %d days, whatever the other logs are kept for', (days, option) => {
  const { template } = accountStack({ remediation: 'manual', logRetentionDays: 30, ...option });
  const [audit] = resources(template, 'AWS::Logs::LogGroup').filter(([id]) => /Remediation/.test(id));
  expect(audit?.[1].Properties['RetentionInDays']).toBe(days);
});
