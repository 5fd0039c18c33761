import { describe, expect, test } from '@jest/globals';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { parseOptions } from '../../infra/options/parse-options';
import { organizationStack } from './organization-synth';
import { problemsOf } from './problems';

const topic = { notificationTopicArn: 'arn:aws:sns:us-east-1:123456789012:security' };

describe('an option that can have no effect beside the others', () => {
  test.each([
    [
      { maxExemptDays: 30 },
      'maxExemptDays: got "30", allowed: only with exemptTagKey, it has no effect otherwise',
    ],
    [
      { removeConsoleAccess: true },
      'removeConsoleAccess: got true beside remediation "off", allowed: only with remediation manual or automatic, it has no effect otherwise',
    ],
    [
      { allowFirstPasswordChange: 'true' },
      'allowFirstPasswordChange: got true beside remediation "off", allowed: only with remediation manual or automatic, it has no effect otherwise',
    ],
    [
      { auditRetentionDays: 30 },
      'auditRetentionDays: got 30 beside remediation "off", allowed: only with remediation manual or automatic, it has no effect otherwise',
    ],
    [
      { remediationAction: 'remove-console-access' },
      'remediationAction: got "remove-console-access" beside remediation "off", allowed: only with remediation manual or automatic, it has no effect otherwise',
    ],
    [
      { complianceNotice: true },
      'complianceNotice: got true, allowed: only with notificationEmail or notificationTopicArn, which say where notices go',
    ],
    [
      { ...topic, alarms: false },
      `notificationTopicArn: got "${topic.notificationTopicArn}", allowed: only with alarms or a notice, it has no effect otherwise`,
    ],
    [
      { securityHubInsight: true },
      'securityHubInsight: got true, allowed: only with securityHubFindings, it has no effect otherwise',
    ],
    [
      { ...topic, criticalFindingNotice: true, securityHubFindings: true },
      'criticalFindingNotice: got true, allowed: only with rankPrivileges, which alone makes a finding critical, it has no effect otherwise',
    ],
    [
      {
        ...topic,
        criticalFindingNotice: true,
        securityHubFindings: true,
        rankPrivileges: true,
        complianceNotice: true,
      },
      'criticalFindingNotice: got true, allowed: only without complianceNotice, which tells of the same users',
    ],
  ])('%j is refused', (values, problem) => {
    expect(problemsOf(values)).toEqual([problem]);
  });

  test.each([
    [{ maxExemptDays: 30, exemptTagKey: 'mfa-exempt' }],
    [{ maxExemptDays: 366 }],
    [
      {
        remediation: 'manual',
        removeConsoleAccess: true,
        allowFirstPasswordChange: true,
        auditRetentionDays: 30,
      },
    ],
    [{ remediation: 'off', removeConsoleAccess: false, remediationAction: 'require-mfa' }],
    [{ ...topic, alarms: false, complianceNotice: true }],
    [topic],
  ])('%j is taken', (values) => {
    expect(problemsOf(values)).toEqual([]);
  });
});

describe('an option of an organization that can have no effect where it is', () => {
  const cn = { env: { region: 'cn-north-1' } };
  test.each([
    [
      { ...cn, ruleIn: 'member-stack', rootHardwareMfa: true } as const,
      'rootHardwareMfa: got true, allowed: only with ruleIn=conformance-pack in cn-north-1: there is no pack otherwise',
    ],
    [
      { ...cn, ruleIn: 'member-stack', excludedAccounts: ['123456789012'] } as const,
      'excludedAccounts: got ["123456789012"], allowed: only with ruleIn=conformance-pack in cn-north-1: there is no pack otherwise',
    ],
    [
      { ...cn, ruleIn: 'member-stack', packName: 'second-factor' } as const,
      'packName: got "second-factor", allowed: only with ruleIn=conformance-pack in cn-north-1: there is no pack otherwise',
    ],
  ])('%j is refused', (props, problem) => {
    expect(() => organizationStack(props)).toThrow(`Invalid options: ${problem}.`);
  });

  test('and is taken where the pack holds the rule; a rule that AWS does not have is left out, and said to be', () => {
    const props = { ...cn, packName: 'second-factor', excludedAccounts: ['123456789012'] };
    const { stack } = organizationStack({ ...props, rootHardwareMfa: true });
    const left = 'rootHardwareMfa is left out: AWS has no such rule in cn-north-1.';
    Annotations.fromStack(stack).hasWarning('*', Match.stringLikeRegexp(left));
  });
});

describe('a rule parameter without a value', () => {
  test.each([
    ['an empty list', { exemptPaths: [], exemptUserNames: [] }],
    ['nothing but spaces', { exemptTagKey: '  ', ownerTagKey: ' ' }],
    ['an empty text', { exemptTagKey: '', exemptPaths: '' }],
  ])('is not handed to Config: %s', (_, values) => {
    expect(parseOptions('account', values).parameters).toEqual({});
  });
});

describe('managementAccountId', () => {
  const organization = { organizationalUnitIds: 'r-abcd', managementAccountId: '111122223333' };

  test('is refused where nothing names it', () => {
    expect(() => parseOptions('organization', organization)).toThrow(
      'managementAccountId: got "111122223333", allowed: only with deployFrom=delegated-administrator, or with remediation in a conformance pack, it has no effect otherwise',
    );
  });

  test.each([{ deployFrom: 'delegated-administrator' }, { remediation: 'manual' }])(
    'is taken with %j',
    (more) => {
      expect(parseOptions('organization', { ...organization, ...more }).options.managementAccountId).toBe(
        '111122223333',
      );
    },
  );
});
