import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { publicPolicies } from './public-policies';
import { describeWithZ3, type Question } from './solver';
import { documentsOf, theorems } from './theorems';

const expected: Readonly<Record<string, readonly string[]>> = {
  "AWS's published example": [
    '(a) without MFA nothing but the listed actions is left: iam:listusers',
    '(a) without MFA it grants the listed actions alone, in both strengths: iam:listusers',
    '(b) with MFA, too, it grants nothing on another user: iam:listusers',
    "(b) with MFA, too, it grants nothing on another's device but to make one: iam:listusers",
    '(b) without MFA nothing is left on another user: no device, no password: iam:listusers',
    '(d) nobody is kept from enrolling themselves: iam:getuser',
    '(d) nobody is kept from a session with MFA: sts:getsessiontoken',
    '(d) nobody is kept from the console: signin:authorizeoauth2access',
  ],
  'the copied one, until 2022': [
    '(a) without MFA it grants the listed actions alone, in both strengths: iam:getaccountsummary',
    '(b) with MFA, too, it grants nothing on another user: iam:getaccountsummary',
    "(b) with MFA, too, it grants nothing on another's device but to make one: iam:getaccountsummary",
    '(b) without MFA nothing is left on another user: no device, no password: iam:getuser',
    '(d) nobody is kept from enrolling themselves: iam:getmfadevice',
    '(d) nobody is kept from creating a device: iam:createvirtualmfadevice',
    '(d) nobody is kept from the console: signin:authenticate',
  ],
  'the copied one that allows iam:*': [
    '(a) without MFA nothing but the listed actions is left: iam:changepassword',
    '(a) without MFA it grants the listed actions alone, in both strengths: iam:attachuserpolicy',
    '(b) without MFA nothing is left on another user: no device, no password: iam:getuser',
    '(d) nobody is kept from enrolling themselves: iam:getmfadevice',
    '(d) nobody is kept from creating a device: iam:createvirtualmfadevice',
    '(d) nobody is kept from seeing what names are taken: iam:listvirtualmfadevices',
    '(d) nobody is kept from the console: signin:authorizeoauth2access',
  ],
};

const bare = (title: string): string => title.replace('policy: ', '');

// The same theorems that our documents satisfy, and by what each public one is refuted: docs/enforcement.md shows the table.
describeWithZ3('what refutes the public policies', (z3) => {
  const options = { strength: 'all' } as const;

  test.each(Object.entries(publicPolicies))('%s', async (name, document) => {
    const asked = theorems('policy', options, { ...documentsOf(options), policy: document }).filter(
      // Ours lets a user with MFA remove a device; a policy that leaves it to an administrator has no fault.
      ({ title }) => !title.includes('loses a device'),
    );
    const found: string[] = [];
    for (const { title, question } of asked) {
      const { result } = await z3.ask(question);
      expect(result).not.toBe('unknown');
      if (result === 'proved') continue;
      // z3 names any action of several; the kept one must be one of them.
      const kept = expected[name]?.find((line) => line.startsWith(`${bare(title)}: `));
      const action = kept?.split(': ').at(-1) ?? '?';
      const pinned: Question = {
        ...question,
        holds: { if: { this: { action: [action] }, then: question.holds } },
      };
      found.push(`${bare(title)}: ${(await z3.ask(pinned)).counterexample?.action ?? 'another action'}`);
    }
    expect(found).toEqual(expected[name]);
  });

  // With an administrator's password and no second factor a thief becomes any user who has none yet.
  const enrolledByAnother = (policy: object): Question => ({
    documents: { policy },
    request: { mfa: ['false'], resource: 'other-user' },
    holds: { if: { this: { action: ['iam:EnableMFADevice'] }, then: { denied: { by: 'policy' } } } },
  });

  // Before AWS's own examples had them, users with a path were nobody's `user/${aws:username}`.
  const enrolling = (policy: object, path: string): Question => ({
    documents: { policy },
    request: { resource: 'own-user', known: { path } },
    holds: {
      if: {
        this: { action: ['iam:EnableMFADevice'] },
        then: { and: [{ allowed: { by: 'policy' } }, { not: { denied: { by: 'policy' } } }] },
      },
    },
  });

  test.each(Object.entries(publicPolicies))(
    '%s: a device is enrolled for another user, and none by a user with a path',
    async (_name, document) => {
      const { policy } = documentsOf(options);
      expect((await z3.ask(enrolledByAnother(document))).result).toBe('refuted');
      expect((await z3.ask(enrolledByAnother(policy))).result).toBe('proved');
      expect((await z3.ask(enrolling(document, '/'))).result).toBe('proved');
      expect((await z3.ask(enrolling(document, '/team/'))).result).toBe('refuted');
      expect((await z3.ask(enrolling(policy, '/team/'))).result).toBe('proved');
    },
  );

  test('docs/enforcement.md shows them', () => {
    const page = readFileSync(path.resolve(__dirname, '../../docs/enforcement.md'), 'utf8');
    const cell = (name: string, theorem: string): string =>
      expected[name]
        ?.find((line) => line.includes(theorem))
        ?.split(': ')
        .at(-1) ?? 'proved';
    // In the table an action is as AWS writes it.
    const rows = rowsOf.map(([text, theorem, always]) =>
      [text, ...Object.keys(expected).map((name) => always ?? cell(name, theorem)), 'proved'].join(' | '),
    );
    expect(page.replaceAll('`', '').toLowerCase()).toContain(`| ${rows.join(' |\n| ')} |\n`.toLowerCase());
  });
});

/** Each row of the table, and the theorem that it is, or the action of a test of its own. */
const rowsOf: readonly [string, string, string?][] = [
  ['nothing is left but enrolling the own device and signing in', 'nothing but the listed actions is left'],
  ['the policy itself grants nothing else', 'it grants the listed actions alone'],
  ['no device is enrolled for another user', '', 'iam:EnableMFADevice'],
  ['every user can enrol, with a path, too', '', 'iam:EnableMFADevice'],
  ['a device may have any name', 'creating a device'],
  ['a code can become a session with MFA', 'a session with MFA'],
  ['where the account authorizes sign-ins, a newcomer gets to the console', 'kept from the console'],
];
