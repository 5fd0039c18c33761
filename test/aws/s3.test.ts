import { afterEach, expect, test } from '@jest/globals';
import { S3Client } from '@aws-sdk/client-s3';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { S3ReportStore } from '../../rule/aws/s3';

const key = 'reports/latest/report.json';
const denied: Answer = [403, '<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>'];
const missing: Answer = [404, '<Error><Code>NoSuchKey</Code><Message>no such key</Message></Error>'];
const listing = (...keys: readonly string[]): Answer => [
  200,
  `<ListBucketResult>${keys.map((one) => `<Contents><Key>${one}</Key></Contents>`).join('')}</ListBucketResult>`,
];

type Answer = readonly [status: number, body: string];
let server: Server | undefined;
let client: S3Client | undefined;
afterEach(() => {
  client?.destroy();
  server?.closeAllConnections();
  server?.close();
});

/** A bucket that answers GetObject and ListObjectsV2 as it is told; it keeps what was listed. */
async function bucket(get: Answer, list: Answer) {
  const listed: (string | null)[] = [];
  const owners = new Set<string | undefined>();
  server = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '/', 'http://bucket');
    const isList = searchParams.get('list-type') === '2';
    owners.add(request.headers['x-amz-expected-bucket-owner']?.toString());
    if (isList) listed.push(searchParams.get('prefix'));
    const [status, body] = isList ? list : get;
    response.writeHead(status, { 'content-type': 'application/xml' }).end(body);
  });
  await new Promise<void>((ready) => server?.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  client = new S3Client({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'us-east-1',
    forcePathStyle: true,
    maxAttempts: 1,
    credentials: { accessKeyId: 'testing', secretAccessKey: 'testing' },
  });
  const signal = AbortSignal.timeout(10_000);
  return {
    store: new S3ReportStore({
      owner: '111122223333',
      client,
      bucket: 'reports',
      region: 'us-east-1',
      signal,
    }),
    listed,
    owners,
  };
}

test('a report that is there is read, and no list is asked for', async () => {
  const { store, listed } = await bucket([200, '{"a":1}'], denied);

  expect(await store.get(key)).toBe('{"a":1}');
  expect(listed).toEqual([]);
});

test.each([
  ['S3 says so', missing, denied],
  ['it is denied, and the list of its own key is empty', denied, listing()],
  ['it is denied, and the list has a longer key only', denied, listing(`${key}.old`)],
] as const)('no report is there yet where %s', async (_, get, list) => {
  const { store } = await bucket(get, list);

  expect(await store.get(key)).toBeUndefined();
});

test('the list is asked for with the prefix that the permission is bound to', async () => {
  const { store, listed } = await bucket(denied, listing());
  await store.get(key);

  expect(listed).toEqual([key]);
});

test.each([
  ['the list has it', listing(key)],
  ['the list is denied, too', denied],
] as const)('a report that is denied never passes for a first report: %s', async (_, list) => {
  const { store } = await bucket(denied, list);

  await expect(store.get(key)).rejects.toThrow(`AccessDenied on s3:GetObject of s3://reports/${key}`);
});

test('every question and the report itself name the account that must own the bucket', async () => {
  const { store, owners } = await bucket(denied, listing());
  await store.get(key);
  await store.put(key, '{}', 'application/json').catch(() => undefined);

  expect(owners).toEqual(new Set(['111122223333']));
});
