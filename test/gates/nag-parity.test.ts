import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import {
  App,
  Aws,
  CfnOutput,
  CfnResource,
  Fn,
  NestedStack,
  SecretValue,
  Stack,
  Stage,
  Validations,
} from 'aws-cdk-lib';
import {
  CfnGroup,
  CfnManagedPolicy,
  CfnUser,
  Group,
  ManagedPolicy,
  PolicyDocument,
  User,
} from 'aws-cdk-lib/aws-iam';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { IamUserMfaChecks, type IamUserMfaChecksProps } from '../../rule/gates/nag-pack';
import { parityCases } from './parity-cases';

/** The construct paths that each rule finds. */
function findings(app: App, props: IamUserMfaChecksProps = {}): Readonly<Record<string, readonly string[]>> {
  const { violations } = new IamUserMfaChecks(app, props).validateScope(app);
  return Object.fromEntries(
    violations.map(({ ruleName, violatingResources }) => [
      ruleName,
      violatingResources.map((resource) => resource.constructPath ?? ''),
    ]),
  );
}

describe('the cdk-nag pack answers as the table says', () => {
  const templates = parityCases.filter(
    ({ kind, cannotSee = {} }) => kind === 'cloudformation-template' && !('nag' in cannotSee),
  );
  beforeAll(() => {
    jest.useFakeTimers({ now: new Date('2026-11-25T12:00:00Z'), doNotFake: ['nextTick', 'setImmediate'] });
  });
  afterAll(() => {
    jest.useRealTimers();
  });

  test.each(templates)('$title', ({ documents, answers, ruleParameters = {} }) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'nag-'));
    try {
      const app = new App();
      documents.forEach((document, index) => {
        const file = path.join(folder, `${index}.json`);
        writeFileSync(file, JSON.stringify(document));
        new CfnInclude(new Stack(app, `Stack${index}`), 'Template', { templateFile: file });
      });

      const found = findings(app, { ruleParameters });

      const has = (rule: string): boolean => (found[`IamUserMfa-${rule}`] ?? []).length > 0;
      const given = Object.values(answers);
      expect(has('IAMUserMfaEnforced')).toBe(given.includes('not-enforced'));
      expect(has('IAMUserMfaSeen')).toBe(given.includes('cannot-see'));
      expect(has('IAMUserLoginProfile')).toBe(given.length > 0);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

const enforcement = PolicyDocument.fromJson({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Deny',
      NotAction: ['iam:CreateVirtualMFADevice', 'iam:EnableMFADevice'],
      Resource: '*',
      Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
    },
  ],
});
const secret = (): SecretValue => SecretValue.secretsManager('alice');

describe('the cdk-nag pack, on constructs', () => {
  test('an L2 user with a password and no enforcement is found by its path', () => {
    const app = new App();
    new User(new Stack(app, 'People'), 'Alice', { password: secret(), passwordResetRequired: true });

    expect(findings(app)['IamUserMfa-IAMUserMfaEnforced']).toEqual(['People/Alice/Resource']);
  });

  test('an L2 policy attached to an L2 group in another stack enforces', () => {
    const app = new App();
    const policies = new Stack(app, 'Policies');
    const group = new Group(policies, 'Required');
    group.addManagedPolicy(new ManagedPolicy(policies, 'Mfa', { document: enforcement }));
    new User(new Stack(app, 'People'), 'Alice', {
      password: secret(),
      passwordResetRequired: true,
      groups: [group],
    });

    expect(findings(app)).not.toHaveProperty('IamUserMfa-IAMUserMfaEnforced');
    expect(findings(app)).not.toHaveProperty('IamUserMfa-IAMUserMfaSeen');
  });

  test('a password in plain text, and one that need not be reset, are findings of their own', () => {
    const app = new App();
    new CfnUser(new Stack(app, 'People'), 'Alice', { loginProfile: { password: 'plain' } });

    expect(Object.keys(findings(app)).sort()).toEqual([
      'IamUserMfa-IAMUserLoginProfile',
      'IamUserMfa-IAMUserMfaEnforced',
      'IamUserMfa-IAMUserPasswordReset',
      'IamUserMfa-IAMUserPlainTextPassword',
    ]);
  });

  test('an acknowledgement of the exact finding takes this finding away, and no other', () => {
    const app = new App();
    const user = new CfnUser(new Stack(app, 'People'), 'Alice', { loginProfile: { password: 'plain' } });
    Validations.of(user).acknowledge({ id: 'IamUserMfa-IAMUserLoginProfile', reason: 'Break glass.' });

    expect(findings(app)).not.toHaveProperty('IamUserMfa-IAMUserLoginProfile');
    expect(findings(app)).toHaveProperty('IamUserMfa-IAMUserMfaEnforced');
  });

  test('a group outside the app that is said to enforce counts', () => {
    const app = new App();
    const stack = new Stack(app, 'People');
    new CfnUser(stack, 'Alice', {
      loginProfile: { password: secret().unsafeUnwrap(), passwordResetRequired: true },
      groups: ['mfa-required'],
    });
    new CfnOutput(stack, 'Name', { value: 'alice' });

    expect(Object.keys(findings(app, { enforcingGroups: ['mfa-required'] }))).toEqual([
      'IamUserMfa-IAMUserLoginProfile',
    ]);
    expect(findings(app)).toHaveProperty('IamUserMfa-IAMUserMfaSeen');
  });

  test('a user of a generic CfnResource is checked as any other', () => {
    const app = new App();
    const user = (stack: string, properties: object): CfnResource =>
      new CfnResource(new Stack(app, stack), 'Alice', {
        type: 'AWS::IAM::User',
        properties: { LoginProfile: { Password: 'plain' }, ...properties },
      });
    user('Open', {});
    user('Closed', { Policies: [{ PolicyName: 'mfa', PolicyDocument: enforcement.toJSON() as object }] });
    new CfnResource(new Stack(app, 'Another'), 'Alice', { type: 'AWS::SNS::Topic' });

    const found = findings(app);

    expect(found['IamUserMfa-IAMUserMfaEnforced']).toEqual(['Open/Alice']);
    expect(found['IamUserMfa-IAMUserPlainTextPassword']).toEqual(['Open/Alice', 'Closed/Alice']);
  });

  const named = (scope: Stack, groups: CfnUser['groups'] = ['mfa']): CfnUser =>
    new CfnUser(scope, 'Alice', { userName: 'alice', loginProfile: { password: 'x' }, groups });
  const group = (scope: Stack, name: string, isEnforcing: boolean): CfnGroup =>
    new CfnGroup(scope, 'Team', {
      groupName: name,
      policies: isEnforcing ? [{ policyName: 'mfa', policyDocument: enforcement }] : [],
    });

  test('a stage lends its groups to no other stage', () => {
    const app = new App();
    for (const name of ['Dev', 'Prod']) {
      const stage = new Stage(app, name);
      named(new Stack(stage, 'People'));
      group(new Stack(stage, 'Groups'), 'mfa', name === 'Dev');
    }

    expect(findings(app)['IamUserMfa-IAMUserMfaEnforced']).toEqual(['Prod/People/Alice']);
  });

  test("a group of another stack is meant where that stack's is referred to, not the own one of the same logical id", () => {
    const app = new App();
    const [strict, loose] = [new Stack(app, 'Strict'), new Stack(app, 'Loose')];
    const [enforcing, other] = [group(strict, 'strict', true), group(loose, 'loose', false)];
    named(strict, [other.ref]);
    new CfnUser(loose, 'Bob', { loginProfile: { password: 'x' }, groups: [enforcing.ref] });

    expect(findings(app)['IamUserMfa-IAMUserMfaEnforced']).toEqual(['Strict/Alice']);
    expect(findings(app)).not.toHaveProperty('IamUserMfa-IAMUserMfaSeen');
  });

  test('a name that differs from an exempt one in case alone is said', () => {
    const app = new App();
    named(new Stack(app, 'People'), []);

    const pack = new IamUserMfaChecks(app, { ruleParameters: { exemptUserNames: 'ALICE' } });

    const words = pack.validateScope(app).violations.map(({ description }) => description);
    expect(words).toContainEqual(
      expect.stringMatching(/\. Not exempt: exemptUserNames has the name in another case\.$/),
    );
  });

  test('users in the template of a StackSet are found, and what is not followed is said', () => {
    const app = new App();
    const stack = new Stack(app, 'Sets');
    const users = (properties: object): string =>
      JSON.stringify({
        Resources: { U: { Type: 'AWS::IAM::User', Properties: { LoginProfile: {}, ...properties } } },
      });
    const set = (id: string, properties: object): CfnResource =>
      new CfnResource(stack, id, { type: 'AWS::CloudFormation::StackSet', properties });
    set('Open', { TemplateBody: users({}) });
    set('Closed', { TemplateBody: users({ Policies: [{ PolicyName: 'm', PolicyDocument: enforcement }] }) });
    set('Elsewhere', { TemplateURL: 'https://example.com/t.json' });
    new CfnUser(stack, 'Looped').addPropertyOverride('Fn::ForEach::P', [
      'Key',
      { Ref: 'Keys' },
      { '${Key}': {} },
    ]);
    new NestedStack(stack, 'Nested');

    const found = findings(app);

    expect(found['IamUserMfa-IAMUserMfaEnforced']).toEqual(['Sets/Open']);
    expect(found['IamUserMfa-IAMUserMfaSeen']).toEqual(['Sets/Elsewhere', 'Sets/Looped']);
  });

  test.each<[string, string, boolean]>([
    ['a text', 'plain', true],
    ['a text with a secret in it', 'x{{resolve:secretsmanager:alice}}', true],
    ['a parameter store value that is no secret', '{{resolve:ssm:alice}}', true],
    ['a secret parameter store value', '{{resolve:ssm-secure:alice}}', false],
    ['a secret', '{{resolve:secretsmanager:alice}}', false],
  ])('of a password, plain text is %s', (_, password, isPlain) => {
    const app = new App();
    new CfnUser(new Stack(app, 'People'), 'Alice', { loginProfile: { password } });

    expect('IamUserMfa-IAMUserPlainTextPassword' in findings(app)).toBe(isPlain);
  });

  test.each<[unknown, boolean]>([
    [true, false],
    ['true', false],
    [false, true],
    ['false', true],
  ])('PasswordResetRequired that is %j', (isReset, isFound) => {
    const app = new App();
    const LoginProfile = { Password: 'x', PasswordResetRequired: isReset };
    new CfnResource(new Stack(app, 'People'), 'Alice', {
      type: 'AWS::IAM::User',
      properties: { LoginProfile },
    });

    expect('IamUserMfa-IAMUserPasswordReset' in findings(app)).toBe(isFound);
  });

  test('what was added since the last validation counts', () => {
    const app = new App();
    const stack = new Stack(app, 'People');
    const pack = new IamUserMfaChecks(app);
    const found = (): readonly unknown[] =>
      pack
        .validateScope(app)
        .violations.filter(({ ruleName }) => ruleName === 'IamUserMfa-IAMUserMfaEnforced')
        .flatMap(({ violatingResources }) => violatingResources);
    named(stack, []);
    expect(found()).toHaveLength(1);
    new CfnUser(stack, 'Bob', { loginProfile: { password: 'x' } });

    expect(found()).toHaveLength(2);
  });

  const account = '111122223333';
  const of = (scope: App | Stage, id: string, env: object): Stack => new Stack(scope, id, { env });

  test('a group in another account is another group', () => {
    const app = new App();
    named(of(app, 'People', { account, region: 'eu-west-1' }));
    group(of(app, 'Here', { account, region: 'eu-west-1' }), 'other', true);
    group(of(app, 'There', { account: '123456789012', region: 'eu-west-1' }), 'mfa', true);

    expect(findings(app)['IamUserMfa-IAMUserMfaSeen']).toEqual(['People/Alice']);
  });

  test.each([{ account, region: 'eu-west-1' }, {}])(
    'a nested stack is of the account of its outer one: %j',
    (env) => {
      const app = new App();
      const stack = of(app, 'People', env);
      const nested = new NestedStack(stack, 'Nested');
      named(stack);
      new CfnGroup(nested, 'Team', {
        groupName: 'mfa',
        policies: [{ policyName: 'mfa', policyDocument: enforcement }],
      });

      expect(findings(app)).not.toHaveProperty('IamUserMfa-IAMUserMfaEnforced');
      expect(findings(app)).not.toHaveProperty('IamUserMfa-IAMUserMfaSeen');
    },
  );

  test('the account and the name of a stack are known where the app says them', () => {
    const app = new App();
    const stack = of(app, 'People', { account, region: 'eu-west-1' });
    new CfnUser(stack, 'Alice', {
      loginProfile: { password: 'x' },
      managedPolicyArns: [`arn:aws:iam::${account}:policy/mfa`],
    });
    new CfnUser(stack, 'Bob', {
      loginProfile: { password: 'x' },
      userName: 'People-bob',
      groups: ['People-g'],
    });
    new CfnManagedPolicy(stack, 'Mfa', { managedPolicyName: 'mfa', policyDocument: enforcement });
    new CfnGroup(stack, 'Team', {
      groupName: Fn.join('-', [Aws.STACK_NAME, 'g']),
      policies: [{ policyName: 'mfa', policyDocument: enforcement }],
    });

    expect(findings(app)).not.toHaveProperty('IamUserMfa-IAMUserMfaEnforced');
    expect(findings(app)).not.toHaveProperty('IamUserMfa-IAMUserMfaSeen');
  });

  test('an attribute of a resource of another stack is that attribute', () => {
    const app = new App();
    const [people, other] = [new Stack(app, 'People'), new Stack(app, 'Other')];
    const topic = new CfnResource(other, 'Topic', { type: 'AWS::SNS::Topic' });
    new CfnUser(people, 'Alice', {
      loginProfile: { password: 'x' },
      userName: topic.getAtt('TopicName').toString(),
    });
    const tied = (id: string, attribute: string): CfnManagedPolicy =>
      new CfnManagedPolicy(people, id, {
        policyDocument: enforcement,
        users: [topic.getAtt(attribute).toString()],
      });
    tied('Arn', 'TopicArn');
    expect(findings(app)['IamUserMfa-IAMUserMfaSeen']).toEqual(['People/Alice']);
    tied('Name', 'TopicName');

    expect(findings(app)).not.toHaveProperty('IamUserMfa-IAMUserMfaSeen');
  });

  test('a policy outside the app that is said to enforce counts', () => {
    const app = new App();
    const policyArn = `arn:aws:iam::${account}:policy/mfa`;
    const loginProfile = { password: 'x' };
    new CfnUser(new Stack(app, 'People'), 'Alice', { loginProfile, managedPolicyArns: [policyArn] });

    expect(findings(app, { enforcingPolicyArns: [policyArn] })).not.toHaveProperty(
      'IamUserMfa-IAMUserMfaSeen',
    );
    expect(findings(app)).toHaveProperty('IamUserMfa-IAMUserMfaSeen');
  });

  test('a user whose logical id begins with that of another is not that one', () => {
    const app = new App();
    const stack = new Stack(app, 'People');
    const policies = [{ policyName: 'mfa', policyDocument: enforcement }];
    new CfnUser(stack, 'Al', { loginProfile: { password: 'x' }, policies });
    new CfnUser(stack, 'Alice', { loginProfile: { password: 'x' } });

    expect(findings(app)['IamUserMfa-IAMUserMfaEnforced']).toEqual(['People/Alice']);
  });

  test('what is unseen is said in words', () => {
    const app = new App();
    named(new Stack(app, 'People'), ['elsewhere']);

    const words = new IamUserMfaChecks(app)
      .validateScope(app)
      .violations.map(({ description }) => description);
    expect(words).toContainEqual(
      expect.stringMatching(/lies outside the app, or depends on a condition; or users of a part/),
    );
  });

  test('a stack without users has no findings', () => {
    const app = new App();
    new Group(new Stack(app, 'People'), 'Group');

    expect(new IamUserMfaChecks(app).validateScope(app).success).toBe(true);
  });
});
