import { namedInJson, parseJson } from './json';
import type { Protocol } from './protocol';

const headers = { 'content-type': 'application/json' };

/** REST with JSON bodies, as Security Hub speaks it: method and path are the action, times are text. */
export const rest: Protocol = {
  named: namedInJson,
  reply: (_request, output) => ({ status: 200, headers, body: JSON.stringify(output ?? {}) }),
  hollow: () => ({ status: 200, headers, body: '{}' }),
  errorReply: (_request, error) => ({
    status: error.code === 'AccessDeniedException' ? 403 : error.httpStatus,
    headers: { ...headers, 'x-amzn-errortype': error.code },
    body: JSON.stringify({ Code: error.code, Message: error.message }),
  }),
};

const routes: Readonly<Record<string, string>> = {
  'POST /findings/import': 'BatchImportFindings',
  'POST /findings': 'GetFindings',
  'PATCH /findings/batchupdate': 'BatchUpdateFindings',
  'GET /accounts': 'DescribeHub',
};

/** The action of a route, and its input from the body and the query string. */
export function routed(
  method: string,
  url: string,
  body: string,
): { readonly action: string; readonly input: unknown } {
  const { pathname, searchParams } = new URL(url, 'http://127.0.0.1');
  const action = routes[`${method} ${pathname}`] ?? `${method} ${pathname}`;
  return { action, input: method === 'GET' ? Object.fromEntries(searchParams) : parseJson(body) };
}
