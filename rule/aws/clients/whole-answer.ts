import { Readable } from 'node:stream';
import type { Pluggable } from '@smithy/types';
import { answers, type Answer } from '../answers';
import { callScope } from './call-scope';
import { MalformedResponseError } from './read-failed';

/** One try, from the first byte that is sent to the last one that comes: a connection that hangs or drips costs seconds, not the scan. */
export const tryMilliseconds = 10_000;

interface Response {
  statusCode: number;
  headers: Readonly<Record<string, string>>;
  body: unknown;
}

/**
 * A client plugin, inside the SDK's retries. It reads an answer to its end before the SDK does, so that the body has a time limit,
 * too. It refuses an answer that has not the protocol's form: the SDK takes an empty body for an answer without members, and cut
 * XML or a proxy's page for one with fewer.
 */
export function wholeAnswer<I extends object, O extends object>(service: string): Pluggable<I, O> {
  return {
    applyToStack: (stack) => {
      stack.add(
        (next, context) => async (args) => {
          const name = String(context['commandName']).replace(/Command$/, '');
          const result = await next(args);
          const { output } = result;
          const answer = answers[`${service}:${name}`];
          if (answer !== undefined && output !== undefined) fill(`${service}:${name}`, output, answer);
          return result;
        },
        // Around the SDK's own deserializer.
        { step: 'deserialize', priority: 'high', name: 'iamUserMfaBelievedAnswer', override: true },
      );
      stack.add(
        (next, context) => async (args) => {
          const name = String(context['commandName']).replace(/Command$/, '');
          const until = performance.now() + tryMilliseconds;
          const result = await next(args);
          if (!isResponse(result.response)) return result;
          const { response } = result;
          if (!(response.body instanceof Readable)) return result;
          const bytes = await bytesOf(response.body, until - performance.now());
          if (response.statusCode < 300) checkForm(bytes, service, name);
          // The one answer that the SDK hands on as a stream.
          response.body = name === 'GetObject' ? Readable.from(bytes) : bytes;
          return result;
        },
        { step: 'deserialize', priority: 'low', name: 'iamUserMfaWholeAnswer', override: true },
      );
    },
  };
}

const isResponse = (response: unknown): response is Response =>
  typeof response === 'object' && response !== null && 'body' in response && 'statusCode' in response;

function bytesOf(body: Readable, milliseconds: number): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    // The name by which the SDK knows what may pass.
    const late = Object.assign(new Error('the body of the answer did not come to its end in time'), {
      name: 'TimeoutError',
      code: 'ETIMEDOUT',
    });
    const timer = setTimeout(() => body.destroy(late), Math.max(0, milliseconds));
    body.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    body.once('end', () => resolve(Buffer.concat(chunks)));
    body.once('error', reject);
    body.once('close', () => {
      clearTimeout(timer);
      reject(Object.assign(new Error('the connection was closed in the answer'), { code: 'ECONNRESET' }));
    });
  });
}

const query: ReadonlySet<string> = new Set(['iam', 'sts', 'sns', 'cloudformation']);

/** The protocol's frame, from its beginning to its end. @throws MalformedResponseError */
function checkForm(bytes: Uint8Array, service: string, name: string): void {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = text.subarray(0, 512).toString().trimStart();
  const end = text.subarray(-512).toString().trimEnd();
  if (service === 's3') {
    if (name === 'ListObjectsV2') checkXml(start, end, 'ListBucketResult');
  } else if (query.has(service)) {
    checkXml(start, end, `${name}Response`);
    const isVoid = answers[`${service}:${name}`]?.missing === 'void';
    if (isVoid && !text.includes('<RequestId>'))
      throw new MalformedResponseError('an answer without RequestId');
  } else if (!start.startsWith('{') || !end.endsWith('}')) {
    throw new MalformedResponseError('an answer that is no JSON object');
  }
}

function checkXml(start: string, end: string, root: string): void {
  const [, first] = /^(?:<\?xml[^>]*>\s*)?<([\w:.-]+)[\s/>]/.exec(start) ?? [];
  if (first !== root || !end.endsWith(`</${root}>`))
    throw new MalformedResponseError(`an answer that is no whole ${root}`);
}

/** @throws MalformedResponseError for an answer that lacks what the table demands */
function fill(api: string, output: object, { members, missing }: Answer): void {
  const given = new Map(Object.entries(output));
  const lacking = members.filter((member) => given.get(member) === undefined);
  if (lacking.length === 0) return;
  if (missing === 'failed') throw new MalformedResponseError(`an answer without ${lacking.join(', ')}`);
  if (missing === 'said') callScope().invocation?.calls.withoutList.add(api);
  Object.assign(output, Object.fromEntries(lacking.map((member) => [member, []])));
}
