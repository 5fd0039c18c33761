import { expect, test } from '@jest/globals';
import type { AccountScan } from '../../rule/findings/account-scan';
import { oscalAssessmentResults } from '../../rule/report/machine/oscal';
import { aFinding, aScan } from '../formats/scans';

const run = {
  startedAt: '2026-11-20T12:00:00.000Z',
  endedAt: '2026-11-20T12:00:09.000Z',
  bundleSha256: 'ab'.repeat(32),
};
const safe = aFinding({ verdict: 'COMPLIANT', reason: 'mfa-enabled' });
const exempt = aFinding({ verdict: 'NOT_APPLICABLE', reason: 'exempt' });
const inGrace = aFinding({ verdict: 'NOT_APPLICABLE', reason: 'within-grace' });
const unread = { userName: 'eve', api: 'iam:ListMFADevices', error: 'AccessDenied' };
const incomplete = { complete: false, unreadable: [unread] };
const other = { state: 'not-satisfied', reason: 'other' };

const assessed = (scan: AccountScan, with_: Partial<typeof run> = {}): unknown =>
  JSON.parse(oscalAssessmentResults(scan, { ...run, ...with_ }));
const inResult = (result: object): unknown => ({
  'assessment-results': { results: [expect.objectContaining(result)] },
});

test.each([
  ['nobody', aScan(), { state: 'satisfied', reason: 'pass' }],
  ['all with MFA', aScan({ findings: [safe] }), { state: 'satisfied', reason: 'pass' }],
  ['one without', aScan({ findings: [safe, aFinding()] }), { state: 'not-satisfied', reason: 'fail' }],
  [
    'one exempt',
    aScan({ findings: [exempt] }),
    { ...other, remarks: '1 exempt and 0 in the grace period have no sufficient MFA.' },
  ],
  [
    'one exempt, one in grace',
    aScan({ findings: [exempt, inGrace, inGrace] }),
    { ...other, remarks: '1 exempt and 2 in the grace period have no sufficient MFA.' },
  ],
  [
    'one unread',
    aScan({ findings: [safe], ...incomplete }),
    { ...other, remarks: 'Not every user could be read.' },
  ],
  [
    'one unread, one in grace',
    aScan({ findings: [inGrace], ...incomplete }),
    {
      ...other,
      remarks: 'Not every user could be read. 0 exempt and 1 in the grace period have no sufficient MFA.',
    },
  ],
  [
    'one unread, one without',
    aScan({ findings: [aFinding()], ...incomplete }),
    { state: 'not-satisfied', reason: 'fail' },
  ],
])('the control, with %s', (_, scan, status) => {
  const target = { type: 'objective-id', 'target-id': 'ia-2.1_obj', status };
  expect(assessed(scan)).toMatchObject(
    inResult({ findings: [expect.objectContaining({ target })] }) as Record<string, unknown>,
  );
});

test('another run has other UUIDs, of the same tool', () => {
  const uuids = (scan: unknown): readonly string[] =>
    [...JSON.stringify(scan).matchAll(/"uuid":"([^"]+)"/g)].map(([, uuid = '']) => uuid);
  const [first, second] = [
    uuids(assessed(aScan())),
    uuids(assessed(aScan(), { endedAt: '2026-11-21T12:00:00.000Z' })),
  ];
  expect(first.filter((uuid) => second.includes(uuid))).toHaveLength(1);
});

test('what is not known is said to be so, and no value is empty', () => {
  const nothing = aFinding({ userName: ' ', arn: ' ', annotation: '\n' });
  const document = JSON.stringify(assessed(aScan({ account: null, accountName: null, findings: [nothing] })));
  for (const said of [
    '"name":"counted","ns":"https://iam-user-mfa.invalid/oscal","value":"unknown"',
    '"name":"account","ns":"https://iam-user-mfa.invalid/oscal","value":"unknown"',
    '"name":"asset-id","value":"-"',
    '"name":"user-name","ns":"https://iam-user-mfa.invalid/oscal","value":"-"',
    '"title":"-","description":"-"',
    '"description":"1 IAM user was decided and 0 could not be read."',
  ])
    expect(document).toContain(said);
});

test('a value does not begin or end with a space', () => {
  const spaced = aFinding({ userName: ' a b ', arn: ' arn ', annotation: ' c ' });
  const document = JSON.stringify(assessed(aScan({ findings: [spaced] })));
  expect(document).toContain('"value":"a b"');
  expect(document).toContain('"value":"arn"');
  expect(document).toContain('"title":"a b","description":"c"');
});

test('of nobody has no list of users, which may not be empty', () => {
  expect(JSON.stringify(assessed(aScan()))).not.toContain('inventory-items');
});
