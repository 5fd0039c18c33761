import { env } from 'node:process';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { enforcementIn, isEnforcement, type Enforcement } from '../../rule/enforcement/is-enforcement';
import { generated, type Generated } from './generated-policies';
import { describeWithZ3, type Answer, type Formula, type MfaState, type Question, type Z3 } from './solver';

const policies = env['PROVE'] === 'all' ? 10_000 : 300;
const seed = 20_261_128;

/** Design 16 (h): all that an enforcement of any make may leave to a session without MFA. */
const left: Formula = {
  action: [
    'iam:CreateVirtualMFADevice',
    'iam:DeleteVirtualMFADevice',
    'iam:EnableMFADevice',
    'iam:GetMFADevice',
    'iam:GetUser',
    'iam:ListMFADevices',
    'iam:ListVirtualMFADevices',
    'iam:ResyncMFADevice',
    'iam:ChangePassword',
    'iam:GetAccountPasswordPolicy',
    'iam:GetAccountSummary',
    'iam:GetLoginProfile',
    'iam:ListAccountAliases',
    'iam:ListUsers',
    'iam:ListAccessKeys',
    'iam:ListServiceSpecificCredentials',
    'iam:ListSigningCertificates',
    'iam:ListSSHPublicKeys',
    'sts:GetCallerIdentity',
    'sts:GetSessionToken',
    'signin:*',
  ],
};
const denied: Formula = { denied: { by: 'document' } };

function questionOf({ document, user }: Generated, mfa: readonly MfaState[], holds: Formula): Question {
  const [, account, path] = /^arn:aws:iam::(\d+):user(\/.*\/|\/)[^/]+$/.exec(user.arn ?? '') ?? [];
  const known = { ...user, account, path };
  return { documents: { document }, request: { known, mfa }, holds };
}

const closed = (policy: Generated, mfa: readonly MfaState[]): Question =>
  questionOf(policy, mfa, { or: [denied, left] });
const passwordDenied = (policy: Generated, mfa: readonly MfaState[]): Question =>
  questionOf(policy, mfa, { if: { this: { action: ['iam:ChangePassword'] }, then: denied } });

/** A Deny that MFA does not lift: closed, and no promise of a strength. */
const lock: Enforcement = { strength: 'console-only', allowsPasswordChange: true };

/** What an accepted document promises, and why it does not hold; none where it does. */
async function broken(
  z3: Pick<Z3, 'ask'>,
  policy: Generated,
  { strength, allowsPasswordChange }: Enforcement,
): Promise<readonly Answer[]> {
  const mfa: readonly MfaState[] = strength === 'all' ? ['false', 'absent'] : ['false'];
  const asked = [closed(policy, mfa), ...(allowsPasswordChange ? [] : [passwordDenied(policy, ['false'])])];
  const answers = await Promise.all(asked.map((question) => z3.ask(question)));
  return answers.filter(({ result }) => result !== 'proved');
}

/** To be shortened, and never by accepting more than can be proved. */
const together = 'several statements that are one together';
const anotherOperator = 'the key compared by another operator than Bool';
const unknownArn = 'a condition on the ARN of a user whose ARN is not known';
const twoCases = 'two operators of one name in two cases';
const refusedThoughClosed = [together, anotherOperator, unknownArn, twoCases];

describeWithZ3(`"is this an enforcement", over ${policies} policies`, (z3) => {
  const all = fc.sample(generated, { numRuns: policies, seed });
  const accepted = all.filter(({ document, user }) => isEnforcement(document, user));
  const refused = all.filter((policy) => !accepted.includes(policy));

  test('at least a third of them is accepted', () => {
    expect(accepted.length).toBeGreaterThan(policies / 3);
  });

  test('(h) whatever is accepted leaves nothing but enrolling', async () => {
    const unsound: unknown[] = [];
    for (const policy of accepted) {
      const enforcement = enforcementIn(policy.document, policy.user) ?? lock;
      const answers = await broken(z3, policy, enforcement);
      if (answers.length > 0) unsound.push({ ...policy, enforcement, answers });
    }
    expect(unsound.slice(0, 3)).toEqual([]);
    expect(unsound).toHaveLength(0);
  }, 1_200_000);

  // Of several statements, one may deny it on some resources alone, which no promise is about.
  const oneStatement = accepted.filter(
    ({ document: { Statement } }) => !Array.isArray(Statement) || Statement.length === 1,
  );

  test('the first password change that one statement is said to leave, it leaves', async () => {
    const denied: unknown[] = [];
    for (const policy of oneStatement) {
      if (enforcementIn(policy.document, policy.user)?.allowsPasswordChange !== true) continue;
      const { result } = await z3.ask(passwordDenied(policy, ['false']));
      if (result !== 'refuted') denied.push({ ...policy, result });
    }
    expect(denied.slice(0, 3)).toEqual([]);
  }, 1_200_000);

  test('what is refused though it leaves nothing else is of the kinds that the docs name', async () => {
    const kinds = new Map<string, number>();
    for (const policy of refused) {
      if (!(await isClosed(z3, policy))) continue;
      const kind = await kindOf(z3, policy);
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    }
    process.stderr.write(`refused though closed: ${JSON.stringify(Object.fromEntries(kinds))}\n`);
    expect(refusedThoughClosed).toEqual(expect.arrayContaining([...kinds.keys()]));
  }, 1_200_000);
});

const isClosed = async (z3: Pick<Z3, 'ask'>, policy: Generated): Promise<boolean> =>
  (await z3.ask(closed(policy, ['false']))).result === 'proved';

async function kindOf(z3: Pick<Z3, 'ask'>, policy: Generated): Promise<string> {
  const { Statement } = policy.document;
  const statements: readonly unknown[] = Array.isArray(Statement) ? Statement : [Statement];
  for (const one of statements) {
    if (!(await isClosed(z3, { ...policy, document: { ...policy.document, Statement: one } }))) continue;
    const text = JSON.stringify(one);
    if (/"(null|string\w*)":\{"aws:multifactor/i.test(text)) return anotherOperator;
    if (policy.user.arn === undefined && text.includes('aws:PrincipalArn')) return unknownArn;
    return hasTwoCases(one) ? twoCases : text;
  }
  return together;
}

/** IAM reads names without case, and of two with one name none is sure to count. */
function hasTwoCases(statement: unknown): boolean {
  const elements = Object.entries(statement as Readonly<Record<string, unknown>>);
  const condition = elements.find(([name]) => name.toLowerCase() === 'condition')?.[1];
  const names = Object.keys(condition ?? {}).map((name) => name.toLowerCase());
  return new Set(names).size < names.length;
}
