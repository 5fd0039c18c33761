import { afterEach, beforeAll, expect, test } from '@jest/globals';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CreateBucketCommand, GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import type { OrganizationView } from '../../rule/findings/organization-view';
import { createStandin, type SeedInput, type Standin } from '../../rule/standin';
import { describeWithMoto } from '../moto';
import { caller, CommandLine, type Outcome } from './command-line';

let cli: CommandLine;
let standin: Standin | undefined;

beforeAll(() => {
  cli = new CommandLine();
});
afterEach(async () => {
  await standin?.close();
  standin = undefined;
});

const management = '111111111111';
const member = '222222222222';

const seed = (overrides: Partial<NonNullable<SeedInput['organization']>> = {}): SeedInput => ({
  accountId: management,
  accounts: [{ accountId: member }],
  organization: {
    roots: [{ id: 'r-root', name: 'Root' }],
    accounts: [{ accountId: member, name: 'two', parent: 'r-root' }],
    aggregators: [{ name: 'iam-user-mfa' }],
    ...overrides,
  },
});

async function report(
  input: SeedInput,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<Outcome> {
  standin = createStandin(input);
  return cli.run(['org-report', ...args], caller(await standin.listen(), { AWS_MAX_ATTEMPTS: '1', ...env }));
}

test('an account in which the pack failed is named with the reason and the command that fixes it', async () => {
  const conformancePacks = [
    {
      name: 'iam-user-mfa',
      accounts: [
        {
          accountId: member,
          status: 'CREATE_FAILED' as const,
          errorCode: 'NoAvailableConfigurationRecorder',
          errorMessage: 'There is no configuration recorder.',
        },
      ],
    },
  ];
  const outcome = await report(seed({ conformancePacks }), ['--format', 'json']);

  expect((JSON.parse(outcome.stdout) as OrganizationView).packFailures).toMatchObject([
    {
      account: member,
      pack: 'iam-user-mfa',
      status: 'CREATE_FAILED',
      reason: 'NoAvailableConfigurationRecorder: There is no configuration recorder.',
    },
  ]);
});

test.each([
  [
    ['--output', 's3://bucket', '--bucket-owner', 'security'],
    '--bucket-owner: got "security", allowed: an account id of 12 digits.',
  ],
  [['--bucket-owner', management], 'iam-user-mfa: --bucket-owner goes with --output s3://BUCKET only.'],
  [
    ['--output', 'folder', '--bucket-owner', management],
    'iam-user-mfa: --bucket-owner goes with --output s3://BUCKET only.',
  ],
])('%j is refused in one line before anything is read', async (args, expected) => {
  const outcome = await report(seed(), args);

  expect(outcome).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(expected) });
  expect(outcome.stderr.trim().split('\n')).toHaveLength(1);
  expect(standin?.calls).toEqual([]);
});

test.each([
  [['--bucket-owner', member], member],
  [[], management],
])(
  "a bucket that is not the expected owner's is refused by S3, and that is one line: %j",
  async (args, owner) => {
    const asked = new Set<string | undefined>();
    const s3 = createServer((request, response) => {
      asked.add(request.headers['x-amz-expected-bucket-owner']?.toString());
      response.writeHead(403, { 'content-type': 'application/xml' });
      response.end('<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>');
    });
    await new Promise<void>((ready) => void s3.listen(0, '127.0.0.1', ready));
    const url = `http://127.0.0.1:${(s3.address() as AddressInfo).port}`;
    const output = ['--output', 's3://another-bucket'];
    const outcome = await report(seed(), [...output, ...args], { AWS_ENDPOINT_URL_S3: url });
    s3.closeAllConnections();
    await new Promise((closed) => s3.close(closed));

    expect(outcome.code).toBe(3);
    expect(outcome.stderr.trimEnd().split('\n').at(-1)).toMatch(
      /^iam-user-mfa: .*AccessDenied on s3:PutObject to s3:\/\/another-bucket\//,
    );
    expect(asked).toEqual(new Set([owner]));
  },
);

test.each([
  ['s3:/bucket', '--output: got "s3:/bucket", allowed: s3://BUCKET or s3://BUCKET/PREFIX, or a directory.'],
  ['s3://Bad_Bucket', '--output: got "s3://Bad_Bucket", allowed: s3://BUCKET'],
])('an output that is no bucket is one line and exit code 2: %s', async (output, expected) => {
  const outcome = await report(seed(), ['--output', output]);

  expect(outcome.code).toBe(2);
  expect(outcome.stderr).toContain(expected);
});

describeWithMoto('a report into a bucket in moto', (motoUrl) => {
  test('is written under its date and as latest, and compared the second time', async () => {
    const s3 = new S3Client({
      endpoint: motoUrl(),
      region: 'us-east-1',
      credentials: { accessKeyId: 'testing', secretAccessKey: 'testing' },
    });
    await s3.send(new CreateBucketCommand({ Bucket: 'by-hand' }));
    const first = await report(seed(), ['--output', 's3://by-hand/mfa'], { AWS_ENDPOINT_URL_S3: motoUrl() });
    expect(first.stderr).toMatch(
      /The report is in s3:\/\/by-hand\/mfa\/\d{4}-\d\d-\d\dT\d{6}Z\/ and s3:\/\/by-hand\/mfa\/latest\/\./,
    );
    await standin?.close();
    await report(seed(), ['--output', 's3://by-hand/mfa', '--quiet'], { AWS_ENDPOINT_URL_S3: motoUrl() });

    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: 'by-hand' }));
    const latest = Contents.map(({ Key }) => Key).filter((key) => key?.startsWith('mfa/latest/'));
    expect(latest).toEqual(['mfa/latest/report.csv', 'mfa/latest/report.html', 'mfa/latest/report.json']);
    const { Body } = await s3.send(
      new GetObjectCommand({ Bucket: 'by-hand', Key: 'mfa/latest/report.json' }),
    );
    const view = JSON.parse((await Body?.transformToString()) ?? '') as OrganizationView;
    expect(view.difference).toMatchObject({ new: [], mended: [] });
    s3.destroy();
  });

  test('is one line where the bucket is not there', async () => {
    const outcome = await report(seed(), ['--output', 's3://no-such-bucket'], {
      AWS_ENDPOINT_URL_S3: motoUrl(),
    });

    expect(outcome.code).not.toBe(0);
    expect(outcome.stderr).toMatch(/NoSuchBucket on s3:(Get|Put)Object/);
    expect(outcome.stderr.trimEnd().split('\n').at(-1)).toMatch(/^iam-user-mfa: /);
  });
});
