import { describe, expect, test } from '@jest/globals';
import type { Template } from 'aws-cdk-lib/assertions';
import { nagFindings } from './nag';
import { accountStack, actionsOf, only, propertiesOf, statementsOf } from './synth';

const manual = { remediation: 'manual' } as const;
const withRemoval = { remediation: 'manual', removeConsoleAccess: true, exemptTagKey: 'mfa-exempt' } as const;

interface Runbook {
  readonly Name: string;
  readonly DocumentType: string;
  readonly UpdateMethod: string;
  readonly Content: {
    readonly schemaVersion: string;
    readonly assumeRole: string;
    readonly parameters: Readonly<
      Record<string, { readonly allowedPattern?: string; readonly type: string }>
    >;
    readonly mainSteps: readonly Record<string, unknown>[];
    readonly outputs: readonly string[];
  };
}

const runbooks = (template: Template): readonly Runbook[] =>
  propertiesOf(template, 'AWS::SSM::Document') as unknown as readonly Runbook[];
const configuration = (template: Template) => only(template, 'AWS::Config::RemediationConfiguration');
const functionRole = (template: Template) => only(template, 'AWS::IAM::Role', /RemediationFunctionEntryRole/);

describe('what is there', () => {
  test('by default there is no remediation: no function, no runbook, no group', () => {
    const { template } = accountStack();
    for (const type of ['AWS::SSM::Document', 'AWS::Config::RemediationConfiguration', 'AWS::IAM::Group']) {
      template.resourceCountIs(type, 0);
    }
    expect(JSON.stringify(template.toJSON()).match(/iam:(AddUserToGroup|DeleteLoginProfile)/)).toBeNull();
  });

  test('manual remediation has the two reversible runbooks and the group that they move users in and out of', () => {
    const { template } = accountStack(manual);
    expect(runbooks(template).map(({ Name }) => Name)).toEqual([
      'iam-user-mfa-require-mfa',
      'iam-user-mfa-undo-require-mfa',
    ]);
    template.hasResourceProperties('AWS::IAM::Group', { Path: '/iam-user-mfa-required/' });
  });

  test('removeConsoleAccess alone adds the runbook that deletes login profiles', () => {
    const names = runbooks(accountStack(withRemoval).template).map(({ Name }) => Name);
    expect(names).toContain('iam-user-mfa-remove-console-access');
  });
});

describe('the remediation of the rule', () => {
  test('a person starts require-mfa on one user, and no attempt is ever the last', () => {
    expect(configuration(accountStack(manual).template)).toEqual({
      ConfigRuleName: 'iam-user-mfa',
      ResourceType: 'AWS::IAM::User',
      TargetType: 'SSM_DOCUMENT',
      TargetId: { Ref: expect.stringContaining('RequireMfa') },
      Automatic: false,
      MaximumAutomaticAttempts: 25,
      RetryAttemptSeconds: 60,
      ExecutionControls: { SsmControls: { ConcurrentExecutionRatePercentage: 10, ErrorPercentage: 10 } },
      Parameters: {
        ResourceId: { ResourceValue: { Value: 'RESOURCE_ID' } },
        RuleName: { StaticValue: { Values: ['iam-user-mfa'] } },
        AutomationAssumeRole: { StaticValue: { Values: [{ 'Fn::GetAtt': [expect.any(String), 'Arn'] }] } },
      },
    });
  });

  test('automatic is automatic', () => {
    expect(configuration(accountStack({ remediation: 'automatic' }).template)['Automatic']).toBe(true);
  });

  test('remove-console-access can be the remediation, manually', () => {
    const { template } = accountStack({ ...withRemoval, remediationAction: 'remove-console-access' });
    expect(configuration(template)).toMatchObject({
      Automatic: false,
      TargetId: { Ref: expect.stringContaining('RemoveConsoleAccess') },
    });
  });

  test('remove-console-access is refused where it would be automatic', () => {
    const props = {
      removeConsoleAccess: true,
      remediation: 'automatic',
      remediationAction: 'remove-console-access',
    } as const;
    expect(() => accountStack(props)).toThrow(
      'remediationAction: got "remove-console-access" beside remediation "automatic", allowed: require-mfa',
    );
  });

  test('remove-console-access is refused where it is not switched on', () => {
    const props = { remediation: 'manual', remediationAction: 'remove-console-access' } as const;
    expect(() => accountStack(props)).toThrow('removeConsoleAccess: got false, allowed: true');
  });
});

describe('every runbook', () => {
  const all = runbooks(accountStack(withRemoval).template);

  test.each(all.map((runbook) => [runbook.Name, runbook] as const))(
    '%s declares what it uses, checks it, and is one bounded step',
    (name, { Content: content, ...document }) => {
      expect(document).toEqual({
        Tags: [{ Key: 'iam-user-mfa', Value: 'true' }],
        Name: name,
        DocumentType: 'Automation',
        DocumentFormat: 'JSON',
        UpdateMethod: 'NewVersion',
      });
      expect(content.schemaVersion).toBe('0.3');
      expect(content.assumeRole).toBe('{{ AutomationAssumeRole }}');
      const used = [...JSON.stringify([content.assumeRole, content.mainSteps]).matchAll(/\{\{ (\w+) \}\}/g)];
      expect(new Set(used.map(([, parameter]) => parameter))).toEqual(
        new Set(Object.keys(content.parameters)),
      );
      for (const { allowedPattern } of Object.values(content.parameters)) {
        expect(JSON.stringify(allowedPattern)).toMatch(/\^.*\$"/);
      }
      expect(content.mainSteps).toHaveLength(1);
      expect(content.mainSteps[0]).toMatchObject({
        action: 'aws:invokeLambdaFunction',
        maxAttempts: 1,
        timeoutSeconds: 180,
        onFailure: 'Abort',
        isEnd: true,
        inputs: {
          FunctionName: { 'Fn::GetAtt': [expect.stringContaining('RemediationFunction'), 'Arn'] },
          InputPayload: {
            action: name.replace('iam-user-mfa-', ''),
            resourceId: '{{ ResourceId }}',
            ruleName: '{{ RuleName }}',
          },
        },
      });
      expect(content.outputs).toEqual(['Remediate.Payload']);
    },
  );

  test('the ids of users, and of the account, pass the pattern of ResourceId; what could be code does not', () => {
    const pattern = new RegExp(all[0]?.Content.parameters['ResourceId']?.allowedPattern ?? '$.');
    expect(['AIDACKCEVSQ6C2EXAMPLE', '111122223333'].every((id) => pattern.test(id))).toBe(true);
    const others = [
      '',
      'alice',
      'alice"}',
      '{{ x }}',
      'a b',
      '/team/alice',
      'arn:aws:iam::111122223333:user/alice',
    ];
    expect(others.filter((id) => pattern.test(id))).toEqual([]);
    const ofOthers = [
      'AKIAIOSFODNN7EXAMPLE',
      'AROAJ2UCCR6DPCEXAMPLE',
      'AGPAJ2UCCR6DPCEXAMPLE',
      'aidackcevsq6c2example',
    ];
    expect(ofOthers.filter((id) => pattern.test(id))).toEqual([]);
  });

  test('the names of our rule pass the pattern of RuleName, in a pack and outside of one; no other name does', () => {
    const pattern = new RegExp(all[0]?.Content.parameters['RuleName']?.allowedPattern ?? '$.');
    expect(['iam-user-mfa', 'iam-user-mfa-conformance-pack-a1b2c3'].every((name) => pattern.test(name))).toBe(
      true,
    );
    expect(['tagging-check', 'iam-user-mfa-2', 'x-iam-user-mfa'].some((name) => pattern.test(name))).toBe(
      false,
    );
  });
});

describe('who may do what', () => {
  test('the automation may invoke the one function, and only SSM of this account may be it', () => {
    const role = only(accountStack(manual).template, 'AWS::IAM::Role', /AutomationRole/);
    expect(role['RoleName']).toBe('iam-user-mfa-remediation');
    expect(statementsOf(role)).toEqual([
      {
        Effect: 'Allow',
        Action: 'lambda:InvokeFunction',
        Resource: { 'Fn::GetAtt': [expect.stringContaining('RemediationFunction'), 'Arn'] },
      },
    ]);
    expect(role['AssumeRolePolicyDocument']).toMatchObject({
      Statement: [
        {
          Principal: { Service: 'ssm.amazonaws.com' },
          Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
        },
      ],
    });
  });

  test('the function may put users into the one group, and out of all that require-mfa ever made', () => {
    const statements = statementsOf(functionRole(accountStack(manual).template));
    const resourceOf = (action: string) =>
      statements.find(({ Action }) => [Action].flat().includes(action))?.Resource;
    const inAccount = (resource: string) => ({
      'Fn::Join': [
        '',
        ['arn:', { Ref: 'AWS::Partition' }, ':iam::', { Ref: 'AWS::AccountId' }, `:${resource}`],
      ],
    });
    const group = [
      {
        'Fn::Join': [
          '',
          [
            'arn:',
            { Ref: 'AWS::Partition' },
            ':iam::',
            { Ref: 'AWS::AccountId' },
            ':group/iam-user-mfa-required/',
            { Ref: expect.stringContaining('EnforcementGroup') },
          ],
        ],
      },
    ];
    expect(resourceOf('iam:AddUserToGroup')).toEqual(group);
    expect(resourceOf('iam:RemoveUserFromGroup')).toEqual([
      inAccount('group/iam-user-mfa-required/*'),
      inAccount('group/iam-user-mfa-required'),
    ]);
    for (const action of ['iam:ListAttachedGroupPolicies', 'iam:ListGroupPolicies', 'iam:GetGroupPolicy'])
      expect(resourceOf(action)).toEqual(group);
    expect(resourceOf('iam:GetPolicyVersion')).toEqual([inAccount('policy/*')]);
  });

  test('the function may delete login profiles only where removeConsoleAccess is on', () => {
    const actions = (props: typeof manual | typeof withRemoval) =>
      actionsOf(statementsOf(functionRole(accountStack(props).template)));
    expect(actions(manual)).not.toContain('iam:DeleteLoginProfile');
    expect(actions(withRemoval)).toContain('iam:DeleteLoginProfile');
  });

  test("the rule's own function stays read-only", () => {
    const role = only(accountStack(withRemoval).template, 'AWS::IAM::Role', /PartsFunctionEntryRole/);
    const writing = actionsOf(statementsOf(role)).filter((action) => /^iam:(?!Get|List)/.test(action));
    expect(writing).toEqual([]);
  });
});

test('the function is told which rule to trust and which group requires MFA', () => {
  const { template } = accountStack(manual);
  const [functionId] = Object.keys(template.findResources('AWS::Lambda::Function')).filter((id) =>
    /PartsFunctionEntry/.test(id),
  );
  const [groupId] = Object.keys(template.findResources('AWS::IAM::Group'));
  expect(only(template, 'AWS::Lambda::Function', /RemediationFunction/)['Environment']).toEqual({
    Variables: {
      RULE_FUNCTION_ARN: { 'Fn::GetAtt': [functionId, 'Arn'] },
      REQUIRED_GROUP_NAME: { Ref: groupId },
    },
  });
});

test('the group carries the console-only policy, so that workloads with access keys go on', () => {
  const { template } = accountStack(manual);
  const policy = only(template, 'AWS::IAM::ManagedPolicy');
  const [policyId] = Object.keys(template.findResources('AWS::IAM::ManagedPolicy'));
  expect(only(template, 'AWS::IAM::Group')['ManagedPolicyArns']).toEqual([{ Ref: policyId }]);
  expect(JSON.stringify(policy['PolicyDocument'])).toContain('"Bool":{"aws:MultiFactorAuthPresent":"false"}');
});

test('cdk-nag finds nothing with everything on', () => {
  const { app } = accountStack({ ...withRemoval, remediationAction: 'remove-console-access' });
  expect(nagFindings(app)).toEqual([]);
});
