import { differences } from './against-shape';
import type { Exchange, Judged } from './calls';
import type { Model } from './model';

/**
 * An exchange with a REST service: the operation is the one whose method and path fit, with the most of its query. Names in the
 * query and bodies of JSON are held against the shapes; S3's bodies are XML or objects, and are not.
 */
export function judgeRest(
  model: Model,
  { service, method, url = '/', request, status, answer }: Exchange,
): Judged {
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  const name = operationOf(model, method, pathname, searchParams);
  const operation = model.operations[name ?? ''];
  if (operation === undefined)
    return { api: `${service}:${method ?? ''} ${pathname}`, request: ['no such operation'], answer: [] };
  const isOk = status >= 200 && status < 300;
  const { input, output } = operation;
  return {
    api: `${service}:${name ?? ''}`,
    // A request that is refused is one that the test means to be refused.
    request: !isOk
      ? []
      : [...ofQuery(model, operation, searchParams), ...ofBody(model, input?.shape, request)],
    answer: isOk ? ofBody(model, output?.shape, answer) : [],
  };
}

function operationOf(
  model: Model,
  method: string | undefined,
  pathname: string,
  query: URLSearchParams,
): string | undefined {
  const fitting = Object.entries(model.operations).flatMap(([name, { http }]) => {
    const [path = '', asked = ''] = http.requestUri.split('?');
    const names = [...new URLSearchParams(asked).keys()];
    const pattern = path.replace(/\{\w+\+\}/g, '.+').replace(/\{\w+\}/g, '[^/]+');
    const fits =
      http.method === method &&
      new RegExp(`^${pattern}/?$`).test(pathname) &&
      names.every((one) => query.has(one));
    return fits ? [{ name, size: names.length }] : [];
  });
  return fitting.sort((a, b) => b.size - a.size)[0]?.name;
}

function ofQuery(
  model: Model,
  { http, input }: Model['operations'][string],
  query: URLSearchParams,
): readonly string[] {
  const members = Object.entries(model.shapes[input?.shape ?? '']?.members ?? {});
  const [, asked = ''] = http.requestUri.split('?');
  const known = new Set([
    // The SDK adds the operation's name for S3's logs.
    'x-id',
    ...new URLSearchParams(asked).keys(),
    ...members.map(([name, { locationName }]) => locationName ?? name),
  ]);
  return [...query.keys()].filter((name) => !known.has(name)).map((name) => `?${name} is unknown`);
}

function ofBody(model: Model, shapeName: string | undefined, body: string): readonly string[] {
  const shape = model.shapes[shapeName ?? ''];
  if (shape === undefined || model.metadata.protocol !== 'rest-json' || body.trim() === '') return [];
  const payload = shape.payload === undefined ? undefined : shape.members[shape.payload]?.shape;
  try {
    return differences(model, payload ?? shapeName ?? '', JSON.parse(body));
  } catch {
    return ['the body cannot be read'];
  }
}
