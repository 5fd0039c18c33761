import { describe, expect, test } from '@jest/globals';
import { assessAccount, type RuleResults } from '../../rule/organization/assess-account';
import type { AggregatedResult } from '../../rule/organization/ports';
import { renderScanSummary, type ScanSummary } from '../../rule/protocol/scan-summary';

const accountId = '111111111111';
const now = new Date('2026-06-01T12:00:00Z');
const hoursAgo = (hours: number): Date => new Date(now.getTime() - hours * 3_600_000);

const quiet: ScanSummary = {
  users: 3,
  withConsolePassword: 3,
  withoutSufficientMfa: 1,
  exempt: 1,
  inGrace: 0,
  problems: [],
};

const line = (summary: Partial<ScanSummary> = {}, hours = 1): AggregatedResult => ({
  resourceType: 'AWS::::Account',
  resourceId: accountId,
  compliance: 'COMPLIANT',
  annotation: renderScanSummary({ ...quiet, ...summary }),
  seenAt: hoursAgo(hours),
});
const user = (
  name: string,
  compliance: AggregatedResult['compliance'],
  annotation: string | undefined = `${name} and what is wrong`,
): AggregatedResult => ({
  resourceType: 'AWS::IAM::User',
  resourceId: `AIDA${name}`,
  compliance,
  annotation,
  seenAt: hoursAgo(100),
});
const rule = (
  results: readonly AggregatedResult[],
  ruleName = 'iam-user-mfa-conformance-pack-ab12',
): RuleResults => ({
  rule: { accountId, region: 'us-east-1', ruleName },
  results,
});
const assessed = (...rules: readonly RuleResults[]) => assessAccount(accountId, rules, now, 12);

const ann = user('ann', 'NON_COMPLIANT');
const bob = user('bob', 'COMPLIANT');

describe('an account that reports', () => {
  test('counts are those of the scan, and users without MFA are named from the results', () => {
    expect(assessed(rule([line(), ann, bob]))).toEqual({
      kind: 'reporting',
      figures: { users: 3, consoleUsers: 3, withMfa: 1, withoutMfa: 1, exempt: 1, inGrace: 0 },
      withoutMfa: [{ userId: 'AIDAann', userName: 'ann', annotation: 'ann and what is wrong' }],
      lastScanAt: hoursAgo(1),
    });
  });

  test('a user whom a change run found after the scan is named, although the summary does not count that user', () => {
    const status = assessed(rule([line(), ann, user('carol', 'NON_COMPLIANT')]));
    expect(status).toMatchObject({
      kind: 'reporting',
      withoutMfa: [{ userName: 'ann' }, { userName: 'carol' }],
    });
  });

  test('a user without an annotation has an id and no name', () => {
    const nameless = { ...ann, annotation: undefined };
    expect(assessed(rule([line(), nameless, bob]))).toMatchObject({
      withoutMfa: [{ userId: 'AIDAann', userName: null, annotation: null }],
    });
  });

  test('a scan is fresh at exactly the limit', () => {
    expect(assessed(rule([line({}, 12), ann, bob])).kind).toBe('reporting');
  });

  test('of two rules in one account, the one that scanned last counts, and everybody is named', () => {
    const old = rule([line({}, 30), ann, user('dora', 'NON_COMPLIANT')], 'iam-user-mfa');
    expect(assessed(old, rule([line(), ann, bob]))).toMatchObject({
      kind: 'reporting',
      figures: { users: 3 },
      withoutMfa: [{ userName: 'ann' }, { userName: 'dora' }],
    });
  });

  test('whom the line counts and Config does not hold is counted all the same, without a name', () => {
    const counts = { users: 812, withConsolePassword: 300, withoutSufficientMfa: 12, exempt: 3, inGrace: 1 };
    expect(assessed(rule([line(counts), ann]))).toMatchObject({
      kind: 'reporting',
      figures: { users: 812, consoleUsers: 300, withMfa: 284, withoutMfa: 12, exempt: 3, inGrace: 1 },
      withoutMfa: [{ userName: 'ann' }],
    });
  });
});

describe('an account that does not report', () => {
  test('no result of the rule is no compliance', () => {
    expect(assessed()).toMatchObject({
      kind: 'not-reporting',
      reason: 'no-rule',
      detail:
        'the aggregator has no result of a rule iam-user-mfa: not deployed, never ran, or not aggregated; where the ' +
        'functions are, "npx cdk deploy IamUserMfaOrganization" brings the rule (IamUserMfaMembers, if it is in the member stack)',
      withoutMfa: [],
    });
  });

  test('compliant users without a line of a scan are no compliance', () => {
    expect(assessed(rule([bob]))).toMatchObject({
      kind: 'not-reporting',
      reason: 'no-scan-line',
      detail: 'results of users, but none of a scan: only changes were seen',
    });
  });

  test('a rule without any result is not said to have some', () => {
    expect(assessed(rule([]))).toMatchObject({
      kind: 'not-reporting',
      reason: 'no-scan-line',
      detail: expect.stringMatching(/holds no result of it: it has not run/),
    });
  });

  test("another account's line does not stand for this one's", () => {
    const strange = { ...line(), resourceId: '222222222222' };
    expect(assessed(rule([strange, bob]))).toMatchObject({ reason: 'no-scan-line' });
  });

  test('a line in other words is none, and is shown', () => {
    const foreign = { ...line(), annotation: 'All is well.' };
    expect(assessed(rule([foreign]))).toMatchObject({
      reason: 'no-scan-line',
      detail: "not a scan's line: All is well.",
    });
  });

  test('a scan that is a second older than the limit is stale', () => {
    expect(assessed(rule([line({}, 12 + 1 / 3600), ann, bob]))).toMatchObject({
      kind: 'not-reporting',
      reason: 'stale',
      detail: 'the last scan is of 2026-05-31T23:59:59.000Z, over 12 h ago',
    });
  });

  test('an incomplete scan gives its reason, and still names whom it found', () => {
    const problem = '1 of 3 users could not be read (AccessDenied on iam:ListMFADevices)';
    expect(assessed(rule([line({ problems: [problem] }), ann]))).toMatchObject({
      kind: 'not-reporting',
      reason: 'incomplete',
      detail: problem,
      withoutMfa: [{ userName: 'ann' }],
    });
  });

  test('results that could not be read are an unknown account, with the API and the error', () => {
    const failure = { api: 'config:GetAggregateComplianceDetailsByConfigRule', error: 'Throttling' };
    const failed: RuleResults = {
      rule: { accountId, region: 'us-east-1', ruleName: 'iam-user-mfa' },
      failure,
    };
    expect(assessed(rule([line(), ann, bob]), failed)).toMatchObject({
      reason: 'unreadable',
      detail: 'Throttling on config:GetAggregateComplianceDetailsByConfigRule',
    });
  });

  test('a denial by an organization policy says so: no permission of the caller helps', () => {
    const failure = {
      api: 'config:GetAggregateComplianceDetailsByConfigRule',
      error: 'AccessDenied',
      detail: 'denied by an explicit deny in a service control policy',
    };
    const asked = { accountId, region: 'us-east-1', ruleName: 'iam-user-mfa' };
    expect(assessed({ rule: asked, failure })).toMatchObject({
      reason: 'unreadable',
      detail:
        'AccessDenied on config:GetAggregateComplianceDetailsByConfigRule (denied by an explicit deny in a service control policy)',
    });
  });

  test("the design's own incomplete line is read as one, whatever follows its reason", () => {
    const annotation =
      'Scan incomplete: 3 of 812 users could not be read (AccessDenied on iam:ListMFADevices).';
    expect(assessed(rule([{ ...line(), annotation }]))).toMatchObject({
      reason: 'incomplete',
      detail: expect.stringMatching(/^3 of 812 users could not be read/),
    });
  });

  test('a user who enrolled since the scan does not count as without MFA any more', () => {
    expect(assessed(rule([line(), bob, user('ann', 'COMPLIANT')]))).toMatchObject({
      kind: 'reporting',
      figures: { withMfa: 2, withoutMfa: 0 },
    });
  });
});
