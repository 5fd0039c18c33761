import { differences } from './against-shape';
import { fromXml, rootOf, type Exchange, type Judged } from './calls';
import type { Model } from './model';

/**
 * An exchange with a REST service: the operation is the one whose method, path and headers fit, with the most of its query. Names in the
 * query, AWS's own headers, and bodies of JSON and XML are held against the shapes; an object of S3's is none.
 */
export function judgeRest(
  model: Model,
  { service, method, url = '/', headers = [], request, status, answer }: Exchange,
): Judged {
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  const name = operationOf(model, method, pathname, searchParams, headers);
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
      : [
          ...ofQuery(model, operation, searchParams),
          ...ofHeaders(model, operation, headers),
          ...ofBody(model, input?.shape, request),
        ],
    answer: isOk ? ofBody(model, output?.shape, answer) : [],
  };
}

function operationOf(
  model: Model,
  method: string | undefined,
  pathname: string,
  query: URLSearchParams,
  headers: readonly string[],
): string | undefined {
  const fitting = Object.entries(model.operations).flatMap(([name, { http, input }]) => {
    const { members = {}, required = [] } = model.shapes[input?.shape ?? ''] ?? {};
    const header = required.flatMap((one) =>
      members[one]?.location === 'header' ? (members[one].locationName ?? one).toLowerCase() : [],
    );
    const [path = '', asked = ''] = http.requestUri.split('?');
    const names = [...new URLSearchParams(asked).keys()];
    const pattern = path.replace(/\{\w+\+\}/g, '.+').replace(/\{\w+\}/g, '[^/]+');
    const fits =
      http.method === method &&
      new RegExp(`^${pattern}/?$`).test(pathname) &&
      names.every((one) => query.has(one)) &&
      header.every((one) => headers.includes(one));
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

/** Of every request: how it is signed, and what the SDK says of itself. */
const everyRequests =
  /^x-amz-(date|content-sha256|security-token|user-agent|decoded-content-length|trailer|sdk-checksum-algorithm)$|^x-amz-checksum-/;

function ofHeaders(
  model: Model,
  { input }: Model['operations'][string],
  headers: readonly string[],
): readonly string[] {
  const members = Object.values(model.shapes[input?.shape ?? '']?.members ?? {});
  const known = members.flatMap(({ location, locationName = '' }) =>
    location === 'header' || location === 'headers' ? [locationName.toLowerCase()] : [],
  );
  return headers
    .filter((name) => name.startsWith('x-amz-') && !everyRequests.test(name))
    .filter((name) => !known.some((one) => name === one || (one.endsWith('-') && name.startsWith(one))))
    .map((name) => `the header ${name} is unknown`);
}

function ofBody(model: Model, shapeName: string | undefined, body: string): readonly string[] {
  const shape = model.shapes[shapeName ?? ''];
  if (shape === undefined || body.trim() === '') return [];
  const payload = shape.payload === undefined ? undefined : shape.members[shape.payload]?.shape;
  if (model.shapes[payload ?? '']?.type === 'blob') return [];
  const name = payload ?? shapeName ?? '';
  try {
    const isXml = model.metadata.protocol === 'rest-xml';
    return differences(model, name, isXml ? fromXml(model, name, rootOf(body)) : JSON.parse(body));
  } catch {
    return ['the body cannot be read'];
  }
}
