import type { AccountScan } from '../../rule/findings/account-scan';
import type { Finding } from '../../rule/findings/finding';
import type { AccountRow, OrganizationView } from '../../rule/findings/organization-view';
import { aFinding, aScan, scannedAt } from '../formats/scans';

/** As the owner of an account may call a tag's value, an account or a note: markup, a command or a formula in some format. */
export const hostileText = '=x|`</script>[a](https://e.example) @octocat, 100%\n::error::\u202e*';

const named = (userName: string, rest: Partial<Finding>, path = '/'): Finding =>
  aFinding({
    userId: `AIDA${userName.toUpperCase().replace(/\W/g, '')}`,
    userName,
    arn: `arn:aws:iam::111122223333:user${path}${userName}`,
    ...rest,
  });

const secure = { verdict: 'COMPLIANT', reason: 'mfa-enabled' } as const;
const exempt = { verdict: 'NOT_APPLICABLE', reason: 'exempt' } as const;
const asksForNothing = {
  verdict: 'NOT_APPLICABLE',
  consolePassword: false,
  passwordCreatedAt: null,
  mfaRead: 'not-asked',
} as const;

/** Every verdict and reason, every kind of device, exemption, label and sign-in, not in the order of a report. */
export const foundFindings: readonly Finding[] = [
  named('ivan', {
    ...asksForNothing,
    reason: 'user-gone',
    annotation: 'ivan: no such IAM user any more.',
    passwordLastUsed: null,
  }),
  named('frank', {
    ...asksForNothing,
    reason: 'no-console-password',
    annotation: 'frank has no console password (login profile), so there is no sign-in to protect.',
    passwordLastUsed: '2024-02-29T23:59:59.000Z',
    privileges: 'none-found',
  }),
  named('dave', {
    ...secure,
    annotation: 'dave signs in to the console with a password and sufficient MFA.',
    mfaKinds: ['virtual'],
    mfaRead: 'virtual-only',
    privileges: 'administrator',
    mfaEnforced: 'enforced',
  }),
  named('erin', {
    ...secure,
    annotation: 'erin signs in to the console with a password and sufficient MFA.',
    mfaKinds: ['security-key', 'hardware', 'unknown'],
    privileges: 'none-found',
    mfaEnforced: 'not enforced',
  }),
  named('carol', {
    reason: 'mfa-too-weak',
    annotation:
      'carol signs in with MFA that can be phished: no security key or passkey. Assign a security key or passkey or delete the login profile.',
    passwordCreatedAt: '2020-02-29T00:00:00.000Z',
    passwordLastUsed: '2026-11-19T23:59:59.000Z',
    mfaKinds: ['virtual', 'sms'],
    owner: 'unknown',
    privileges: 'administrator-with-mfa-only',
    mfaEnforced: 'enforced',
    signIn: { at: '2026-11-19T23:59:59.000Z', mfaUsed: true, sourceIp: '2001:db8::9', region: 'eu-north-1' },
    awsLogin: null,
  }),
  named('bob', {
    annotation:
      'bob (can become administrator) can sign in with a password alone: no MFA device. Assign a security key or passkey or delete the login profile. Exemption tag ignored: it ended on 2026-11-19.',
    passwordLastUsed: null,
    owner: null,
    privileges: 'can-become-administrator',
    mfaEnforced: 'cannot see',
    signIn: null,
    awsLogin: { at: '2026-11-01T10:00:00.000Z', mfaUsed: false, sourceIp: null, region: 'us-east-1' },
  }),
  named(
    'alice',
    {
      annotation:
        'alice (administrator) can sign in with a password alone: no MFA device. Assign a security key or passkey or delete the login profile. Owner: team-a@example.com.',
      passwordCreatedAt: '2021-05-06T07:08:09.000Z',
      passwordLastUsed: '2026-11-12T08:00:00.000Z',
      owner: 'team-a@example.com',
      privileges: 'administrator',
      mfaEnforced: 'not enforced',
      signIn: {
        at: '2026-11-12T08:00:00.000Z',
        mfaUsed: false,
        sourceIp: '203.0.113.9',
        region: 'us-east-1',
      },
      awsLogin: {
        at: '2026-11-10T08:00:00.000Z',
        mfaUsed: null,
        sourceIp: '203.0.113.9',
        region: 'us-east-1',
      },
    },
    '/people/',
  ),
  // The most that IAM takes in a name, and a tag that is no harmless text.
  named('=+-@trudy,1', {
    annotation: `=+-@trudy,1 can sign in with a password alone: no MFA device. Assign a security key or passkey or delete the login profile. Owner: ${hostileText}.`,
    owner: hostileText,
    privileges: 'not-read',
    mfaEnforced: 'cannot see',
    signIn: { at: '2026-11-11T08:00:00.000Z', mfaUsed: null, sourceIp: null, region: 'us-east-2' },
  }),
  named('grace', {
    verdict: 'NOT_APPLICABLE',
    reason: 'within-grace',
    annotation:
      'grace has a new console password without sufficient MFA; the grace period ends at 2026-11-21T12:00:00Z.',
    passwordCreatedAt: '2026-11-18T12:00:00.000Z',
  }),
  named('heidi', {
    ...exempt,
    annotation:
      'heidi has a console password without sufficient MFA and is exempt through 2026-12-01: on leave.',
    exemption: { source: 'tag', until: '2026-12-01', reason: 'on leave' },
  }),
  named('judy', {
    ...exempt,
    annotation: `judy has a console password without sufficient MFA and is exempt through 2026-11-20: ${hostileText}.`,
    exemption: { source: 'tag', until: '2026-11-20', reason: hostileText },
  }),
  named('break-glass', {
    ...exempt,
    annotation:
      'break-glass has a console password without sufficient MFA and is exempt by name (exemptUserNames).',
    exemption: { source: 'exemptUserNames', until: null, reason: null },
  }),
  named(
    'kiosk',
    {
      ...exempt,
      annotation:
        'kiosk has a console password without sufficient MFA and is exempt by path /kiosks/ (exemptPaths).',
      exemption: { source: 'exemptPaths', until: null, reason: 'path /kiosks/' },
    },
    '/kiosks/',
  ),
];

const madeWith = {
  parameters: {
    requiredMfa: 'has-phishing-resistant',
    gracePeriodHours: 72,
    exemptTagKey: 'mfa-exempt',
    maxExemptDays: 366,
    exemptPaths: ['/kiosks/'],
    exemptUserNames: ['break-glass'],
    ownerTagKey: 'owner',
    rankPrivileges: true,
  },
  caller: 'arn:aws:sts::111122223333:assumed-role/audit/ann',
  region: 'us-east-1',
  endedAt: '2026-11-20T12:00:09.000Z',
} as const;

const changed = (userName: string, account: string | null = '111122223333') => ({
  account,
  userId: `AIDA${userName.toUpperCase()}`,
  userName,
  annotation: null,
});

const difference = {
  since: '2026-11-01T12:00:00.000Z',
  new: [{ ...changed('TRUDY1'), userName: '=+-@trudy,1' }],
  exemptionEnded: [changed('bob')],
  stillOpen: [changed('alice'), changed('carol')],
  mended: [changed('dave'), { ...changed('gone'), userName: null }],
  unknown: [changed('mallory')],
  otherParameters: [
    { parameter: 'requiredMfa', was: 'any', is: 'has-phishing-resistant' },
    { parameter: 'exemptPaths', was: '', is: '/kiosks/' },
  ],
  reusedNames: [{ account: '111122223333', userName: 'alice', was: 'AIDAOLD', is: 'AIDAALICE' }],
};

/** One account, with every member that a scan may have. */
export const foundScan: AccountScan = aScan({
  ...madeWith,
  complete: false,
  unreadable: [
    {
      userName: 'mallory',
      api: 'iam:ListMFADevices',
      error: 'AccessDenied',
      detail: 'denied by an explicit deny in a service control policy',
    },
    { userName: null, api: 'iam:ListUsers', error: 'time ran out' },
  ],
  findings: foundFindings,
  completeness: { counted: 15, listed: 14 },
  notes: ['Sign-ins in us-east-1 were read back to 2026-08-22T12:00:00.000Z.', hostileText],
  difference,
  signIns: [
    { region: 'us-east-1', complete: true },
    { region: 'us-east-2', complete: false },
  ],
});

export const checkedFiles = ['app.template.json', 'infra/plan.json'] as const;

const notDeployed = { account: null, accountName: null, arn: '', passwordCreatedAt: null } as const;

/** Of templates and plans: a name and a logical id are in many of them, so the place is the user's id. */
export const foundCheck: AccountScan = {
  account: null,
  scannedAt,
  complete: false,
  findings: [
    aFinding({
      ...notDeployed,
      ...exempt,
      userId: 'app.template.json#Kiosk',
      userName: 'kiosk',
      annotation:
        'kiosk gets a login profile without an MFA-enforcement policy and is exempt by path /kiosks/ (exemptPaths).',
      mfaRead: 'not-asked',
      exemption: { source: 'exemptPaths', until: null, reason: 'path /kiosks/' },
      location: { file: 'app.template.json', line: 40, address: 'Kiosk' },
    }),
    aFinding({
      ...notDeployed,
      userId: 'app.template.json#Bob',
      annotation:
        'bob can sign in with a password alone: Bob makes a login profile, and no MFA-enforcement policy goes with it. Attach one, directly or by a group, or leave the login profile out.',
      mfaRead: 'not-asked',
      location: {
        file: 'app.template.json',
        line: 7,
        address: 'Bob',
        construct: 'App/Bob/Resource',
        source: { file: './lib/app stack.ts', line: 12 },
      },
    }),
    aFinding({
      ...notDeployed,
      ...secure,
      userId: 'infra/plan.json#aws_iam_user.dave[0]',
      userName: 'dave',
      annotation:
        'dave gets a login profile, and the MFA-enforcement policy aws_iam_user_policy.mfa goes with it.',
      mfaRead: 'not-asked',
      location: {
        file: 'infra/main.tf',
        line: 3,
        address: 'aws_iam_user.dave[0]',
        document: 'infra/plan.json',
      },
    }),
  ],
  unreadable: [
    {
      account: null,
      userName: 'erin',
      api: 'Erin',
      error: 'Policy: is of another stack',
      location: { file: 'app.template.json', line: 60, address: 'Erin' },
      detail: 'erin (Erin): whether MFA is enforced cannot be seen: Policy: is of another stack.',
    },
    {
      account: null,
      userName: null,
      api: 'module.people',
      error: 'is a module that was not read',
      location: { file: 'infra/main.tf', line: 20, address: 'module.people', document: 'infra/plan.json' },
      detail: 'module.people (infra/main.tf:20) is a module that was not read: users in it cannot be seen.',
    },
  ],
};

const silent = {
  status: 'not-reporting',
  users: null,
  consoleUsers: null,
  withMfa: null,
  withoutMfaCount: null,
  exempt: null,
  inGrace: null,
  lastScanAt: null,
  withoutMfa: [],
} as const;

const reported: AccountRow = {
  account: '111122223333',
  name: 'acme',
  ou: 'Root/Prod',
  status: 'reporting',
  users: 13,
  consoleUsers: 11,
  withMfa: 2,
  withoutMfaCount: 4,
  exempt: 4,
  inGrace: 1,
  lastScanAt: '2026-11-20T06:00:00.000Z',
  withoutMfa: foundFindings
    .filter(({ verdict }) => verdict === 'NON_COMPLIANT')
    .map(({ userId, userName, annotation }) => ({ userId, userName, annotation })),
};

const accounts: readonly AccountRow[] = [
  reported,
  {
    ...silent,
    account: '123456789012',
    name: hostileText,
    ou: 'Root/Dev',
    lastScanAt: '2026-11-18T06:00:00.000Z',
    withoutMfa: [{ userId: 'AIDAOSCAR', userName: null, annotation: null }],
  },
  { ...silent, account: '123456789013', name: '', ou: null },
  { ...silent, account: '123456789014', name: 'closed', ou: 'Root', status: 'suspended' },
  {
    ...reported,
    account: '123456789015',
    name: 'clean',
    users: 1,
    consoleUsers: 1,
    withMfa: 1,
    withoutMfaCount: 0,
    exempt: 0,
    inGrace: 0,
    withoutMfa: [],
  },
];

const totals = {
  accounts: 4,
  reporting: 2,
  unknown: 2,
  suspended: 1,
  users: 14,
  consoleUsers: 12,
  withMfa: 3,
  withoutMfa: 4,
  exempt: 4,
  inGrace: 1,
};

const versions: Readonly<Record<string, string>> = {
  '111122223333': '1.10.0',
  '123456789012': 'before 0.2.0',
  '123456789015': '1.9.9',
};

/** An organization as org-report sees it, through an aggregator. */
export const foundOrganization: OrganizationView = {
  caller: madeWith.caller,
  region: madeWith.region,
  endedAt: madeWith.endedAt,
  organization: 'o-example',
  generatedAt: scannedAt,
  staleAfterHours: 12,
  complete: false,
  notReporting: [
    {
      account: '123456789012',
      name: hostileText,
      ou: 'Root/Dev',
      reason: 'stale',
      detail: 'the last scan is of 2026-11-18T06:00:00.000Z, over 12 h ago',
    },
    {
      account: '123456789013',
      name: '',
      ou: null,
      reason: 'no-rule',
      detail: 'the aggregator has no result of a rule iam-user-mfa',
    },
  ],
  totals: { ...totals, users: 15, consoleUsers: 13, withoutMfa: 5 },
  accounts: accounts.map((row) => ({
    ...row,
    // The last scan counted one more than Config names.
    ...(row.account === reported.account ? { users: 14, consoleUsers: 12, withoutMfaCount: 5 } : {}),
    version: versions[row.account] ?? null,
  })),
  notes: [
    'The conformance pack iam-user-mfa failed in 123456789013 (CREATE_FAILED): no recorder. To fix it: npx cdk deploy IamUserMfaOrganization',
  ],
  packFailures: [
    {
      account: '123456789013',
      pack: 'iam-user-mfa',
      status: 'CREATE_FAILED',
      reason: 'no recorder.',
      fix: 'npx cdk deploy IamUserMfaOrganization',
    },
  ],
  difference,
  aggregator: 'iam-user-mfa',
  toolVersion: '1.10.0',
};

/** The same accounts as org-scan sees them, by a role in each: users with what was read, and no versions. */
export const foundLive: OrganizationView = {
  ...madeWith,
  organization: 'o-example',
  generatedAt: scannedAt,
  staleAfterHours: null,
  complete: false,
  notReporting: foundOrganization.notReporting.map((one) => ({
    ...one,
    reason: one.name === '' ? 'role-not-assumed' : 'incomplete',
    detail: one.name === '' ? 'AccessDenied on sts:AssumeRole of audit' : '1 of 3 users could not be read',
  })),
  totals,
  accounts,
  findings: foundFindings.filter(({ reason }) =>
    ['no-mfa', 'mfa-too-weak', 'exempt', 'within-grace'].includes(reason),
  ),
};
