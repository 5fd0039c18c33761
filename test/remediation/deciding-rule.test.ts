import { describe, expect, test } from '@jest/globals';
import type { ConfigRule } from '../../rule/protocol/config-rule';
import { plan } from '../../rule/remediation/plan';
import { decidingRule } from '../../rule/remediation/deciding-rule';
import { remediate } from '../../rule/remediation/remediate';
import { alice, functionArn, group, request, rule, settings, world } from './ports';

const pack = 'iam-user-mfa-conformance-pack-a1b2c3';
const tagging = rule({
  name: 'tagging-check',
  sourceIdentifier: 'arn:aws:lambda:us-east-1:111122223333:function:tagging-check',
});
const other = 'arn:aws:lambda:us-east-1:111122223333:function:other';
const byFunction = { by: 'function', functionArn } as const;

describe('the function trusts one rule: ours by name, owner, state and function', () => {
  test.each([
    ['the rule of the account', [rule(), tagging], 'iam-user-mfa', 'iam-user-mfa'],
    [
      'the rule of a pack by the base name, which is all that a runbook knows',
      [rule({ name: pack })],
      'iam-user-mfa',
      pack,
    ],
    ['the rule of a pack by its own name', [rule({ name: pack })], pack, pack],
    [
      "the one that runs this function, beside another function's",
      [rule({ sourceIdentifier: other }), rule({ name: pack })],
      'iam-user-mfa',
      pack,
    ],
    ['a rule whose scan is running', [rule({ state: 'EVALUATING' })], 'iam-user-mfa', 'iam-user-mfa'],
  ] as const)('%s', (_, rules, wanted, found) => {
    expect(decidingRule(rules, wanted, byFunction).name).toBe(found);
  });

  test.each<[string, readonly ConfigRule[], string, RegExp]>([
    [
      'of another name',
      [rule(), tagging],
      'tagging-check',
      /^The rule tagging-check is not iam-user-mfa: its name does not fit/,
    ],
    [
      'of a name that only begins like ours',
      [rule({ name: 'iam-user-mfa-2' })],
      'iam-user-mfa-2',
      /its name does not fit/,
    ],
    [
      'of our name that AWS owns',
      [rule({ owner: 'AWS' })],
      'iam-user-mfa',
      /the owner of iam-user-mfa is AWS, allowed: CUSTOM_LAMBDA/,
    ],
    [
      'of our name without an owner',
      [rule({ owner: undefined })],
      'iam-user-mfa',
      /is unknown, allowed: CUSTOM_LAMBDA/,
    ],
    [
      'that is being deleted',
      [rule({ state: 'DELETING' })],
      'iam-user-mfa',
      /iam-user-mfa is DELETING, allowed: ACTIVE, EVALUATING/,
    ],
    [
      'that runs another function',
      [rule({ sourceIdentifier: other })],
      'iam-user-mfa',
      /iam-user-mfa \(arn:.*:other\), allowed: a rule that runs arn:.*:iam-user-mfa\.$/,
    ],
    [
      'that runs a version of the function',
      [rule({ sourceIdentifier: `${functionArn}:7` })],
      'iam-user-mfa',
      /No rule can be trusted/,
    ],
    [
      'that runs an alias of the function',
      [rule({ sourceIdentifier: `${functionArn}:live` })],
      'iam-user-mfa',
      /No rule can be trusted/,
    ],
    [
      "that runs another account's function",
      [rule({ sourceIdentifier: functionArn.replace('111122223333', '999988887777') })],
      'iam-user-mfa',
      /No rule can be trusted/,
    ],
    ['that is not there', [tagging], 'iam-user-mfa', /Config has no rule named iam-user-mfa/],
    [
      'of a pack that is not there, though ours is',
      [rule()],
      pack,
      /Config has no rule named iam-user-mfa-conformance-pack-a1b2c3/,
    ],
    [
      'where two fit',
      [rule(), rule({ name: pack })],
      'iam-user-mfa',
      /^Several rules could decide: iam-user-mfa \(.*\), iam-user-mfa-conformance-pack-a1b2c3 \(/,
    ],
    [
      'where two fit and the caller names one',
      [rule(), rule({ name: pack })],
      pack,
      /^Several rules could decide/,
    ],
  ])('a rule %s is refused', (_, rules, wanted, message) => {
    expect(() => decidingRule(rules, wanted, byFunction)).toThrow(message);
  });

  test.each([undefined, '', 'iam-user-mfa', `${functionArn}:live`, 'arn:aws:lambda:us-east-1::function:x'])(
    'RULE_FUNCTION_ARN %j: what needs a verdict is refused before anything is asked, and undo goes on',
    async (given) => {
      const untrusted = settings({ trustedRule: { by: 'function', functionArn: given } });
      for (const action of ['require-mfa', 'remove-console-access']) {
        const { ports, calls } = world();
        await expect(remediate(request(action), ports, untrusted)).rejects.toThrow(
          /RULE_FUNCTION_ARN .* got .*, allowed: the ARN of the rule's function without a version or alias/,
        );
        expect(calls).toEqual([]);
      }
      const { ports, written } = world({ groups: [group('x', '/iam-user-mfa-required/')] });
      await expect(remediate(request('undo-require-mfa'), ports, untrusted)).resolves.toMatchObject({
        changed: true,
      });
      expect(written()).toEqual(['RemoveUserFromGroup alice x']);
    },
  );

  test("another rule's parameters decide nothing: our exempt user stays exempt", async () => {
    const rules = [rule({ inputParameters: '{"exemptUserNames":"alice"}' }), tagging];
    const { ports, written } = world({ rules });
    await expect(
      remediate(request('remove-console-access', alice.userId, 'tagging-check'), ports, settings()),
    ).rejects.toThrow('The rule tagging-check is not iam-user-mfa');
    await expect(remediate(request('remove-console-access'), ports, settings())).resolves.toMatchObject({
      reason: 'exempt',
    });
    expect(written()).toEqual([]);
  });
});

describe('the command line takes the one rule of ours', () => {
  const byAccount = { by: 'account' } as const;

  test.each([
    ['whatever its function is called', [rule({ sourceIdentifier: other })], undefined, 'iam-user-mfa'],
    ['in a pack', [rule({ name: pack }), tagging], undefined, pack],
    ['an exact name chooses among several', [rule(), rule({ name: pack })], pack, pack],
    [
      'the base name is exact where there is such a rule',
      [rule(), rule({ name: pack })],
      'iam-user-mfa',
      'iam-user-mfa',
    ],
    ['the base name stands for the pack where there is none', [rule({ name: pack })], 'iam-user-mfa', pack],
  ] as const)('%s', (_, rules, wanted, found) => {
    expect(decidingRule(rules, wanted, byAccount).name).toBe(found);
  });

  test.each<[string, readonly ConfigRule[], string | undefined, RegExp]>([
    [
      'several fit',
      [rule(), rule({ name: pack })],
      undefined,
      /^Several rules could decide: .* or named by --rule-name or --rule-function\.$/,
    ],
    [
      "the function is another region's",
      [rule({ sourceIdentifier: functionArn.replace('us-east-1', 'eu-west-1') })],
      undefined,
      /allowed: a rule that runs a function of the rule's own account and region/,
    ],
    [
      "the function is another account's",
      [rule({ sourceIdentifier: functionArn.replace('111122223333', '999988887777') })],
      undefined,
      /No rule can be trusted/,
    ],
    [
      'it runs no Lambda function',
      [rule({ sourceIdentifier: 'IAM_USER_MFA_ENABLED' })],
      undefined,
      /No rule can be trusted/,
    ],
    ['the name does not fit', [tagging], 'tagging-check', /its name does not fit/],
  ])('it is refused where %s', (_, rules, wanted, message) => {
    expect(() => decidingRule(rules, wanted, byAccount)).toThrow(message);
  });

  test('--rule-function demands one', () => {
    const rules = [rule(), rule({ name: pack, sourceIdentifier: other })];
    expect(decidingRule(rules, undefined, { by: 'account', functionArn: other }).name).toBe(pack);
    expect(() => decidingRule(rules, undefined, { by: 'account', functionArn: `${other}-2` })).toThrow(
      /allowed: a rule that runs arn:.*:other-2\.$/,
    );
  });
});

test("the account's own id is answered without a call, whatever rule there is", async () => {
  const { ports, calls } = world();
  const planned = await plan({ action: 'require-mfa', resourceId: '111122223333' }, ports, settings());
  expect(planned).toMatchObject({
    kind: 'nothing',
    outcome: { message: 'Nothing to do: 111122223333 is the account, the result of a scan and no user.' },
  });
  expect(calls).toEqual([]);
});
