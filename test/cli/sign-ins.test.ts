import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createStandin, type SeedInput, type Standin } from '../../rule/standin';
import { readSignIns } from '../../rule/cli/scan/sign-ins';
import type { Finding } from '../../rule/findings/finding';
import { ReadFailedError } from '../../rule/run/failures';
import { caller, WarmCommandLine, type Outcome } from './command-line';

let cli: WarmCommandLine;
let standin: Standin | undefined;

beforeAll(() => {
  cli = new WarmCommandLine();
});
afterEach(async () => {
  await standin?.close();
  standin = undefined;
});
afterAll(() => cli.end());

type Events = NonNullable<NonNullable<SeedInput['cloudTrail']>['events']>;

/** Taken once: a day must not end between a seed and what is said of it. */
const start = Date.now();
const hoursAgo = (hours: number): string => new Date(start - hours * 3_600_000).toISOString();
const dayOf = (hours: number): string => hoursAgo(hours).slice(0, 10);
const idOf = (userName: string): string => `AIDA${userName.toUpperCase()}`;
const aUser = (userName: string, userId = idOf(userName)) => ({
  userName,
  userId,
  loginProfile: {},
  passwordLastUsed: hoursAgo(30),
});
const signIn = (userName: string, hours: number, overrides: object = {}): Events[number] => ({
  eventName: 'ConsoleLogin',
  eventTime: hoursAgo(hours),
  sourceIPAddress: '203.0.113.9',
  userIdentity: { type: 'IAMUser', principalId: idOf(userName), userName },
  responseElements: { ConsoleLogin: 'Success' },
  additionalEventData: { MFAUsed: 'No' },
  ...overrides,
});
const awsLogin = (userName: string, hours: number, overrides: object = {}): Events[number] =>
  signIn(userName, hours, {
    eventName: 'CreateOAuth2Token',
    userIdentity: {
      type: 'IAMUser',
      principalId: idOf(userName),
      userName,
      sessionContext: { attributes: { mfaAuthenticated: 'false' } },
    },
    requestParameters: { client_id: 'arn:aws:signin:::devtools/same-device' },
    responseElements: null,
    additionalEventData: { success: 'true' },
    ...overrides,
  });

async function scan(input: SeedInput, ...flags: readonly string[]): Promise<Outcome> {
  standin = createStandin(input);
  const flag = ['scan', '--sign-ins', '30', ...flags];
  return cli.run(flag, caller(await standin.listen(), { AWS_MAX_ATTEMPTS: '1', COLUMNS: '250' }));
}
/** The attributes that were asked for in a region. */
const asked = (region = 'us-east-1'): readonly unknown[] =>
  (standin?.calls ?? []).flatMap((call) => {
    const { LookupAttributes: attributes } = Object(call.input) as { LookupAttributes?: unknown[] };
    return call.action === 'LookupEvents' && call.region === region ? (attributes ?? []) : [];
  });
const inAnyOrder = (attributes: readonly unknown[]): readonly string[] =>
  attributes.map((one) => JSON.stringify(one)).sort();
const byName = (userName: string) => ({ AttributeKey: 'Username', AttributeValue: userName });

const odd = 'a+b=c,d.e@f_g-h';
const both: SeedInput = {
  users: [aUser('ann'), aUser(odd, 'AIDAODD'), aUser('bob')],
  cloudTrail: {
    events: [
      signIn('ann', 100),
      signIn('ann', 30, { awsRegion: 'eu-north-1' }),
      signIn(odd, 30, { userIdentity: { type: 'IAMUser', principalId: 'AIDAODD', userName: odd } }),
      awsLogin('bob', 29, { eventName: 'AuthorizeOAuth2Access' }),
      awsLogin('bob', 28),
      signIn('bob', 30, { additionalEventData: { MFAUsed: 'Yes' } }),
      signIn('eve', 1),
    ],
  },
};

describe('of up to 50 listed users', () => {
  test('each is looked up by name, for the console and `aws login`, in a call a region', async () => {
    const { code, stdout } = await scan(both);
    expect(code).toBe(1);
    // Users are taken as they were read, side by side.
    expect(inAnyOrder(asked())).toEqual(inAnyOrder(['ann', odd, 'bob'].map(byName)));
    expect(asked('ap-southeast-2')).toHaveLength(3);
    const words = stdout.replace(/\s+/g, ' ');
    expect(words).toContain(`signed in with the password alone on ${dayOf(30)} from 203.0.113.9`);
    expect(words).toContain(
      `signed in with MFA on ${dayOf(30)} from 203.0.113.9; used \`aws login\` without MFA on ${dayOf(28)} from 203.0.113.9`,
    );
    expect(words).toMatch(/Sign-ins in us-east-2 were read back to/);
  });

  test('the words are in every format', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'iam-user-mfa-'));
    const formats = ['csv', 'html', 'junit', 'sarif', 'asff', 'ocsf', 'markdown', 'json'];
    const flags = formats.flatMap((format) => ['--format', `${format}=${join(folder, format)}`]);
    const { stdout } = await scan(both, '--format', 'github', ...flags);
    const read = (format: string): string => readFileSync(join(folder, format), 'utf8');
    const alone = `signed in with the password alone on ${dayOf(30)} from 203.0.113.9`;
    const login = `used \`aws login\` without MFA on ${dayOf(28)}`;
    for (const text of [stdout, ...['junit', 'sarif', 'asff', 'ocsf'].map(read)]) {
      expect(text).toContain(alone);
      expect(text).toContain(login);
    }
    expect(read('markdown')).toContain(alone);
    expect(read('markdown')).toContain(login.replaceAll('`', '\\`'));
    expect(read('html')).toContain('used “aws login” without MFA on ');
    const [head = '', ...rows] = read('csv').split('\r\n');
    expect(head).toContain('last_aws_login_at,last_aws_login_mfa,last_aws_login_from');
    expect(rows.find((row) => row.includes(',bob,'))).toMatch(
      /,true,203\.0\.113\.9,[^,]+,false,203\.0\.113\.9,/,
    );
    const { findings } = JSON.parse(read('json')) as { findings: Record<string, unknown>[] };
    expect(findings.find(({ userName }) => userName === 'bob')).toMatchObject({
      signIn: { mfaUsed: true, region: 'us-east-1' },
      awsLogin: { mfaUsed: false, sourceIp: '203.0.113.9', region: 'us-east-1' },
    });
  });

  test('failures, roles, root, applications and an earlier user of the same name do not count', async () => {
    const { code, stdout } = await scan({
      users: [aUser('ann')],
      cloudTrail: {
        events: [
          signIn('ann', 1, { responseElements: { ConsoleLogin: 'Failure' } }),
          signIn('ann', 2, {
            userIdentity: { type: 'AssumedRole', principalId: 'AROAX:ann', userName: 'ann' },
          }),
          signIn('ann', 3, { userIdentity: { type: 'Root', principalId: '123456789012', userName: 'ann' } }),
          signIn('ann', 4, { userIdentity: { type: 'IAMUser', principalId: 'AIDAGONE', userName: 'ann' } }),
          awsLogin('ann', 5, { additionalEventData: { success: 'false' } }),
          awsLogin('ann', 6, {
            requestParameters: { client_id: 'arn:aws:signin:us-west-2::external-client/x' },
          }),
        ],
      },
    });
    expect(code).toBe(1);
    expect(stdout).toContain('no sign-in found');
    expect(stdout).not.toMatch(/signed in|used `aws login`/);
  });

  test('a user of many events takes no time from the others, and none is read past the sign-in', async () => {
    const noise = Array.from({ length: 170 }, (_, n) =>
      signIn('ann', 1 + n / 60, { eventName: 'ListBuckets' }),
    );
    const { stdout } = await scan({
      users: [aUser('ann'), aUser('bob'), { ...aUser('key'), passwordLastUsed: undefined }],
      cloudTrail: {
        events: [
          ...noise,
          signIn('ann', 29),
          signIn('bob', 30),
          signIn('bob', 31),
          ...noise.map((event) => ({
            ...event,
            userIdentity: { type: 'IAMUser', principalId: 'AIDAKEY', userName: 'key' },
          })),
        ],
      },
    });
    expect(inAnyOrder(asked().slice(0, 3))).toEqual(inAnyOrder(['ann', 'bob', 'key'].map(byName)));
    expect(asked().slice(3)).toEqual(['ann', 'ann', 'ann'].map(byName));
    expect(stdout.replace(/\s+/g, ' ')).toMatch(
      /by 1 of 3 listed users: of each the latest 50 events of a region were read/,
    );
  });

  test('a user without events is read to the end, and one of whom only a page is read is not', async () => {
    const unused = (userName: string) => ({ ...aUser(userName), passwordLastUsed: undefined });
    const keys = Array.from({ length: 60 }, (_, n) =>
      signIn('key', 1 + n / 60, { eventName: 'ListBuckets', awsRegion: 'eu-north-1' }),
    );
    const { stdout } = await scan(
      { users: [unused('key'), unused('new')], cloudTrail: { events: keys } },
      '--format',
      'json',
    );
    const { signIns, notes } = JSON.parse(stdout) as { signIns: unknown[]; notes: string[] };
    const backIn = (region: string): string =>
      new RegExp(`^Sign-ins in ${region} were read back to (\\S+)\\.$`, 'm').exec(notes.join('\n'))?.[1] ??
      '';
    expect(signIns).toContainEqual({ region: 'us-east-1', complete: true });
    expect(Date.now() - Date.parse(backIn('us-east-1'))).toBeGreaterThanOrEqual(30 * 86_400_000);
    expect(signIns).toContainEqual({ region: 'eu-north-1', complete: false });
    expect([hoursAgo(2) < backIn('eu-north-1'), backIn('eu-north-1') < hoursAgo(1)]).toEqual([true, true]);
  });

  test('the time of a region ends it, also where its calls are throttled; a denied region is one line', async () => {
    const { code, stdout } = await scan(
      {
        ...both,
        faults: [
          { action: 'cloudtrail:LookupEvents', regions: ['us-east-2'], error: 'AccessDenied', status: 400 },
          {
            action: 'cloudtrail:LookupEvents',
            regions: ['eu-north-1'],
            error: 'ThrottlingException',
            status: 400,
          },
        ],
      },
      '--sign-in-limit',
      '2s',
    );
    expect(code).toBe(1);
    const words = stdout.replace(/\s+/g, ' ');
    expect(words).toContain(
      'Sign-ins in us-east-2 could not be read (AccessDenied on cloudtrail:LookupEvents).',
    );
    expect(words).toMatch(
      /Sign-ins in eu-north-1 were read back to \S+, then the time was over \(Throttling on cloudtrail:LookupEvents\)\./,
    );
    expect(words).toContain(`used \`aws login\` without MFA on ${dayOf(28)}`);
    expect(words.match(/us-east-2/g)).toHaveLength(1);
  });

  test.each([
    ['aws-cn', 'cn-north-1'],
    ['aws-us-gov', 'us-gov-west-1'],
  ] as const)('in %s only %s is asked', async (partition, region) => {
    const { stdout } = await scan(
      {
        partition,
        users: [aUser('ann')],
        cloudTrail: { events: [signIn('ann', 30, { awsRegion: region })] },
      },
      '--region',
      region,
    );
    expect(stdout).toContain(`signed in with the password alone on ${dayOf(30)}`);
    expect(asked(region)).toEqual([byName('ann')]);
    expect(asked('us-east-1')).toEqual([]);
  });
});

describe('how far back a region was read is said as it was', () => {
  const now = new Date('2026-11-28T12:00:00Z');
  const at = (hours: number): Date => new Date(now.getTime() - hours * 3_600_000);
  const finding = (userName: string, used: number | undefined): Finding => ({
    account: null,
    accountName: null,
    userId: idOf(userName),
    userName,
    arn: '',
    verdict: 'NON_COMPLIANT',
    reason: 'no-mfa',
    annotation: '',
    consolePassword: true,
    passwordCreatedAt: null,
    passwordLastUsed: used === undefined ? null : at(used).toISOString(),
    mfaKinds: [],
    mfaRead: 'all',
  });
  /** A page by how old its oldest event is; `!` with a sign-in in it; null without events; then the end, or what ends it. */
  type Pages = readonly (number | `${number}!` | null)[];
  type End = 'end' | 'denied' | 'time';

  async function* pagesOf(userName: string | undefined, pages: Pages, end: End, timeIsOver: () => void) {
    for (const [n, page] of pages.entries()) {
      const isLast = end === 'end' && n === pages.length - 1;
      const oldest = page === null ? undefined : at(Number.parseInt(String(page)));
      const event = { by: 'console' as const, userId: idOf(userName ?? ''), mfaUsed: false, sourceIp: null };
      const isFound = oldest !== undefined && String(page).endsWith('!');
      yield { events: isFound ? [{ ...event, at: oldest }] : [], oldest, isLast };
    }
    await Promise.resolve();
    if (end === 'time') timeIsOver();
    const error = end === 'denied' ? 'AccessDenied' : 'time ran out';
    if (end !== 'end') throw new ReadFailedError({ api: 'cloudtrail:LookupEvents', error });
  }

  const days = (count: number): number => count * 24;
  const denied = 'could not be read (AccessDenied on cloudtrail:LookupEvents)';
  const over = 'then the time was over (time ran out on cloudtrail:LookupEvents)';
  test.each<[string, Record<string, [used: number | undefined, Pages, End]>, number, boolean, string]>([
    ['no event at all', { ann: [undefined, [null], 'end'] }, days(30), true, ''],
    ['no event, of one who is known to have signed in', { ann: [30, [null], 'end'] }, 54, true, ''],
    ['a sign-in', { ann: [30, ['30!', 40], 'end'] }, 30, true, ': every user has one'],
    [
      'a sign-in of one, none of the other',
      { ann: [30, ['3!'], 'end'], bob: [undefined, [20], 'end'] },
      days(30),
      true,
      '',
    ],
    ['a page of one whose events go on', { ann: [undefined, [5, 9], 'end'] }, 5, false, ''],
    ['empty pages before a page of events', { ann: [undefined, [null, null, 5, 9], 'end'] }, 5, false, ''],
    ['empty pages alone', { ann: [undefined, [null, null], 'end'] }, days(30), true, ''],
    [
      'a page of one, of the other more',
      { ann: [undefined, [5, 9], 'end'], bob: [30, [7, 8, '9!'], 'end'] },
      5,
      false,
      '',
    ],
    ['denied after a page', { ann: [30, [5], 'denied'] }, 5, false, `; what is older ${denied}`],
    [
      'denied after a page of one of two',
      { ann: [30, [5], 'end'], bob: [30, [], 'denied'] },
      NaN,
      false,
      denied,
    ],
    ['time is over', { ann: [30, [5, 6], 'time'] }, 6, false, `, ${over}`],
    [
      'time is over, and a page of another is older',
      { key: [undefined, [3, 4], 'end'], ann: [30, [5, 6], 'time'] },
      3,
      false,
      `, ${over}`,
    ],
    ['time is over before anything', { ann: [30, [], 'time'] }, 0, false, `, ${over}`],
  ])('%s', async (_, users, hours, complete, ending) => {
    const aborting = new AbortController();
    const findings = Object.entries(users).map(([userName, [used]]) => finding(userName, used));
    const { notes, regions } = await readSignIns(findings, {
      days: 30,
      regions: ['us-east-1'],
      now,
      limit: 0,
      signal: aborting.signal,
      pagesIn: () => (userName) => {
        const [, pages, end] = users[userName ?? ''] ?? [0, [], 'end'];
        return pagesOf(userName, pages, end, () => aborting.abort());
      },
    });
    const back = Number.isNaN(hours) ? '' : `were read back to ${at(hours).toISOString()}`;
    expect(notes[0]).toBe(`Sign-ins in us-east-1 ${back}${ending}.`);
    expect(regions).toEqual([{ region: 'us-east-1', complete }]);
  });
});

describe('of more than 50 listed users', () => {
  const users = Array.from({ length: 51 }, (_, n) => aUser(`user${n}`));

  test("everybody's console sign-ins are read by the event's name, and it is said that `aws login` is not", async () => {
    const { stdout } = await scan({
      users,
      cloudTrail: { events: [signIn('user7', 30), awsLogin('user8', 29), signIn('user9', 31)] },
    });
    expect(asked()).toEqual([{ AttributeKey: 'EventName', AttributeValue: 'ConsoleLogin' }]);
    const words = stdout.replace(/\s+/g, ' ');
    expect(words.match(/signed in with the password alone/g)).toHaveLength(2);
    expect(words).not.toContain('used `aws login`');
    expect(words).toContain('More than 50 users are listed: use of `aws login` was not looked for.');
  });

  test('nothing is asked where no password was used', async () => {
    const { stdout } = await scan({
      users: users.map((user) => ({ ...user, passwordLastUsed: undefined })),
    });
    expect(asked()).toEqual([]);
    expect(stdout.replace(/\s+/g, ' ')).toContain('No listed user used a password in the last 30 days');
  });
});
