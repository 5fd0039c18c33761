// Steps are counted, not time: four times the users may take four times the evaluations, and no more.
import { afterEach, expect, jest, test } from '@jest/globals';
import { parseParameterValues } from '../../rule/core/rule-parameters';
import { check } from '../../rule/gates/check';
import { Conditions } from '../../rule/gates/cloudformation/conditions';
import { Values } from '../../rule/gates/cloudformation/values';
import { inEachWorld } from '../../rule/gates/cloudformation/worlds';
import { noKnownEnforcement } from '../../rule/gates/declared';
import { parseDocument } from '../../rule/gates/parse-document';

const deny = {
  Statement: {
    Effect: 'Deny',
    Action: '*',
    Resource: '*',
    Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
  },
};
const policies = [{ PolicyName: 'mfa', PolicyDocument: deny }];
type Resources = Readonly<Record<string, object>>;
const iam = (type: string, properties: object): object => ({
  Type: `AWS::IAM::${type}`,
  Properties: properties,
});
const user = (properties: object = {}): object =>
  iam('User', { LoginProfile: { Password: 'x' }, ...properties });
const each = (count: number, of: (n: number) => Resources): Resources =>
  Object.assign({}, ...Array.from({ length: count }, (_, n) => of(n))) as Resources;

const shapes: Readonly<Record<string, (count: number) => Resources>> = {
  'five resources a user': (count) =>
    each(count, (n) => ({
      [`User${n}`]: user({ UserName: `user-${n}`, Groups: [{ Ref: `Group${n}` }] }),
      [`Group${n}`]: iam('Group', {
        ManagedPolicyArns: [{ 'Fn::If': ['Mfa', { Ref: `P${n}` }, { Ref: 'P0' }] }],
      }),
      [`P${n}`]: iam('ManagedPolicy', { PolicyDocument: deny }),
      [`Own${n}`]: iam('UserPolicy', {
        PolicyName: 'own',
        UserName: { 'Fn::Sub': `\${User${n}}` },
        PolicyDocument: {},
      }),
      [`Topic${n}`]: { Type: 'AWS::SNS::Topic' },
    })),
  'one policy that lists all': (count) => ({
    ...each(count, (n) => ({ [`User${n}`]: user() })),
    P: iam('ManagedPolicy', {
      PolicyDocument: deny,
      Users: Array.from({ length: count }, (_, n) => ({ 'Fn::Sub': `\${User${n}}` })),
    }),
  }),
  'a membership for each': (count) => ({
    ...each(count, (n) => ({
      [`User${n}`]: user({ UserName: `user-${n}` }),
      [`Join${n}`]: iam('UserToGroupAddition', { GroupName: { Ref: 'Group' }, Users: [`user-${n}`] }),
    })),
    Group: iam('Group', { Policies: policies }),
  }),
};

afterEach(() => {
  jest.restoreAllMocks();
});

test.each(Object.entries(shapes))('1,000 users take four times the steps of 250: %s', (_, shape) => {
  const steps = (count: number): number => {
    const spies = [jest.spyOn(Values.prototype, 'of'), jest.spyOn(Values.prototype, 'members')];
    const content = {
      Parameters: { Env: { Type: 'String' } },
      Conditions: { Mfa: { 'Fn::Equals': [{ Ref: 'Env' }, 'prod'] } },
      Resources: shape(count),
    };
    const document = parseDocument('template.json', JSON.stringify(content));
    const { users } = check([document], parseParameterValues({}), noKnownEnforcement, new Date());
    const calls = spies.reduce((sum, { mock }) => sum + mock.calls.length, 0);
    jest.restoreAllMocks();
    expect(users.map(({ answer }) => answer.answer)).toEqual(users.map(() => 'enforced'));
    expect(users).toHaveLength(count);
    return calls;
  };

  expect(steps(1_000) / steps(250)).toBeLessThan(4.5);
});

// Nothing here is a timed assertion: what is looked at again and again would run into jest's own limit.
test('conditions that share their parts are decided once', () => {
  const shared = Object.fromEntries(
    Array.from({ length: 60 }, (_, n) => [
      `C${n + 1}`,
      { 'Fn::Or': [{ Condition: `C${n}` }, { Condition: `C${n}` }] },
    ]),
  );
  const content = {
    Parameters: { Env: { Type: 'String' } },
    Conditions: { C0: { 'Fn::Equals': [{ Ref: 'Env' }, 'prod'] }, ...shared },
    Resources: { User: { ...user(), Condition: 'C60' } },
  };
  const document = parseDocument('template.json', JSON.stringify(content));
  const { users } = check([document], parseParameterValues({}), noKnownEnforcement, new Date());

  expect(users.map(({ answer }) => answer.answer)).toEqual(['not-enforced']);
});

test('worlds beyond the budget of a scope are no answer', () => {
  const conditions = new Conditions();
  expect(inEachWorld(conditions, () => 'enforced')).toEqual(['enforced']);

  conditions.spend(5_000_001);
  expect(inEachWorld(conditions, () => 'enforced')).toBeUndefined();
});

test('a policy that is the same in every world is read once', () => {
  const enforcing = jest.spyOn(Values.prototype, 'branch');
  const content = {
    Resources: {
      ...each(500, (n) => ({ [`User${n}`]: user({ ManagedPolicyArns: [{ Ref: 'P' }] }) })),
      P: iam('ManagedPolicy', { PolicyDocument: deny }),
    },
  };
  const document = parseDocument('template.json', JSON.stringify(content));
  check([document], parseParameterValues({}), noKnownEnforcement, new Date());
  const reads = enforcing.mock.calls.filter(
    ([raw]) => raw === (document.content as typeof content).Resources.P,
  );

  expect(reads.length).toBeLessThan(2);
  expect(enforcing.mock.calls.length).toBeLessThan(500 * 8);
});
