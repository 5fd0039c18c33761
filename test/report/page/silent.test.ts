import { describe, expect, test } from '@jest/globals';
import type { NotReporting, NotReportingReason } from '../../../rule/findings/organization-view';
import { silentSection } from '../../../rule/report/html/silent';
import { anOrganization } from '../../formats/scans';
import { textsIn } from './tree';

describe('accounts that do not report', () => {
  const silent = (reason: NotReportingReason, n: number, rest: Partial<NotReporting> = {}): NotReporting => ({
    account: `10000000000${n}`,
    name: `account-${n}`,
    ou: 'Root/Sandbox',
    reason,
    detail: 'it is so',
    ...rest,
  });
  const sectionOf = (notReporting: readonly NotReporting[], rest = {}): string =>
    silentSection({ ...anOrganization(8), notReporting, ...rest }).markup;

  test.each<[NotReportingReason, string, string, string]>([
    [
      'no-rule',
      'Never reported. The aggregator has no result of the rule there: it is not deployed, never ran, or is not aggregated.',
      'Bring the functions there, then the rule',
      'npx cdk deploy IamUserMfaMembers\nnpx cdk deploy IamUserMfaOrganization',
    ],
    [
      'no-scan-line',
      'No scan was seen. It is so.',
      'Ask the account what it lacks',
      'PROFILE=account-1\nnpx --no -- iam-user-mfa doctor --profile="$PROFILE"',
    ],
    [
      'stale',
      'Silent for too long. It is so. 12 hours are allowed.',
      'Ask the account what it lacks',
      'PROFILE=account-1\nnpx --no -- iam-user-mfa doctor --profile="$PROFILE"',
    ],
    [
      'incomplete',
      'The scan is incomplete. It is so.',
      'Ask the account what it lacks',
      'PROFILE=account-1\nnpx --no -- iam-user-mfa doctor --profile="$PROFILE"',
    ],
    [
      'unreadable',
      'What AWS Config holds could not be read. It is so.',
      'Ask again',
      'npx --no -- iam-user-mfa org-report --format html=organization.html --force',
    ],
    [
      'role-not-assumed',
      'The role could not be assumed. It is so.',
      'See that the role is there and trusts the caller, then scan again',
      'npx --no -- iam-user-mfa org-scan --format html=organization.html --force',
    ],
  ])('%s', (reason, why, label, command) => {
    const markup = sectionOf([silent(reason, 1), silent(reason, 2)]);
    expect(textsIn(markup, 'p').filter((text) => text.startsWith(why))).toEqual([why]);
    expect(textsIn(markup, 'p')).toContain(label);
    expect(textsIn(markup, 'pre')).toEqual([command]);
    expect(textsIn(markup, 'bdi')).toEqual(['account-1', 'account-2']);
  });

  test('details that differ are said of each account, with times for people', () => {
    const markup = sectionOf([
      silent('stale', 1, { detail: 'the last scan is of 2026-11-18T06:00:00.000Z.' }),
      silent('stale', 2, { detail: 'the last scan is of 2026-11-17T06:00:00Z' }),
    ]);
    expect(markup).toContain('<span class="line">the last scan is of 18 November 2026, 06:00 UTC.</span>');
    expect(markup).toContain('<span class="line">the last scan is of 17 November 2026, 06:00 UTC</span>');
    expect(textsIn(markup, 'p')).toContain('Silent for too long.  12 hours are allowed.');
  });

  test('a live scan has no time after which an account is stale; nobody silent, no section', () => {
    expect(textsIn(sectionOf([silent('stale', 1)], { staleAfterHours: null }), 'p')).toContain(
      'Silent for too long. It is so.',
    );
    expect(silentSection({ ...anOrganization(3), notReporting: [] })).toEqual({ markup: '', names: [] });
  });

  test('the last scan and its people are said where they are known', () => {
    const [row] = anOrganization(1).accounts;
    const account = '100000000001';
    const was = {
      ...row,
      account,
      name: 'account-1',
      withoutMfa: [],
      withoutMfaCount: 2,
      lastScanAt: '2026-11-18T06:00:00.000Z',
    };
    const markup = sectionOf([silent('no-scan-line', 1), silent('no-scan-line', 9)], { accounts: [was] });
    expect(textsIn(markup, 'li')).toContain(
      'account-1100000000001SandboxLast scan 18 November 2026, 06:00 UTCIt had 2 people without sufficient MFA then.',
    );
    expect(textsIn(markup, 'li')).toContain('account-9100000000009Sandbox');
  });
});
