import type { AccountScan } from '../../rule/findings/account-scan';
import type { Finding } from '../../rule/findings/finding';
import type { AccountRow, OrganizationView } from '../../rule/findings/organization-view';

export const scannedAt = '2026-11-20T12:00:00.000Z';

export const aFinding = (overrides: Partial<Finding> = {}): Finding => ({
  account: '111122223333',
  accountName: 'acme',
  userId: 'AIDABOB',
  userName: 'bob',
  arn: 'arn:aws:iam::111122223333:user/bob',
  verdict: 'NON_COMPLIANT',
  reason: 'no-mfa',
  annotation: 'bob can sign in with a password alone: no MFA device. Assign one or delete the login profile.',
  consolePassword: true,
  passwordCreatedAt: '2026-01-02T03:04:05.000Z',
  mfaKinds: [],
  mfaRead: 'all',
  ...overrides,
});

export const aScan = (overrides: Partial<AccountScan> = {}): AccountScan => ({
  account: '111122223333',
  accountName: 'acme',
  scannedAt,
  complete: true,
  unreadable: [],
  findings: [],
  ...overrides,
});

export const hostileTexts = [
  '<script>alert(1)</script>',
  '</script><script>alert(2)</script>',
  '=cmd()',
  '+1,2',
  '-3',
  '@sum(A1)',
  'a,b;"c"',
  "it's | a `pipe` [link](https://example.com) *bold*",
  'two\nlines\r\nand a tab\t.',
  '\u{1F600} emoji',
  'right\u202Eleft',
  'nul\u0000 and \u001b[31m escape',
  '::error::injected %0A',
  'x'.repeat(64),
] as const;

const exemptBob = (index: number, text: string): Finding =>
  aFinding({
    userId: `AIDAHOSTILE${index}`,
    userName: text,
    verdict: 'NOT_APPLICABLE',
    reason: 'exempt',
    annotation: text,
    exemption: { source: 'tag', until: '2026-12-01', reason: text },
  });

/** Names and tags that a format could take for its own. */
export const hostileScan = aScan({
  accountName: hostileTexts[1],
  complete: false,
  findings: hostileTexts.flatMap((text, index) => [
    aFinding({
      userId: `AIDAH${index}`,
      userName: text,
      annotation: text,
      owner: text,
      privileges: 'administrator',
    }),
    exemptBob(index, text),
  ]),
  unreadable: hostileTexts.map((text) => ({ userName: text, api: 'iam:ListMFADevices', error: text })),
  notes: hostileTexts,
});

const reasonsInTurn = ['no-mfa', 'mfa-enabled', 'no-console-password', 'within-grace'] as const;

export const manyFindings = (count: number): readonly Finding[] =>
  Array.from({ length: count }, (_, n) => {
    const userName = `user-${String(n).padStart(5, '0')}`;
    const reason = reasonsInTurn[n % 4] ?? 'no-mfa';
    const consolePassword = reason !== 'no-console-password';
    return aFinding({
      userId: `AIDA${String(n).padStart(17, '0')}`,
      userName,
      arn: `arn:aws:iam::111122223333:user/${userName}`,
      reason,
      verdict:
        reason === 'no-mfa' ? 'NON_COMPLIANT' : reason === 'mfa-enabled' ? 'COMPLIANT' : 'NOT_APPLICABLE',
      annotation: `${userName}: ${reason}, as the rule says it in a sentence of usual length for an annotation.`,
      consolePassword,
      passwordCreatedAt: consolePassword
        ? new Date(Date.UTC(2020 + (n % 6), n % 12, 1 + (n % 28))).toISOString()
        : null,
      passwordLastUsed: n % 3 === 0 ? '2026-11-01T00:00:00.000Z' : null,
      mfaKinds: reason === 'mfa-enabled' ? ['virtual'] : [],
      mfaRead: reason === 'mfa-enabled' ? 'virtual-only' : consolePassword ? 'all' : 'not-asked',
      privileges: n % 40 === 0 ? 'administrator' : 'none-found',
    });
  });

export const bigScan = (): AccountScan =>
  aScan({
    findings: manyFindings(2100),
    complete: false,
    unreadable: [{ userName: 'zoe', api: 'iam:ListMFADevices', error: 'AccessDenied' }],
  });

export const scans: readonly (readonly [name: string, scan: AccountScan])[] = [
  ['an empty account', aScan()],
  ['one finding', aScan({ findings: [aFinding()] })],
  ['2,100 users', bigScan()],
  [
    'unreadable users',
    aScan({
      account: null,
      complete: false,
      unreadable: [
        { userName: 'bob', api: 'iam:ListMFADevices', error: 'AccessDenied' },
        { userName: null, api: 'iam:ListUsers', error: 'AccessDenied' },
      ],
    }),
  ],
  ['hostile names and tags', hostileScan],
  [
    'a difference',
    aScan({
      findings: [aFinding(), aFinding({ userId: 'AIDANINA', userName: 'nina' })],
      difference: {
        since: '2026-11-01T00:00:00.000Z',
        new: [{ account: '111122223333', userId: 'AIDANINA', userName: 'nina', annotation: null }],
        exemptionEnded: [],
        stillOpen: [{ account: '111122223333', userId: 'AIDABOB', userName: 'bob', annotation: null }],
        mended: [{ account: '111122223333', userId: 'AIDAGONE', userName: 'gone', annotation: null }],
        unknown: [],
        otherParameters: [{ parameter: 'requiredMfa', was: 'any', is: 'has-phishing-resistant' }],
        reusedNames: [{ account: '111122223333', userName: 'nina', was: 'AIDAOLD', is: 'AIDANINA' }],
      },
    }),
  ],
];

const anAccount = (n: number): AccountRow => {
  const account = String(100_000_000_000 + n);
  const status = n % 10 === 7 ? 'not-reporting' : 'reporting';
  const known = status === 'reporting';
  return {
    account,
    name: n === 3 ? '</script><script>alert(3)</script>' : `account-${n}`,
    ou: `Root/${['Workloads', 'Sandbox', 'Security'][n % 3] ?? ''}`,
    status,
    users: known ? 20 : null,
    consoleUsers: known ? 8 : null,
    withMfa: known ? 6 : null,
    withoutMfaCount: known ? n % 3 : null,
    exempt: known ? 1 : null,
    inGrace: known ? 1 : null,
    lastScanAt: known ? scannedAt : null,
    withoutMfa: Array.from({ length: known ? n % 3 : 0 }, (_, user) => ({
      userId: `AIDA${n}X${user}`,
      userName: `user-${n}-${user}`,
      annotation: `user-${n}-${user} can sign in with a password alone: no MFA device. Assign one or delete the login profile.`,
    })),
  };
};

export function anOrganization(count: number): OrganizationView {
  const accounts = Array.from({ length: count }, (_, n) => anAccount(n));
  const silent = accounts.filter(({ status }) => status === 'not-reporting');
  const reporting = accounts.length - silent.length;
  return {
    organization: 'o-example',
    generatedAt: scannedAt,
    staleAfterHours: 12,
    complete: silent.length === 0,
    notReporting: silent.map(({ account, name, ou }) => ({
      account,
      name,
      ou,
      reason: 'no-rule',
      detail: 'the aggregator has no result of a rule iam-user-mfa',
    })),
    totals: {
      accounts: accounts.length,
      reporting,
      unknown: silent.length,
      suspended: 0,
      users: reporting * 20,
      consoleUsers: reporting * 8,
      withMfa: reporting * 6,
      withoutMfa: accounts.reduce((sum, { withoutMfa }) => sum + withoutMfa.length, 0),
      exempt: reporting,
      inGrace: reporting,
    },
    accounts,
  };
}
