import { randomUUID } from 'node:crypto';
import http from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Output } from './actions/action';
import { actions } from './actions/actions';
import { ServiceError, invalidAction } from './service-error';
import type { Faults } from './faults';
import { jsonFault, parseJson, renderJson, renderJsonError, targets } from './protocol/json';
import { parseForm, renderXml, renderXmlError } from './protocol/query';
import type { Store } from './state/store';

/** One request, as it was answered. */
export interface Call {
  readonly service: string;
  readonly action: string;
  readonly accountId: string;
  readonly input: unknown;
  readonly at: Date;
  /** `ok`, or the error's code. */
  readonly outcome: string;
}

interface Request {
  readonly protocol: 'query' | 'json';
  readonly service: string;
  readonly action: string;
  readonly input: unknown;
}

interface Reply {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/** HTTP around the actions; it does not listen yet. */
export function createServer(store: Store, faults: Faults, calls: Call[]): http.Server {
  return http.createServer((message, response) => {
    void reply(message)
      .catch((cause: unknown): Reply => ({ status: 500, type: 'text/plain', body: String(cause) }))
      .then(({ status, type, body }) => {
        response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body) });
        response.end(body);
      });
  });

  async function reply(message: http.IncomingMessage): Promise<Reply> {
    const request = understand(message.headers['x-amz-target'], await textOf(message));
    const id = randomUUID();
    const query = request.service === 'sts' ? 'sts' : 'iam';
    try {
      const output = await answer(request, accessKeyOf(message.headers.authorization));
      return request.protocol === 'json'
        ? { status: 200, type: 'application/x-amz-json-1.1', body: renderJson(output) }
        : { status: 200, type: 'text/xml', body: renderXml(query, request.action, output, id) };
    } catch (cause) {
      const error = asFault(cause, request.protocol);
      return request.protocol === 'json'
        ? { status: error.httpStatus, type: 'application/x-amz-json-1.1', body: renderJsonError(error) }
        : { status: error.httpStatus, type: 'text/xml', body: renderXmlError(query, error, id) };
    }
  }

  async function answer(request: Request, accessKeyId: string | undefined): Promise<Output> {
    const caller = store.callerOf(accessKeyId);
    const account = store.account(caller.accountId);
    const { service, action, input } = request;
    const note = (outcome: string): void =>
      void calls.push({ service, action, accountId: account.id, input, at: store.now(), outcome });
    try {
      const effect = faults.meet({ service, action, input, account, caller });
      const delay = store.latencyMilliseconds + effect.delayMilliseconds;
      if (delay > 0) await wait(delay);
      if (effect.error !== undefined) throw effect.error;
      const run = Object.hasOwn(actions, service) ? actions[service]?.[action] : undefined;
      if (run === undefined) throw invalidAction(service, action);
      const output = run(account, input, { caller, failResourceIds: effect.failResourceIds });
      note('ok');
      return output;
    } catch (cause) {
      note(asFault(cause, request.protocol).code);
      throw cause;
    }
  }
}

function understand(target: string | string[] | undefined, body: string): Request {
  if (typeof target === 'string') {
    const [prefix = '', action = ''] = target.split('.');
    return { protocol: 'json', service: targets[prefix] ?? prefix, action, input: parseJson(body) };
  }
  const form = new URLSearchParams(body);
  const service = form.get('Version') === '2011-06-15' ? 'sts' : 'iam';
  return { protocol: 'query', service, action: form.get('Action') ?? '', input: parseForm(form) };
}

function asFault(cause: unknown, protocol: Request['protocol']): ServiceError {
  const error = cause instanceof ServiceError ? cause : new ServiceError('InternalFailure', String(cause));
  return protocol === 'json' ? jsonFault(error) : error;
}

const accessKeyOf = (authorization: string | undefined): string | undefined =>
  /Credential=([^/,\s]+)\//.exec(authorization ?? '')?.[1];

async function textOf(message: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
