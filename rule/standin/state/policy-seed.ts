import * as v from 'valibot';
import { jsonObject, name, path, text } from './seed-values';

const { optional, array, strictObject, record } = v;

const policyName = v.pipe(v.string(), v.regex(/^[\w+=,.@-]{1,128}$/, 'a policy name'));
const arn = v.pipe(
  v.string(),
  v.regex(/^arn:[^:]+:iam::(aws|\d{12}):policy\/\S+$/, 'the ARN of a managed policy'),
);

/** The fields that users and groups have in common. */
export const policyHolder = {
  inlinePolicies: optional(record(policyName, jsonObject), {}),
  attachedPolicies: optional(array(arn), []),
};

export const permissionsBoundary = optional(arn);

/** A group by its name alone, or with what it has. */
export const group = v.pipe(
  v.union(
    [name, strictObject({ groupName: name, path: optional(path, '/'), ...policyHolder })],
    'a name or a group',
  ),
  v.transform((one) =>
    typeof one === 'string' ? { groupName: one, path: '/', inlinePolicies: {}, attachedPolicies: [] } : one,
  ),
);

/** A customer-managed policy; its versions from v1, the last one is the default unless told. */
const managedPolicy = strictObject({
  policyName,
  path: optional(path, '/'),
  versions: v.pipe(
    array(jsonObject),
    v.minLength(1, 'one version or more'),
    v.maxLength(5, 'at most five versions'),
  ),
  defaultVersion: optional(v.pipe(text, v.regex(/^v\d+$/, 'a version such as v2'))),
});

/** An account's policies in a seed. */
export const policySeed = {
  policies: optional(array(managedPolicy), []),
  /** By name, beside the few that every account of the stand-in has. */
  awsManagedPolicies: optional(record(policyName, jsonObject), {}),
};

export type PolicyDocument = Record<string, unknown>;
export type ManagedPolicySeed = v.InferOutput<typeof managedPolicy>;
