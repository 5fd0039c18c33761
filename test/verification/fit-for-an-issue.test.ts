// Anybody may read a result: whatever AWS puts into it, no account id, ARN, id, address or user name is left in it.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fitForAnIssue } from '../../rule/verification/fit-for-an-issue';
import { exitCodeOf, resultOf, type Answer } from '../../rule/verification/result';

const fit = (answer: Partial<Answer>, names: readonly string[] | undefined): Answer => {
  const [fitting] = fitForAnIssue([{ id: 'password-alone', outcome: 'incomplete', ...answer }], names);
  if (fitting === undefined) throw new Error('there is no answer');
  return fitting;
};

describe('an annotation', () => {
  test.each([
    [
      'of a user of the run names the role of the user in the story',
      'iam-user-mfa-verify-0123abcd-newcomer can sign in with a password alone: no MFA device.',
      '<newcomer> can sign in with a password alone: no MFA device.',
    ],
    ['without a name is word for word', 'Scan complete: 812 users.', 'Scan complete: 812 users.'],
    ['with an ARN', 'See arn:aws:iam::123456789012:user/alice, now.', 'See <arn>, now.'],
    ['with ids', 'AIDAEXAMPLE1 in 123456789012', '<id> in <account>'],
    ['with an address', 'Owner: bob.smith@example.com.', 'Owner: <address>.'],
    [
      'with an owner of whatever tags users',
      'alice can sign in. Owner: Olga Smirnova, HR.',
      '<user> can sign in. Owner: <owner>.',
    ],
    ['with names of others', "ALICE's key, alice; mallory=alice.", "<user>'s key, <user>; mallory=<user>."],
    ['with a name in a word', 'malice and alice1', 'malice and alice1'],
  ])('%s', (_, annotation, expected) => {
    expect(fit({ annotation }, ['alice']).annotation).toBe(expected);
  });

  test('is left out where the names of the account could not be read', () => {
    expect(fit({ annotation: 'alice can sign in' }, undefined)).not.toHaveProperty('annotation');
  });
});

const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+=,.@_-';
const userName = fc
  .string({ unit: fc.constantFrom(...Array.from(letters)), minLength: 2, maxLength: 24 })
  .filter((name) => /[a-z0-9]/i.test(name));
const digits = (length: number) =>
  fc.string({ unit: fc.constantFrom(...Array.from('0123456789')), minLength: length, maxLength: length });
const words = fc.constantFrom('Config says', 'of', 'and', '(AccessDenied)', ':', '"', '/', 'in the account');

test('no account id, ARN, id or user name is left, whatever the text around it is', () => {
  const hostile = fc
    .record({ names: fc.array(userName, { minLength: 1, maxLength: 4 }), account: digits(12) })
    .chain(({ names, account }) =>
      fc.record({
        names: fc.constant(names),
        account: fc.constant(account),
        parts: fc.array(
          fc.oneof(
            words,
            fc.constant(account),
            fc.constantFrom(...names),
            fc.constantFrom(...names).map((name) => `arn:aws:iam::${account}:user/${name}`),
            fc.constantFrom(...names).map((name) => `user=${name}`),
            fc.constantFrom(...names).map((name) => name.toUpperCase()),
            fc.constant('AIDAEXAMPLEID1'),
          ),
          { minLength: 1, maxLength: 8 },
        ),
      }),
    );
  fc.assert(
    fc.property(hostile, ({ names, account, parts }) => {
      const text = parts.join(' ');
      const result = fit({ annotation: text, why: text, got: 'COMPLIANT' }, names);
      for (const shown of [result.annotation ?? '', result.why ?? '']) {
        expect(shown).not.toContain(account);
        expect(shown).not.toMatch(/arn:|AIDA/);
        for (const token of shown.replace(/<[a-z]+>/g, ' ').split(/[\s/:"()]+/))
          for (const name of names) expect(token.toLowerCase()).not.toBe(name.toLowerCase());
      }
    }),
    { numRuns: 500 },
  );
});

test('what is not known outranks what is otherwise', () => {
  const made = { tool: { name: '', version: '' }, endedAt: new Date(0) };
  const of = (...outcomes: readonly Answer['outcome'][]) =>
    exitCodeOf(
      resultOf(
        'story',
        outcomes.map((outcome) => ({ id: outcome, outcome })),
        {},
        made,
      ),
    );
  expect([
    of('as-expected', 'not-asked', 'by-hand', 'answered'),
    of('otherwise'),
    of('otherwise', 'incomplete'),
  ]).toEqual([0, 1, 3]);
});
