import { create } from 'xmlbuilder2';
import { differences } from './against-shape';
import { knownDifferences } from './known';
import { modelOf, type Model, type Shape } from './model';
import { judgeRest } from './rest';

/** A request to an AWS of ours, as it came over loopback, and the answer. */
export interface Exchange {
  readonly service: string;
  readonly target: string | undefined;
  /** Path and query: what a REST service calls its operations by. */
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  /** The names of the request's headers, in small letters. */
  readonly headers?: readonly string[] | undefined;
  readonly request: string;
  readonly status: number;
  readonly answer: string;
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

/** What differs, in the words of a failure, less what is known and right. */
export function wrongIn(folder: string, exchanges: readonly Exchange[]): readonly string[] {
  const isWrong = (text: string): boolean => !knownDifferences.some(({ at }) => at.test(text));
  const judged = exchanges.flatMap((exchange) => judge(folder, exchange) ?? []);
  const wrong = judged.flatMap(({ api, request, answer }) => [
    ...request.filter(isWrong).map((one) => `${api} is asked: ${one}`),
    ...answer.filter(isWrong).map((one) => `${api} answers: ${one}`),
  ]);
  return [...new Set(wrong)];
}

function answerOf(
  model: Model,
  isQuery: boolean,
  output: { readonly shape: string; readonly resultWrapper?: string | undefined },
  answer: string,
): unknown {
  try {
    if (!isQuery) return JSON.parse(answer) as unknown;
    const result = (rootOf(answer) as Record<string, unknown> | undefined)?.[output.resultWrapper ?? ''];
    return fromXml(model, output.shape, result === '' ? {} : result);
  } catch {
    return undefined;
  }
}

export const rootOf = (xml: string): unknown =>
  Object.values(create(xml).end({ format: 'object' }) as Record<string, unknown>)[0];

/** Text becomes what the shape says, and a list with one member a list. */
export function fromXml(model: Model, shapeName: string, value: unknown): unknown {
  const shape = model.shapes[shapeName];
  if (value === undefined || shape === undefined) return value;
  const fields = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  switch (shape.type) {
    case 'structure':
      return Object.fromEntries(
        Object.entries(fields)
          .filter(([name]) => !name.startsWith('@'))
          .map(([name, one]) => [name, fromXml(model, shapeOf(shape, name), one)]),
      );
    case 'list': {
      const inner = shape.flattened ? value : fields[shape.member?.locationName ?? 'member'];
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

const shapeOf = ({ members }: Shape, name: string): string =>
  Object.entries(members).find(([one, { locationName }]) => (locationName ?? one) === name)?.[1].shape ?? '';

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
