import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseParameterValues } from '../../rule/core/rule-parameters';
import type { AccountScan } from '../../rule/findings/account-scan';
import type { OrganizationView } from '../../rule/findings/organization-view';
import { checkReports, organizationReports, scanReports } from '../../rule/report/formats';
import { plainStyle } from '../../rule/report/style';
import {
  aFinding,
  anOrganization,
  aScan,
  bigScan,
  hostileScan,
  hostileTexts,
  manyFindings,
  scans,
} from '../formats/scans';
import { foundCheck } from '../report/found';

const longest = 'data-platform-emergency-operator.eu-central-1.long_name+64@letter'.slice(0, 64);
const word = 'Donaudampfschifffahrtsgesellschaft'.repeat(6);

/** Every kind of row, with texts as long as AWS allows. */
export const mixedScan: AccountScan = aScan({
  complete: false,
  accountName: 'example-payments-europe-central-1-production-blue1',
  parameters: parseParameterValues({
    requiredMfa: 'has-phishing-resistant',
    gracePeriodHours: '48',
    exemptTagKey: 'mfa-exempt',
    exemptPaths: '/service/',
    ownerTagKey: 'owner',
    rankPrivileges: 'true',
  }),
  caller: 'arn:aws:sts::111122223333:assumed-role/SecurityAudit/nightly',
  region: 'us-east-1',
  signIns: [
    { region: 'us-east-1', complete: true },
    { region: 'eu-north-1', complete: false },
  ],
  completeness: { counted: 9, listed: 9 },
  unreadable: [{ userName: 'jorge', api: 'iam:ListMFADevices', error: 'AccessDenied' }],
  findings: [
    aFinding({ userName: 'Zoe', userId: 'AIDAZOE', privileges: 'none-found', owner: null, signIn: null }),
    aFinding({ userName: 'adam', userId: 'AIDAADAM', privileges: 'none-found', owner: null, signIn: null }),
    aFinding({
      userName: longest,
      userId: 'AIDALONGEST',
      arn: `arn:aws:iam::111122223333:user/data/${longest}`,
      privileges: 'can-become-administrator',
      owner: word,
      signIn: {
        at: '2026-11-02T01:02:03.000Z',
        mfaUsed: false,
        sourceIp: '2001:db8:85a3::8a2e:370:7334',
        region: 'us-east-1',
      },
    }),
    aFinding({
      userName: "o'hara",
      userId: 'AIDAOHARA',
      privileges: 'administrator',
      owner: 'unknown',
      signIn: { at: '2026-11-12T01:02:03.000Z', mfaUsed: false, sourceIp: null, region: 'us-east-1' },
    }),
    aFinding({
      userName: 'weak',
      userId: 'AIDAWEAK',
      reason: 'mfa-too-weak',
      mfaKinds: ['virtual'],
      privileges: 'none-found',
      owner: 'team@example.com',
      signIn: { at: '2026-11-12T01:02:03.000Z', mfaUsed: true, sourceIp: '203.0.113.9', region: 'us-east-1' },
      annotation: 'weak has MFA that can be phished. Exemption tag ignored: it ended on 2026-11-01.',
    }),
    aFinding({
      userName: 'breaker',
      userId: 'AIDABREAKER',
      verdict: 'NOT_APPLICABLE',
      reason: 'exempt',
      exemption: { source: 'tag', until: '2026-12-01', reason: `${word} ${'a reason '.repeat(5)}` },
    }),
    aFinding({
      userName: 'printer',
      userId: 'AIDAPRINTER',
      verdict: 'NOT_APPLICABLE',
      reason: 'exempt',
      exemption: { source: 'exemptPaths', until: null, reason: 'path /service/' },
    }),
    aFinding({
      userName: 'joiner',
      userId: 'AIDAJOINER',
      verdict: 'NOT_APPLICABLE',
      reason: 'within-grace',
      passwordCreatedAt: '2026-11-19T12:00:00.000Z',
    }),
    aFinding({
      userName: 'safe',
      userId: 'AIDASAFE',
      verdict: 'COMPLIANT',
      reason: 'mfa-enabled',
      mfaKinds: ['security-key'],
    }),
  ],
});

/** 5,000 users who must act, each with an owner. */
export const allOpen = aScan({
  findings: manyFindings(5000).map((finding, n) => ({
    ...finding,
    verdict: 'NON_COMPLIANT' as const,
    reason: 'no-mfa' as const,
    mfaRead: 'all' as const,
    mfaKinds: [],
    consolePassword: true,
    passwordCreatedAt: finding.passwordCreatedAt ?? '2021-01-01T00:00:00.000Z',
    owner: `team-${n}@example.com`,
  })),
});

const organization = anOrganization(40);

/** One account with more people than are shown at once, long and hostile names, every reason not to report, and a change. */
export const mixedOrganization: OrganizationView = {
  ...organization,
  accounts: organization.accounts.map((row, n) =>
    n === 5
      ? {
          ...row,
          name: 'example-payments-europe-central-1-production-blue1',
          ou: `Root/${word}`,
          withoutMfaCount: 30,
          withoutMfa: Array.from({ length: 25 }, (_, user) => ({
            userId: `AIDAMANY${String(user).padStart(2, '0')}`,
            userName: user === 0 ? longest : `many-${user}`,
            annotation: null,
          })),
        }
      : { ...row, name: hostileTexts[n] ?? row.name },
  ),
  notReporting: organization.notReporting.map((one, n) => ({
    ...one,
    name: hostileTexts[n] ?? one.name,
    reason: (['no-rule', 'stale', 'unreadable', 'role-not-assumed'] as const)[n] ?? 'incomplete',
    detail: `${hostileTexts[n] ?? ''} ${word} of 2026-11-01T12:00:00.000Z`,
  })),
  difference: {
    since: '2026-11-13T12:00:00.000Z',
    new: [{ account: '100000000005', userId: 'AIDAMANY07', userName: 'many-7', annotation: null }],
    exemptionEnded: [{ account: '100000000005', userId: 'AIDAMANY00', userName: longest, annotation: null }],
    stillOpen: [{ account: '100000000001', userId: 'AIDA1X0', userName: 'user-1-0', annotation: null }],
    mended: [{ account: '100000000008', userId: 'AIDAGONE', userName: hostileTexts[0], annotation: null }],
    unknown: [],
  },
  notes: hostileTexts,
};

export const scanPages: Readonly<Record<string, AccountScan>> = {
  mixed: mixedScan,
  '2,100 users': bigScan(),
  '5,000 who must act': allOpen,
  hostile: hostileScan,
  ...Object.fromEntries(
    scans.filter(([name]) => !['one finding', '2,100 users', 'hostile names and tags'].includes(name)),
  ),
  'all unreadable': aScan({
    complete: false,
    unreadable: Array.from({ length: 5000 }, (_, n) => ({
      userName: `user-${n}`,
      api: 'iam:GetLoginProfile',
      error: 'AccessDenied',
    })),
  }),
  'times that are none': aScan({
    scannedAt: 'yesterday',
    findings: [aFinding({ passwordCreatedAt: 'never', passwordLastUsed: '' })],
  }),
};

export const organizationPages: Readonly<Record<string, OrganizationView>> = {
  'mixed organization': mixedOrganization,
  '1,000 accounts': anOrganization(1000),
  'no account': anOrganization(0),
  'no account reports': {
    ...anOrganization(8),
    accounts: anOrganization(8).accounts.filter(({ status }) => status === 'not-reporting'),
    totals: { ...anOrganization(0).totals, accounts: 1, unknown: 1 },
  },
};

/** Of templates and plans: the parts that cannot be seen are searched, too. */
export const checkPages: Readonly<Record<string, AccountScan>> = {
  'a check': {
    ...foundCheck,
    findings: manyFindings(400).map((finding, n) => ({
      ...finding,
      location: { file: 'cdk.out/Stack.template.json', line: n + 1, address: `User${n}` },
    })),
    unreadable: Array.from({ length: 300 }, (_, n) => ({
      userName: n % 2 === 0 ? null : `unseen-${n}`,
      api: `Unseen${n}`,
      error: word,
      location: { file: `${word}.template.json`, line: n, address: `Unseen${n}` },
    })),
  },
};

/** The pages as files, as a person opens them. */
export function writePages(): ReadonlyMap<string, string> {
  const folder = mkdtempSync(join(tmpdir(), 'iam-user-mfa-pages-'));
  const texts = [
    ...Object.entries(scanPages).map(([name, scan]) => [name, scanReports.html(scan, plainStyle)] as const),
    ...Object.entries(organizationPages).map(
      ([name, view]) => [name, organizationReports.html(view, plainStyle)] as const,
    ),
    ...Object.entries(checkPages).map(
      ([name, scan]) => [name, checkReports(['a.template.json']).html(scan, plainStyle)] as const,
    ),
  ];
  return new Map(
    texts.map(([name, text], index) => {
      const file = join(folder, `${index}.html`);
      writeFileSync(file, text);
      return [name, pathToFileURL(file).href];
    }),
  );
}
