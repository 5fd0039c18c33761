import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const xml = { 'content-type': 'text/xml' };

/** As much of S3 and SNS as the report's function asks for: objects are put, read and listed, messages are counted. */
export class Places {
  /** What lies in the bucket, by its path. */
  readonly objects = new Map<string, string>();
  messages = 0;

  /** The action that a request asks for, like `s3:PutObject`. */
  static actionOf({ method, url = '' }: IncomingMessage): string {
    if (method === 'PUT') return 's3:PutObject';
    if (method !== 'GET') return 'sns:Publish';
    return url.includes('list-type=2') ? 's3:ListObjectsV2' : 's3:GetObject';
  }

  answer(action: string, url: string, body: string): Answer {
    const path = new URL(url, 'http://localhost').pathname;
    const found = this.objects.get(path);
    if (action === 's3:PutObject') {
      this.objects.set(path, body);
      return { status: 200, headers: { etag: '"0"' }, body: '' };
    }
    if (action === 'sns:Publish') {
      this.messages += 1;
      const result = '<PublishResult><MessageId>1</MessageId></PublishResult>';
      return { status: 200, headers: xml, body: `<PublishResponse>${result}</PublishResponse>` };
    }
    if (found !== undefined) return { status: 200, headers: { etag: '"0"' }, body: found };
    const error = '<Code>NoSuchKey</Code><Message>The specified key does not exist.</Message>';
    return { status: 404, headers: { 'content-type': 'application/xml' }, body: `<Error>${error}</Error>` };
  }
}

export interface BucketAndTopic {
  readonly url: string;
  readonly server: Server;
  /** What lies in the bucket, by its path. */
  readonly objects: ReadonlyMap<string, string>;
  readonly messages: () => number;
  close(): Promise<void>;
}

/** Both on loopback, on a port of their own. */
export async function bucketAndTopic(): Promise<BucketAndTopic> {
  const places = new Places();
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const sent = await text(request);
    const { status, headers, body } = places.answer(Places.actionOf(request), request.url ?? '', sent);
    response.writeHead(status, headers).end(body);
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    server,
    objects: places.objects,
    messages: () => places.messages,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}
