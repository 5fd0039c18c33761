import * as v from 'valibot';
import { organization } from './organization-seed';

/** A seed that cannot be used: one line with the path, the value got and what is allowed. */
export class SeedError extends Error {
  constructor(
    readonly path: string,
    message: string,
  ) {
    super(message);
    this.name = 'SeedError';
  }
}

const isDate = (value: unknown): boolean =>
  (typeof value === 'string' || value instanceof Date) && !Number.isNaN(new Date(value).getTime());
const date = v.pipe(
  v.unknown(),
  v.check(isDate, 'a date such as 2026-01-31T12:00:00Z'),
  v.transform((value) => new Date(value as string | Date)),
);
const text = v.pipe(v.string(), v.minLength(1, 'a non-empty string'));
const count = v.pipe(v.number(), v.integer('a whole number'), v.minValue(0, 'a number of 0 or more'));
const accountId = v.pipe(v.string(), v.regex(/^\d{12}$/, 'twelve digits'));
const name = v.pipe(v.string(), v.regex(/^[\w+=,.@-]{1,64}$/, 'an IAM name: 1 to 64 of A-Z a-z 0-9 +=,.@_-'));
const path = v.pipe(v.string(), v.regex(/^\/(?:[\x21-\x7e]*\/)?$/, 'an IAM path: / or /…/'));
const partition = v.pipe(v.string(), v.regex(/^aws(-[a-z]+)*$/, 'a partition such as aws or aws-us-gov'));
const { optional, array, strictObject } = v;

export const deviceKinds = ['virtual', 'security-key', 'sms', 'hardware'] as const;
export const complianceTypes = ['COMPLIANT', 'NON_COMPLIANT', 'NOT_APPLICABLE'] as const;

const device = strictObject({
  kind: v.picklist(deviceKinds),
  serialNumber: optional(text),
  enableDate: optional(date),
});

const user = strictObject({
  userName: name,
  userId: optional(text),
  path: optional(path, '/'),
  createDate: optional(date, '2024-01-01T00:00:00Z'),
  passwordLastUsed: optional(date),
  loginProfile: optional(
    strictObject({
      createDate: optional(date, '2024-01-01T00:00:00Z'),
      passwordResetRequired: optional(v.boolean(), false),
    }),
  ),
  tags: optional(v.record(text, v.string()), {}),
  mfaDevices: optional(array(device), []),
  groups: optional(array(name), []),
});

export const fault = strictObject({
  action: v.pipe(v.string(), v.regex(/^[a-z]+:(\*|[A-Za-z]+)$/, 'service:Action or service:*')),
  userNames: optional(array(text)),
  accountIds: optional(array(accountId)),
  skip: optional(count),
  times: optional(count),
  error: optional(text),
  message: optional(v.string()),
  delayMilliseconds: optional(count),
  failResourceIds: optional(array(text)),
  deleteUser: optional(name),
  renameUser: optional(strictObject({ from: name, to: name })),
});

const account = {
  accountId: optional(accountId, '123456789012'),
  partition: optional(partition, 'aws'),
  users: optional(array(user), []),
  groups: optional(array(name), []),
  rootVirtualMfa: optional(v.boolean(), true),
  virtualMfaWithoutUser: optional(v.boolean(), true),
  unassignedVirtualMfaDevices: optional(count, 0),
  callerUserName: optional(name),
  configRules: optional(
    array(
      strictObject({
        name: text,
        inputParameters: optional(v.record(v.string(), v.unknown())),
        state: optional(v.picklist(['ACTIVE', 'DELETING', 'DELETING_RESULTS', 'EVALUATING']), 'ACTIVE'),
      }),
    ),
    [{ name: 'iam-user-mfa' }],
  ),
  evaluationResults: optional(
    array(
      strictObject({
        ruleName: optional(text, 'iam-user-mfa'),
        resourceType: optional(text, 'AWS::IAM::User'),
        resourceId: text,
        complianceType: v.picklist(complianceTypes),
        annotation: optional(text),
        orderingTimestamp: optional(date, '2024-01-01T00:00:00Z'),
        recordedTime: optional(date, '2024-01-01T00:00:00Z'),
      }),
    ),
    [],
  ),
  olderOrderingTimestamp: optional(v.picklist(['keep', 'drop']), 'keep'),
  resultTokens: optional(v.union([array(text), v.record(text, text)])),
  pageSize: optional(v.pipe(v.number(), v.integer('a whole number'), v.minValue(1, 'a number of 1 or more'))),
};

const seed = strictObject({
  ...account,
  accounts: optional(array(strictObject({ ...account, accountId })), []),
  organization: optional(organization),
  accessKeys: optional(v.record(text, accountId), {}),
  latencyMilliseconds: optional(count, 0),
  faults: optional(array(fault), []),
});

/** What may stand in a seed. */
export type SeedInput = v.InferInput<typeof seed>;
export type Seed = v.InferOutput<typeof seed>;
export type AccountSeed = Omit<
  Seed,
  'accounts' | 'organization' | 'accessKeys' | 'latencyMilliseconds' | 'faults'
>;
export type UserSeed = v.InferOutput<typeof user>;
export type DeviceKind = (typeof deviceKinds)[number];

export function parseSeed(value: unknown): Seed {
  const parsed = v.safeParse(seed, value);
  if (parsed.success) return parsed.output;
  const issue = parsed.issues[0];
  const where = issue.path === undefined ? '' : `.${v.getDotPath(issue) ?? ''}`;
  const path = `seed${where.replace(/\.(\d+)(?=\.|$)/g, '[$1]')}`;
  throw new SeedError(path, `${path}: ${complaint(issue)}.`);
}

function complaint(issue: v.BaseIssue<unknown>): string {
  if (issue.type === 'strict_object' && issue.expected === 'never') {
    return 'this key is unknown; remove it or correct its spelling';
  }
  if (issue.type === 'strict_object' && issue.input === undefined) return 'this key is missing';
  const allowed = issue.kind === 'validation' ? issue.message : (issue.expected ?? issue.message);
  return `got ${JSON.stringify(issue.input)}, allowed is ${allowed}`;
}
