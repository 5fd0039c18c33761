import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { hostileName } from '../hostile-names';
import type { AccountRow, NotReporting, OrganizationView } from '../../rule/findings/organization-view';
import { deliver, type Delivered } from '../../rule/report-delivery/deliver';
import { message, subject } from '../../rule/report-delivery/message';
import type { ReportStore } from '../../rule/report-delivery/ports';
import { reportSettings } from '../../rule/report-delivery/settings';
import { unreadProblems } from '../../rule/report-delivery/unread';
import { ReadFailedError } from '../../rule/run/failures';

const alice = { userId: 'AIDAALICE', userName: 'alice', annotation: 'alice can sign in' };
const bob = { userId: 'AIDABOB', userName: 'bob', annotation: 'bob can sign in' };
const carol = { userId: 'AIDACAROL', userName: 'carol', annotation: 'carol can sign in' };

const row = (account: string, overrides: Partial<AccountRow> = {}): AccountRow => ({
  account,
  name: `n${account.slice(-1)}`,
  ou: 'Root',
  status: 'reporting',
  users: 10,
  consoleUsers: 4,
  withMfa: 3,
  withoutMfaCount: 1,
  exempt: 0,
  inGrace: 0,
  lastScanAt: '2026-11-25T05:00:00.000Z',
  withoutMfa: [],
  ...overrides,
});

const silent = (account: string, reason: NotReporting['reason'], detail = ''): NotReporting => ({
  account,
  name: `n${account.slice(-1)}`,
  ou: 'Root',
  reason,
  detail,
});

function view(
  accounts: readonly AccountRow[],
  notReporting: readonly NotReporting[] = [],
  generatedAt = '2026-11-25T06:00:00.123Z',
): OrganizationView {
  const withoutMfa = accounts.reduce((sum, { withoutMfa: users }) => sum + users.length, 0);
  const reporting = accounts.filter(({ status }) => status === 'reporting').length;
  return {
    organization: 'o-test000000',
    generatedAt,
    staleAfterHours: 12,
    complete: notReporting.length === 0,
    notReporting,
    totals: {
      accounts: accounts.length,
      reporting,
      unknown: notReporting.length,
      suspended: 0,
      users: reporting * 10,
      consoleUsers: reporting * 4,
      withMfa: 0,
      withoutMfa,
      exempt: 0,
      inGrace: 0,
    },
    accounts,
  };
}

class Bucket implements ReportStore {
  readonly bucket = 'reports-of-111122223333';
  readonly region = 'us-east-1';
  readonly objects = new Map<string, string>();
  readonly order: string[] = [];
  denied = false;

  get(key: string): Promise<string | undefined> {
    if (this.denied)
      return Promise.reject(new ReadFailedError({ api: 's3:GetObject', error: 'AccessDenied' }));
    return Promise.resolve(this.objects.get(key));
  }

  put(key: string, body: string): Promise<void> {
    this.order.push(key);
    this.objects.set(key, body);
    return Promise.resolve();
  }
}

const files = ['json', 'html', 'csv'].map((extension) => ({
  extension,
  render: (found: OrganizationView) => JSON.stringify(found),
}));

async function delivered(found: OrganizationView, bucket = new Bucket()) {
  const sent: { subject: string; message: string }[] = [];
  const topic = {
    publish: (title: string, text: string) => {
      sent.push({ subject: title, message: text });
      return Promise.resolve();
    },
  };
  const result: Delivered = await deliver(found, { store: bucket, topic, files, prefix: 'reports/' });
  return { ...result, bucket, sent };
}

test('the files are written under their date, then as latest, and the JSON of latest is the last', async () => {
  const { bucket } = await delivered(view([row('111111111111')]));

  expect(bucket.order).toEqual([
    'reports/2026-11-25T060000Z/report.html',
    'reports/2026-11-25T060000Z/report.csv',
    'reports/2026-11-25T060000Z/report.json',
    'reports/latest/report.html',
    'reports/latest/report.csv',
    'reports/latest/report.json',
  ]);
});

test('a first report is told in five lines, word for word', async () => {
  const { sent } = await delivered(
    view([row('111111111111', { withoutMfa: [alice] }), row('222222222222', { withoutMfaCount: 0 })]),
  );

  expect(sent).toEqual([
    {
      subject: 'IAM users without MFA in o-test000000: 1',
      message: [
        'Organization o-test000000: 1 IAM user can sign in without sufficient MFA in 1 account, of 8 console users in 2 accounts that report.',
        'New: this is the first report, so there is nothing to compare with.',
        'Not reporting: no account; all 2 report.',
        'Page: https://us-east-1.console.aws.amazon.com/s3/object/reports-of-111122223333?region=us-east-1&prefix=reports/2026-11-25T060000Z/report.html',
        'File: s3://reports-of-111122223333/reports/2026-11-25T060000Z/report.html',
      ].join('\n'),
    },
  ]);
});

test('other versions than its own are in one of the five lines, and nothing is where there are none', async () => {
  const lines = async (...versions: readonly string[]) => {
    const rows = versions.map((version, n) => row(String(111111111111 + n), { withoutMfaCount: 0, version }));
    const { sent } = await delivered({ ...view(rows), toolVersion: '0.2.0' });
    return sent[0]?.message.split('\n') ?? [];
  };
  expect((await lines('0.2.0', '0.1.9', '0.1.9', '0.10.0'))[2]).toBe(
    'Not reporting: no account; all 4 report. Not 0.2.0, as this report is: 2 accounts 0.1.9, 1 account 0.10.0.',
  );
  expect((await lines('0.2.0'))[2]).toBe('Not reporting: no account; all 1 report.');
  expect(await lines('0.1.9')).toHaveLength(5);
  expect((await lines('0.3.0-evil.example.com'))[2]).toMatch(
    /, as this report is: 1 account 0\.3\.0 \(pre-release\)\.$/,
  );
});

test('a second report says who is new, how many are mended and who does not report', async () => {
  const { bucket } = await delivered(
    view([row('111111111111', { withoutMfa: [alice, bob] })], [], '2026-11-18T06:00:00.000Z'),
  );
  const { sent } = await delivered(
    view(
      [
        row('111111111111', { withoutMfa: [bob, carol] }),
        row('222222222222', { status: 'not-reporting', withoutMfaCount: null }),
      ],
      [silent('222222222222', 'stale')],
    ),
    bucket,
  );

  expect(sent[0]?.subject).toBe('IAM users without MFA in o-test000000: 2, 1 new, 1 accounts unknown');
  expect(sent[0]?.message.split('\n').slice(0, 3)).toEqual([
    'Organization o-test000000: 2 IAM users can sign in without sufficient MFA in 1 account, of 4 console users in 1 account that report.',
    'New since 2026-11-18: carol in 111111111111; 1 fixed.',
    'Not reporting: 1 of 2 accounts: 222222222222 n2 (stale). Their users are unknown, not compliant.',
  ]);
});

describe('an account that was not read', () => {
  const unread = silent('222222222222', 'unreadable', 'time ran out on config:GetAggregateComplianceDetails');
  const before = view(
    [row('111111111111', { withoutMfa: [alice] }), row('222222222222', { withoutMfa: [bob] })],
    [],
    '2026-11-18T06:00:00.000Z',
  );

  test('now is left out of the comparison and said to be not read', async () => {
    const { bucket } = await delivered(before);
    const { sent, view: compared } = await delivered(
      view(
        [row('111111111111', { withoutMfa: [alice] }), row('222222222222', { status: 'not-reporting' })],
        [unread],
      ),
      bucket,
    );

    expect(compared.difference).toMatchObject({ new: [], mended: [], unknown: [] });
    expect(sent[0]?.message).toContain(
      'Not reporting: 1 of 2 accounts, 1 of them not read: 222222222222 n2 (not read). Their users are unknown',
    );
  });

  test('last time makes no user new now', async () => {
    const { bucket } = await delivered(
      view(
        [row('111111111111'), row('222222222222', { status: 'not-reporting' })],
        [unread],
        '2026-11-18T06:00:00.000Z',
      ),
    );
    const { view: compared } = await delivered(before, bucket);

    expect(compared.difference?.new.map(({ userName }) => userName)).toEqual(['alice']);
  });

  test('is no failure where time ran out, and one by name where it was denied', async () => {
    const late = await delivered(view([row('222222222222', { status: 'not-reporting' })], [unread]));
    const denied = silent(
      '222222222222',
      'unreadable',
      'AccessDenied on config:GetAggregateComplianceDetails',
    );
    const refused = await delivered(view([row('222222222222', { status: 'not-reporting' })], [denied]));

    expect(unreadProblems(late)).toEqual([]);
    expect(unreadProblems(refused)).toEqual([
      {
        text: '1 of 1 accounts could not be read (AccessDenied on config:GetAggregateComplianceDetails)',
        names: ['222222222222'],
        failures: [],
      },
    ]);
  });
});

test('a last report that may not be read is no first report: it is said, and the run fails after it has delivered', async () => {
  const bucket = new Bucket();
  bucket.denied = true;
  const result = await delivered(view([row('111111111111')]), bucket);

  expect(result.comparison).toBe('unreadable');
  expect(result.bucket.order).toHaveLength(6);
  expect(result.sent[0]?.message).toContain('New: unknown, the last report could not be read.');
  expect(unreadProblems(result).map(({ text }) => text)).toEqual([
    'The last report s3://reports-of-111122223333/reports/latest/report.json could not be read (AccessDenied on s3:GetObject), so nothing is compared.',
  ]);
});

test.each(['{}', 'no JSON', JSON.stringify({ ...view([]), organization: 'o-other00000' })])(
  'a last report that is none of this organization is not compared with: %s',
  async (text) => {
    const bucket = new Bucket();
    bucket.objects.set('reports/latest/report.json', text);

    expect((await delivered(view([row('111111111111')]), bucket)).comparison).toBe('unreadable');
  },
);

test('of the name that a member gives its account, a mail has letters and numbers alone: no link, domain or markup', () => {
  const shown =
    /^Not reporting: 1 of 1 account, 1 of them not read: 222222222222( [\p{L}\p{N} _-]+)? \(not read\)\. Their users are unknown, not compliant\.$/u;
  const place = { bucket: 'b', region: 'us-east-1', key: 'k' };
  fc.assert(
    fc.property(hostileName, (name) => {
      const found = view(
        [row('222222222222', { name, status: 'not-reporting' })],
        [{ ...silent('222222222222', 'unreadable'), name }],
      );
      const lines = message(found, place, 'first-report').split('\n');
      expect(lines).toHaveLength(5);
      expect(lines[2]).toMatch(shown);
      expect(lines.slice(0, 3).join('\n')).not.toMatch(/:\/\/|[\p{L}\p{N}]\.\p{L}/u);
      expect(subject(found)).toMatch(/^IAM users without MFA in o-test000000: 0, 1 accounts unknown$/);
    }),
    { seed: 23, numRuns: 500 },
  );
});

test('nor can the name of a user be read as a link: its id is behind what is left of it', async () => {
  const newIn = async (userName: string) => {
    const { bucket } = await delivered(view([row('111111111111')], [], '2026-11-18T06:00:00.000Z'));
    const user = { userId: 'AIDANEW', userName, annotation: `${userName} can sign in` };
    const { sent } = await delivered(view([row('111111111111', { withoutMfa: [user] })]), bucket);
    return sent[0]?.message.split('\n')[1] ?? '';
  };
  expect(await newIn('olga_k-2')).toContain(': olga_k-2 in 111111111111; ');
  expect(await newIn('anna.schmidt@example.com')).toContain(
    ': anna schmidt example com (AIDANEW) in 111111111111; ',
  );
  expect(await newIn('.')).toContain(': (AIDANEW) in 111111111111; ');
  await fc.assert(
    fc.asyncProperty(fc.stringMatching(/^[\w+=,.@-]{1,20}$/), async (userName) => {
      expect(await newIn(userName)).not.toMatch(/[\p{L}\p{N}][.@]\p{L}/u);
    }),
    { seed: 23, numRuns: 50 },
  );
});

test('the subject is ASCII and at most 100 characters', () => {
  const long = { ...view([]), organization: `o-${'\u00e9'.repeat(200)}` };

  expect(subject(long)).toMatch(/^[\x20-\x7e]{1,100}$/);
});

test('the message names five accounts and counts the rest', () => {
  const accounts = Array.from({ length: 8 }, (_, index) => `${index}`.repeat(12));
  const found = view(
    accounts.map((account) => row(account, { status: 'not-reporting' })),
    accounts.map((account) => silent(account, 'no-rule')),
  );

  expect(message(found, { bucket: 'b', region: 'cn-north-1', key: 'k' }, 'first-report')).toContain(
    '444444444444 n4 (no-rule) and 3 more.',
  );
  expect(message(found, { bucket: 'b', region: 'cn-north-1', key: 'k' }, 'first-report')).toContain(
    'https://cn-north-1.console.amazonaws.cn/s3/object/b?region=cn-north-1&prefix=k',
  );
});

test('settings that are missing or wrong are named, all of them', () => {
  expect(() => reportSettings({ STALE_AFTER_HOURS: 'soon' })).toThrow(
    "The report's function is not set up: REPORT_BUCKET: got nothing, allowed: the name of a bucket; " +
      'STALE_AFTER_HOURS: got "soon", allowed: a whole number 1..9999.',
  );
});
