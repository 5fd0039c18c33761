import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Truth } from './state-oracle';
import { partsOf, referencesOf, unknownOf } from './plan-rows';
import { digestOf, type Made } from './terraform';

export interface PlanRow extends Made {
  readonly scenario: string;
  /** Of the scenario's files: other files, another plan. */
  readonly digest: string;
}

export const rowsFile = path.resolve(__dirname, 'plans/recorded/scenarios.json');

type Json = Readonly<Record<string, unknown>>;

/** The texts of the two documents of common.tf, which are most of a plan. */
const texts: readonly (readonly [short: string, text: string])[] = [
  [
    '@read',
    '{"Statement": [{"Action": "s3:GetObject","Effect": "Allow","Resource": "*"}],"Version": "2012-10-17"}',
  ],
  [
    '@mfa',
    '{"Statement": [{"Condition": {"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}},"Effect": "Deny","NotAction": ' +
      '["iam:CreateVirtualMFADevice","iam:EnableMFADevice","iam:GetUser","iam:ListMFADevices"],"Resource": "*"}],"Version": "2012-10-17"}',
  ],
];

/** Plans of random configurations, for machines without terraform; the scenario is the number of the configuration. */
export const randomRowsFile = path.resolve(__dirname, 'plans/recorded/random.json');

export const recorded = (file = rowsFile): readonly PlanRow[] =>
  JSON.parse(readFileSync(file, 'utf8'), (_key, value: unknown) => longer(value)) as readonly PlanRow[];

/** A row as it is written down: what follows from the address, and what most changes have, is left out. */
export const shortened = (row: PlanRow): unknown =>
  JSON.parse(JSON.stringify(row), (_key, value: unknown) => shorter(value));

const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function shorter(value: unknown): unknown {
  if (!isJson(value)) return texts.find(([, text]) => text === value)?.[0] ?? value;
  const { change, references, address } = value;
  if (
    Array.isArray(references) &&
    JSON.stringify(referencesOf(String(references[0]))) === JSON.stringify(references)
  )
    return { ...value, references: references[0] as unknown };
  if (!isJson(change)) return value;
  const { actions, before, after, after_unknown: unknown } = change;
  const isCreated = JSON.stringify(actions) === '["create"]';
  const isWhole = Object.values(unknown as Json).every((one) => one === true);
  return {
    at: address,
    ...(isCreated ? {} : { actions, before }),
    after,
    ...(JSON.stringify(unknown) === '{}'
      ? {}
      : { unknown: isWhole ? Object.keys(unknown as Json) : unknown }),
  };
}

function longer(value: unknown): unknown {
  if (!isJson(value)) return texts.find(([short]) => short === value)?.[1] ?? value;
  const { at, actions = ['create'], before = null, after, unknown = [], references } = value;
  if (typeof references === 'string') return { ...value, references: referencesOf(references) };
  if (!('after' in value) || typeof at !== 'string') return value;
  const { module, type, name, index } = partsOf(at);
  return {
    address: at,
    ...(module === undefined ? {} : { module_address: module }),
    type: type.replace(/^data\./, ''),
    name,
    ...(index === undefined ? {} : { index }),
    change: { actions, before, after, after_unknown: unknownOf(unknown as Json) },
  };
}

/** What a gate reads of a plan: nothing of sensitivity, no state but policies that exist, no values that are null. */
export function rowOf(scenario: string, { plan, truth, before }: Made, digest = digestOf(scenario)): PlanRow {
  const short = (truths: readonly Truth[]): readonly Truth[] =>
    [...truths].sort((a, b) => (a.at < b.at ? -1 : 1));
  return {
    scenario,
    digest,
    truth: short(truth),
    before: short(before),
    plan: kept(plan, JSON.stringify(plan['configuration']).includes('.id"') ? idsToo : dropped) as Json,
  };
}

const dropped = new Set(
  (
    'action_reason after_identity after_sensitive applyable before_identity before_sensitive full_name id password planned_values provider_name ' +
    'relevant_attributes replace_paths schema_version sensitive_values terraform_version timestamp attachment_count ' +
    'encrypted_password force_destroy key_fingerprint name_prefix password_length password_reset_required policy_id tags_all unique_id'
  ).split(' '),
);

/** Their values are in the plan. */
const unread = ['name', 'policy', 'desired_state', 'input'];

/** Of a configuration that names something by its id. */
const idsToo = new Set([...dropped].filter((key) => key !== 'id'));

function kept(value: unknown, left: ReadonlySet<string>, at: readonly string[] = []): unknown {
  if (Array.isArray(value))
    return value.map((item) => kept(item, left, at)).filter((item) => item !== undefined);
  if (typeof value !== 'object' || value === null)
    return typeof value === 'string' ? value.replace(/\s*\n\s*/g, '') : value;
  // Of the state before, the policies that exist; the documents have become texts of policies.
  const { mode, type } = value as Json;
  if (mode === 'data' && type !== 'aws_iam_policy') return undefined;
  const entries = Object.entries(value).flatMap(([key, inner]): readonly (readonly [string, unknown])[] => {
    const isEmpty = inner === null && !['after', 'before', 'value'].includes(key);
    if (
      left.has(key) ||
      isEmpty ||
      inner === 'managed' ||
      (at.includes('configuration') && 'address' in value && (key === 'type' || key === 'name')) ||
      (at.at(-1) === 'expressions' && (isConstant(inner) || unread.includes(key)))
    )
      return [];
    const less = kept(inner, left, [...at, key]);
    const isStateOfNothing = key === 'prior_state' && !JSON.stringify(less).includes('aws_iam_policy');
    return less === undefined || isStateOfNothing ? [] : [[key, less]];
  });
  return Object.fromEntries(entries);
}

/** A provider's constants tell accounts apart; a resource's are in its values. */
const isConstant = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  'constant_value' in value &&
  !JSON.stringify(value).includes(':role/');
