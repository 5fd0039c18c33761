import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** More would mean that a list has no end. */
const mostCalls = 20;

export const settings = (endpoint: string) => ({
  endpoint,
  region: 'us-east-1',
  maxAttempts: 1,
  credentials: { accessKeyId: 'testing', secretAccessKey: 'testing' },
});

/** A service whose every answer is the same text; after `mostCalls` it is gone. */
export async function answering<T>(
  answer: (action: string) => string,
  use: (endpoint: string, asked: string[]) => Promise<T>,
): Promise<T> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      const target = request.headers['x-amz-target'];
      const action = String(target ?? new URLSearchParams(body).get('Action')).replace(/^.*\./, '');
      asked.push(action);
      response.writeHead(asked.length > mostCalls ? 400 : 200, {
        'content-type': target === undefined ? 'text/xml' : 'application/x-amz-json-1.1',
      });
      response.end(answer(action));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    return await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}
