import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface BucketAndTopic {
  readonly url: string;
  readonly server: Server;
  /** What lies in the bucket, by its path. */
  readonly objects: ReadonlyMap<string, string>;
  readonly messages: () => number;
  close(): Promise<void>;
}

/** As much of S3 and SNS as the report's function asks for: objects are put and read, messages are counted. */
export async function bucketAndTopic(): Promise<BucketAndTopic> {
  const objects = new Map<string, string>();
  let messages = 0;
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await text(request);
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    const found = objects.get(path);
    if (request.method === 'PUT') {
      objects.set(path, body);
      response.writeHead(200).end();
    } else if (request.method === 'GET' && found !== undefined) response.writeHead(200).end(found);
    else if (request.method === 'GET')
      response
        .writeHead(404, { 'content-type': 'application/xml' })
        .end('<Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message></Error>');
    else {
      messages += 1;
      response
        .writeHead(200, { 'content-type': 'text/xml' })
        .end('<PublishResponse><PublishResult><MessageId>1</MessageId></PublishResult></PublishResponse>');
    }
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    server,
    objects,
    messages: () => messages,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}
