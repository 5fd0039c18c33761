import { json, parseJson, targets } from './json';
import type { Request } from './protocol';
import { parseForm, query } from './query';
import { isRest, rest, routed } from './rest';

/** As much of an HTTP message as shows the protocol, the service and the action. */
export interface Message {
  readonly method: string;
  readonly url: string;
  readonly target: string | undefined;
  readonly scope: Scope;
  readonly body: string;
}

/** The scope of a signature: `Credential=AKIA.../20260131/us-east-1/securityhub/aws4_request`. */
export interface Scope {
  readonly accessKeyId: string | undefined;
  readonly region: string;
  readonly service: string | undefined;
}

export function scopeOf(authorization: string | undefined): Scope {
  const [, accessKeyId, region, service] =
    /Credential=([^/,\s]+)\/[^/,\s]*\/([^/,\s]*)\/([^/,\s]*)\//.exec(authorization ?? '') ?? [];
  return { accessKeyId, region: region === undefined || region === '' ? 'us-east-1' : region, service };
}

/** The services of the Query protocol, by the version of their API. */
const queryServices: Readonly<Record<string, string>> = {
  '2011-06-15': 'sts',
  '2010-05-15': 'cloudformation',
  '2010-03-31': 'sns',
};

export function understand({ method, url, target, scope, body }: Message): Request {
  if (target !== undefined) {
    // The aws CLI writes the whole name: com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.LookupEvents.
    const [prefix = '', action = ''] = target.split('.').slice(-2);
    return { protocol: json, service: targets[prefix] ?? prefix, action, input: parseJson(body) };
  }
  const { service: signedFor } = scope;
  if (isRest(signedFor)) {
    return { protocol: rest, service: signedFor, ...routed(signedFor, method, url, body) };
  }
  const form = new URLSearchParams(body);
  const service = queryServices[form.get('Version') ?? ''] ?? 'iam';
  return { protocol: query, service, action: form.get('Action') ?? '', input: parseForm(form) };
}
