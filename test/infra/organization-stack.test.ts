import { describe, expect, test } from '@jest/globals';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { organizationStack, ou } from './organization-synth';
import { nagFindings } from './nag';
import { only } from './synth';

const { app, template } = organizationStack({ rootHardwareMfa: true, remediation: 'manual' });
const ids = (count: number) => Array.from({ length: count }, (_, index) => String(100_000_000_000 + index));

describe('the organization stack', () => {
  test('the pack has the given name and leaves out the given accounts', () => {
    const pack = only(
      organizationStack({ packName: 'Second-Factor', excludedAccounts: ids(1000) }).template,
      'AWS::Config::OrganizationConformancePack',
    );
    expect(pack).toMatchObject({
      OrganizationConformancePackName: 'Second-Factor',
      ExcludedAccounts: ids(1000),
    });
    expect(only(template, 'AWS::Config::OrganizationConformancePack')).not.toHaveProperty('ExcludedAccounts');
  });

  test.each([
    ['a name that starts with a digit', { packName: '1st' }, 'packName: got "1st", allowed: a letter, then'],
    ['a name that is too long', { packName: `a${'b'.repeat(128)}` }, 'at most 128 in all'],
    [
      'an account id that is none',
      { excludedAccounts: ['1234'] },
      'excludedAccounts: got ["1234"], allowed: at most 1000 comma-separated',
    ],
    ['1,001 accounts', { excludedAccounts: ids(1001) }, 'excludedAccounts: got ["100000000000",'],
    ['no unit', { organizationalUnitIds: [] }, 'organizationalUnitIds: got [], allowed: comma-separated ids'],
    [
      'a unit that is none',
      { organizationalUnitIds: ['ou-1'] },
      'organizationalUnitIds: got ["ou-1"], allowed: comma-separated ids',
    ],
    [
      'an unknown place to deploy from',
      { deployFrom: 'laptop' },
      'deployFrom: got "laptop", allowed: one of management-account, delegated-',
    ],
  ])('%s fails the synth with what was got and what is allowed', (_, props, message) => {
    expect(() => organizationStack(props as object)).toThrow(message);
  });

  test('says that a pack reaches accounts that get no member stack, unless the root is named', () => {
    const warning = Match.stringLikeRegexp('pack reaches every account');
    const warnings = (props: object) =>
      Annotations.fromStack(organizationStack(props).stack).findWarning('*', warning);
    expect(warnings({ organizationalUnitIds: [ou] })).toHaveLength(1);
    expect(warnings({ organizationalUnitIds: ['r-abcd'] })).toEqual([]);
    expect(warnings({ organizationalUnitIds: [ou], ruleIn: 'member-stack' })).toEqual([]);
  });

  test('cdk-nag finds nothing', () => {
    expect(nagFindings(app)).toEqual([]);
  });
});
