import { expect, test } from '@jest/globals';
import { publicPolicies } from './public-policies';
import { describeWithZ3, type Question } from './solver';
import { documentsOf, theorems } from './theorems';

const expected: Readonly<Record<string, readonly string[]>> = {
  "AWS's published example": [
    '(a) without MFA nothing but the listed actions is left: iam:listusers',
    '(a) without MFA it grants the listed actions alone, in both strengths: iam:listusers',
    '(b) without MFA nothing is left on another user: no device, no password: iam:listusers',
    '(d) nobody is kept from enrolling themselves: iam:getuser',
    '(d) nobody is kept from a session with MFA: sts:getsessiontoken',
    '(d) nobody is kept from the console: signin:authorizeoauth2access',
  ],
  'the copied one, until 2022': [
    '(a) without MFA it grants the listed actions alone, in both strengths: iam:getaccountsummary',
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

  test.each(Object.entries(publicPolicies))(
    '%s: a device is enrolled for another user',
    async (_name, document) => {
      expect((await z3.ask(enrolledByAnother(document))).result).toBe('refuted');
      expect((await z3.ask(enrolledByAnother(documentsOf(options).policy))).result).toBe('proved');
    },
  );
});
