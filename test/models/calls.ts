import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { create } from 'xmlbuilder2';
import { differences } from './against-shape';
import { modelOf, type Model } from './model';
import { judgeRest } from './rest';

/** A request to an AWS of ours, as it came over loopback, and the answer. */
export interface Exchange {
  readonly service: string;
  readonly target: string | undefined;
  /** Path and query: what a REST service calls its operations by. */
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly request: string;
  readonly status: number;
  readonly answer: string;
}

/** Every signed request that a server of this process answers, without a word of the server's. */
export function recordExchanges(take: (exchange: Exchange) => void): void {
  subscribe('http.server.request.start', (message) => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
    const service = /Credential=[^/]+\/\d+\/[^/]+\/([^/]+)\/aws4_request/.exec(
      request.headers.authorization ?? '',
    )?.[1];
    if (service === undefined) return;
    const sent: Buffer[] = [];
    request.on('data', (chunk: Buffer) => void sent.push(chunk));
    const end = response.end.bind(response) as (...args: unknown[]) => ServerResponse;
    response.end = (...args: unknown[]): ServerResponse => {
      const [body] = args;
      take({
        service,
        target: request.headers['x-amz-target']?.toString(),
        method: request.method,
        url: request.url,
        request: Buffer.concat(sent).toString('utf8'),
        status: response.statusCode,
        answer: typeof body === 'string' || Buffer.isBuffer(body) ? body.toString() : '',
      });
      return end(...args);
    };
  });
}

export interface Judged {
  readonly api: string;
  readonly request: readonly string[];
  readonly answer: readonly string[];
}

/** What differs from AWS's model; undefined for a service that has none. */
export function judge(folder: string, exchange: Exchange): Judged | undefined {
  const { service, target, request, status, answer } = exchange;
  const model = modelOf(folder, service);
  if (model === undefined) return undefined;
  if (model.metadata.protocol.startsWith('rest-')) return judgeRest(model, exchange);
  const isQuery = model.metadata.protocol === 'query';
  if (!isQuery && model.metadata.protocol !== 'json') return undefined;
  const form = new URLSearchParams(request);
  const name = isQuery ? (form.get('Action') ?? '') : (target?.split('.')[1] ?? '');
  const operation = model.operations[name];
  if (operation === undefined)
    return { api: `${service}:${name}`, request: ['no such operation'], answer: [] };
  const { input, output } = operation;
  const asked: unknown = isQuery
    ? fromForm(model, input?.shape, form)
    : JSON.parse(request === '' ? '{}' : request);
  const isOk = status === 200 && output !== undefined && answer.trim() !== '';
  const got = isOk ? answerOf(model, isQuery, output, answer) : undefined;
  return {
    api: `${service}:${name}`,
    // A request that is refused is one that the test means to be refused.
    request: input === undefined || status !== 200 ? [] : differences(model, input.shape, asked),
    answer: isOk
      ? got === undefined
        ? ['the answer cannot be read']
        : differences(model, output.shape, got)
      : [],
  };
}

function answerOf(
  model: Model,
  isQuery: boolean,
  output: { readonly shape: string; readonly resultWrapper?: string | undefined },
  answer: string,
): unknown {
  try {
    if (!isQuery) return JSON.parse(answer) as unknown;
    const [root] = Object.values(create(answer).end({ format: 'object' }) as Record<string, unknown>);
    const result = (root as Record<string, unknown> | undefined)?.[output.resultWrapper ?? ''];
    return fromXml(model, output.shape, result === '' ? {} : result);
  } catch {
    return undefined;
  }
}

/** Text becomes what the shape says, and a list with one member a list. */
function fromXml(model: Model, shapeName: string, value: unknown): unknown {
  const shape = model.shapes[shapeName];
  if (value === undefined || shape === undefined) return value;
  const fields = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  switch (shape.type) {
    case 'structure':
      return Object.fromEntries(
        Object.entries(fields)
          .filter(([name]) => !name.startsWith('@'))
          .map(([name, one]) => [name, fromXml(model, shape.members[name]?.shape ?? '', one)]),
      );
    case 'list': {
      const inner = fields['member'];
      const items: readonly unknown[] = inner === undefined ? [] : Array.isArray(inner) ? inner : [inner];
      return items.map((one) => fromXml(model, shape.member?.shape ?? '', one));
    }
    case 'map': {
      const entry = fields['entry'];
      const entries: readonly unknown[] = entry === undefined ? [] : Array.isArray(entry) ? entry : [entry];
      return Object.fromEntries(
        entries.map((one) => {
          const { key, value: of } = one as Record<string, unknown>;
          return [String(key), fromXml(model, shape.value?.shape ?? '', of)];
        }),
      );
    }
    case 'boolean':
      return value === 'true' ? true : value === 'false' ? false : value;
    case 'integer':
    case 'long':
      return Number(value);
    case 'string':
      return typeof value === 'object' ? '' : value;
    default:
      return value;
  }
}

/** `Tags.member.1.Key=a` of a query, as the object that it stands for. */
function fromForm(model: Model, shapeName: string | undefined, form: URLSearchParams): unknown {
  const tree: Record<string, unknown> = {};
  for (const [key, value] of form) {
    if (key === 'Action' || key === 'Version') continue;
    let at = tree;
    const names = key.split('.');
    for (const name of names.slice(0, -1)) at = (at[name] ??= {}) as Record<string, unknown>;
    at[names.at(-1) ?? ''] = value;
  }
  return typed(model, shapeName ?? '', tree);
}

function typed(model: Model, shapeName: string, value: unknown): unknown {
  const shape = model.shapes[shapeName];
  if (shape?.type === 'list' && typeof value === 'object') {
    const items = Object.values((value as Record<string, unknown>)['member'] ?? {}) as readonly unknown[];
    return items.map((one) => typed(model, shape.member?.shape ?? '', one));
  }
  if (shape?.type === 'structure' && typeof value === 'object' && value !== null)
    return Object.fromEntries(
      Object.entries(value).map(([name, one]) => [name, typed(model, shape.members[name]?.shape ?? '', one)]),
    );
  return fromXml(model, shapeName, value);
}
