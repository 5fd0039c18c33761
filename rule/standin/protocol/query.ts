import type { Protocol } from './protocol';

/** The Query protocol: a form comes in, XML goes out. */
const namespaces = {
  iam: 'https://iam.amazonaws.com/doc/2010-05-08/',
  sts: 'https://sts.amazonaws.com/doc/2011-06-15/',
  cloudformation: 'http://cloudformation.amazonaws.com/doc/2010-05-15/',
  sns: 'http://sns.amazonaws.com/doc/2010-03-31/',
} as const;

/** `Tags.member.1.Key=a` becomes `{ Tags: [{ Key: 'a' }] }`. */
export function parseForm(form: URLSearchParams): Tree {
  const root: Tree = {};
  for (const [name, value] of form) {
    if (name === 'Action' || name === 'Version') continue;
    const keys = name.split('.');
    const leaf = keys.pop() ?? name;
    let node = root;
    for (const key of keys) {
      const child = Object.hasOwn(node, key) ? node[key] : undefined;
      const next: Tree = typeof child === 'object' ? child : {};
      node[key] = next;
      node = next;
    }
    node[leaf] = value;
  }
  return fold(root) as Tree;
}

interface Tree {
  [key: string]: string | Tree;
}

function fold(node: string | Tree): unknown {
  if (typeof node === 'string') return node;
  const keys = Object.keys(node);
  if (keys.length === 1 && typeof node['member'] === 'object') return Object.values(node['member']).map(fold);
  return Object.fromEntries(keys.map((key) => [key, fold(node[key] ?? '')]));
}

const headers = { 'content-type': 'text/xml' };

export const query: Protocol = {
  named: (error) => error,
  reply: ({ service, action }, output, requestId) => {
    const result = output === undefined ? '' : element(`${action}Result`, output);
    const metadata = element('ResponseMetadata', { RequestId: requestId });
    const body = `<${action}Response xmlns="${namespaceOf(service)}">${result}${metadata}</${action}Response>`;
    return { status: 200, headers, body };
  },
  hollow: ({ service, action }) => {
    const body = `<${action}Response xmlns="${namespaceOf(service)}"><${action}Result/></${action}Response>`;
    return { status: 200, headers, body };
  },
  errorReply: ({ service }, fault, requestId) => {
    const error = element('Error', {
      Type: fault.httpStatus < 500 ? 'Sender' : 'Receiver',
      Code: fault.code,
      Message: fault.message,
    });
    const body = `<ErrorResponse xmlns="${namespaceOf(service)}">${error}${element('RequestId', requestId)}</ErrorResponse>`;
    return { status: fault.httpStatus, headers, body };
  },
};

const namespaceOf = (service: string): string =>
  Object.entries(namespaces).find(([name]) => name === service)?.[1] ?? namespaces.iam;

function element(name: string, value: unknown): string {
  return `<${name}>${content(value)}</${name}>`;
}

function content(value: unknown): string {
  if (value instanceof Date) return `${value.toISOString().slice(0, 19)}Z`;
  if (value instanceof Map) return [...value].map(entry).join('');
  if (Array.isArray(value)) return value.map((member) => element('member', member)).join('');
  if (typeof value !== 'object' || value === null) return escape(String(value));
  let known = '';
  for (const [key, member] of Object.entries(value)) if (member !== undefined) known += element(key, member);
  return known;
}

/** One entry of a map, as GetAccountSummary has them. */
const entry = ([key, value]: readonly [unknown, unknown]): string => element('entry', { key, value });

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
};
const escape = (text: string): string =>
  text.replace(/[&<>"\r]/g, (character) => entities[character] ?? character);
