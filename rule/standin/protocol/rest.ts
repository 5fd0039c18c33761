import { namedInJson, parseJson } from './json';
import type { Protocol } from './protocol';

const headers = { 'content-type': 'application/json' };

/** REST with JSON bodies, as Security Hub, Lambda and GuardDuty speak it: method and path are the action, times are text. */
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

/** Method and path of each action; a name in braces is a parameter. */
const routes: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  securityhub: {
    'POST /findings/import': 'BatchImportFindings',
    'POST /findings': 'GetFindings',
    'PATCH /findings/batchupdate': 'BatchUpdateFindings',
    'GET /accounts': 'DescribeHub',
  },
  lambda: {
    'GET /2015-03-31/functions': 'ListFunctions',
    'GET /2015-03-31/functions/{FunctionName}/policy': 'GetPolicy',
    'GET /2015-03-31/functions/{FunctionName}/configuration': 'GetFunctionConfiguration',
  },
  guardduty: {
    'POST /custom-detection-rule/rule': 'ListCustomDetectionRules',
    'GET /custom-detection-rule/association': 'ListCustomDetectionRuleAssociations',
  },
};

export const isRest = (service: string | undefined): service is string =>
  Object.hasOwn(routes, service ?? '');

/** The action of a route, and its input from the path, the body and the query string. */
export function routed(
  service: string,
  method: string,
  url: string,
  body: string,
): { readonly action: string; readonly input: unknown } {
  const { pathname, searchParams } = new URL(url, 'http://127.0.0.1');
  const given = method === 'GET' ? Object.fromEntries(searchParams) : parseJson(body);
  for (const [route, action] of Object.entries(routes[service] ?? {})) {
    const pattern = route.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)');
    // eslint-disable-next-line no-restricted-syntax -- the routes are constants of the table
    const found = new RegExp(`^${pattern}/?$`).exec(`${method} ${pathname}`);
    if (found === null) continue;
    const inPath = Object.entries(found.groups ?? {}).map(([name, value]) => [
      name,
      decodeURIComponent(value),
    ]);
    return {
      action,
      input: inPath.length === 0 ? given : { ...Object(given), ...Object.fromEntries(inPath) },
    };
  }
  return { action: `${method} ${pathname}`, input: given };
}
