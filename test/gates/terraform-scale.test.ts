import { expect, test } from '@jest/globals';
import { parseParameterValues } from '../../rule/core/rule-parameters';
import { check } from '../../rule/gates/check';
import { noKnownEnforcement } from '../../rule/gates/declared';
import { parseDocument } from '../../rule/gates/parse-document';
import { planOf, type PlanResource } from './plan-rows';

const deny = JSON.stringify({
  Statement: {
    Effect: 'Deny',
    Action: '*',
    Resource: '*',
    Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
  },
});
const count = 2_000;
const keys = Array.from({ length: count }, (_, index) => `user-${index}`);

/** Each user may have each policy: four million pairs. */
function everyoneAndEverything(key: string): readonly PlanResource[] {
  const user = ['aws_iam_user.people', 'each.key'];
  return [
    { at: `aws_iam_user.people["${key}"]`, after: { path: '/' }, unknown: ['name'], each: 'var.people' },
    { at: `aws_iam_user_login_profile.people["${key}"]`, after: {}, unknown: ['user'], from: { user } },
    { at: `aws_iam_policy.of["${key}"]`, after: { name: key, policy: deny }, unknown: ['arn'] },
    {
      at: `aws_iam_user_policy_attachment.of["${key}"]`,
      after: {},
      unknown: ['user', 'policy_arn'],
      from: { user, policy_arn: ['aws_iam_policy.of', 'each.key'] },
    },
  ];
}

const answersTo = (plan: unknown, tf?: string): readonly string[] => {
  const read = (): ReadonlyMap<string, string> => new Map([['main.tf', tf ?? '']]);
  const sources = tf === undefined ? undefined : { folder: '.', areOfThePlan: true, read };
  const document = { ...parseDocument('plan.json', JSON.stringify(plan)), sources };
  const { users } = check([document], parseParameterValues({}), noKnownEnforcement, new Date());
  return users.map(({ answer }) => answer.answer);
};

const everyone = planOf({ plan: keys.flatMap(everyoneAndEverything), short: true });
const byEachKey = `
resource "aws_iam_user_login_profile" "people" {
  user = aws_iam_user.people[each.key].name
}
resource "aws_iam_user_policy_attachment" "of" {
  user       = aws_iam_user.people[each.key].name
  policy_arn = aws_iam_policy.of[each.key].arn
}`;

// A test that takes the square of it would not end in time.
test('a plan of 2,000 users, of each of whom all is known only after apply, is read', () => {
  expect(answersTo(everyone)).toEqual(keys.map(() => 'cannot-see'));
  expect(answersTo(everyone, byEachKey)).toEqual(keys.map(() => 'enforced'));
});

const attached = planOf({
  plan: [
    { at: 'aws_iam_user_login_profile.a', after: { user: 'a' } },
    { at: 'aws_iam_policy.mfa', after: { name: 'mfa', policy: deny }, unknown: ['arn'] },
    {
      at: 'aws_iam_user_policy_attachment.a',
      after: { user: 'a' },
      unknown: ['policy_arn'],
      from: { policy_arn: ['local.x'] },
    },
  ],
});
const doubled = (first: string, of: (name: string) => string): string =>
  `locals {\n  x0 = ${first}\n${Array.from({ length: 60 }, (_, index) => `  x${index + 1} = ${of(`local.x${index}`)}\n`).join('')}}`;
const numbers = `[${Array.from({ length: 1000 }, (_, index) => index).join()}]`;
const any = `{ ${Array.from({ length: 40 }, (_, index) => `k${index} = aws_iam_policy.mfa.arn`).join(', ')} }[terraform_data.x.output]`;

test.each([
  ['lists that double', doubled('[1]', (x) => `concat(${x}, ${x})`), 'local.x60[0]'],
  ['lists of lists that double', doubled('[1]', (x) => `[${x}, ${x}]`), 'flatten(local.x60)[0]'],
  ['texts that double', doubled('"a"', (x) => `"\${${x}}\${${x}}"`), 'local.x60'],
  [
    'loops in loops',
    `locals {\n  n = ${numbers}\n}`,
    '[for a in local.n : [for b in local.n : [for c in local.n : c]]][0]',
  ],
  ['products', `locals {\n  n = ${numbers}\n}`, 'setproduct(local.n, local.n, local.n)[0][0]'],
  ['values that lead back', 'locals {\n  a = local.b\n  b = local.a\n}', 'local.a'],
  ['one of many, often', `locals {\n  any = ${any}\n}`, 'merge(local.any, local.any, local.any, local.any)'],
  ['parentheses', '', `${'('.repeat(100_000)}1${')'.repeat(100_000)}`],
  ['blocks without an end', 'resource "aws_iam_user" "u" {\n'.repeat(20_000), 'local.a'],
])('.tf files of %s are read in time, and what comes of them is unseen', (_title, files, policy) => {
  const tf = `resource "aws_iam_user_policy_attachment" "a" {\n  policy_arn = ${policy}\n}\n${files}`;

  expect(answersTo(attached, tf)).toEqual(['cannot-see']);
});
