import { describe, expect, test } from '@jest/globals';
import {
  ConfigRuleError,
  NoConfigRuleError,
  ourRules,
  type ConfigRule,
} from '../../rule/protocol/config-rule';

const rule = (name: string, state = 'ACTIVE'): ConfigRule => ({
  name,
  state,
  owner: 'CUSTOM_LAMBDA',
  inputParameters: undefined,
});
const namesOf = (names: readonly string[], wanted?: string): readonly string[] =>
  ourRules(
    names.map((name) => rule(name)),
    wanted,
  ).map(({ name }) => name);

describe('the rules that are meant', () => {
  test.each([
    ['iam-user-mfa', true],
    ['iam-user-mfa-conformance-pack-a1b2c3d4e', true],
    ['iam-user-mfa-conformance-pack-', false],
    ['iam-user-mfa-conformance-pack-A1', false],
    ['iam-user-mfa-2', false],
    ['my-iam-user-mfa', false],
    ['tagging-check', false],
  ])('without a name include %s: %j', (name, included) => {
    expect(namesOf([name, 'iam-user-mfa-conformance-pack-z9']).includes(name)).toBe(included);
  });

  test('with a name are the one of this name', () => {
    expect(namesOf(['other', 'iam-user-mfa'], 'other')).toEqual(['other']);
  });

  test('with the base name are those of packs where no rule has it', () => {
    expect(namesOf(['iam-user-mfa-conformance-pack-a1', 'other'], 'iam-user-mfa')).toEqual([
      'iam-user-mfa-conformance-pack-a1',
    ]);
  });

  test('with the base name are that rule alone where it is there', () => {
    expect(namesOf(['iam-user-mfa-conformance-pack-a1', 'iam-user-mfa'], 'iam-user-mfa')).toEqual([
      'iam-user-mfa',
    ]);
  });

  test('with another name are never those of packs', () => {
    expect(() => namesOf(['iam-user-mfa-conformance-pack-a1'], 'other')).toThrow(
      new NoConfigRuleError(
        'Config has no rule named other in this region: deploy the rule or correct its name.',
      ),
    );
  });

  test('are none where Config has none: it says so in words', () => {
    expect(() => namesOf([])).toThrow(
      'Config has no rule named iam-user-mfa, alone or from a conformance pack, in this region: deploy',
    );
  });
});

describe('the state of a rule', () => {
  test.each(['ACTIVE', 'EVALUATING'])('%s is usable', (state) => {
    expect(ourRules([rule('iam-user-mfa', state)], undefined)).toHaveLength(1);
  });

  test.each(['DELETING', 'DELETING_RESULTS'])('%s is not', (state) => {
    expect(() => ourRules([rule('iam-user-mfa', state)], undefined)).toThrow(
      new ConfigRuleError(`No rule can be evaluated: iam-user-mfa is ${state}, allowed: ACTIVE, EVALUATING.`),
    );
  });

  test('leaves out a rule that is being deleted beside one that is not', () => {
    const rules = [rule('iam-user-mfa', 'DELETING'), rule('iam-user-mfa-conformance-pack-a1')];

    expect(ourRules(rules, undefined).map(({ name }) => name)).toEqual(['iam-user-mfa-conformance-pack-a1']);
  });

  test('of each unusable rule is in the message', () => {
    const rules = [
      rule('iam-user-mfa', 'DELETING'),
      rule('iam-user-mfa-conformance-pack-a1', 'DELETING_RESULTS'),
    ];

    expect(() => ourRules(rules, undefined)).toThrow(
      'No rule can be evaluated: iam-user-mfa is DELETING, iam-user-mfa-conformance-pack-a1 is DELETING_RESULTS, ' +
        'allowed: ACTIVE, EVALUATING.',
    );
  });
});
