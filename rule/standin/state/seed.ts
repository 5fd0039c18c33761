import * as v from 'valibot';
import { cloudTrail } from './cloud-trail-seed';
import { configSeed } from './config-seed';
import { deployment } from './deployment-seed';
import { fault, rateLimit } from './fault-seed';
import { iamSeed } from './iam-account-seed';
import { organization } from './organization-seed';
import { securityHub } from './security-hub-seed';
import { accountId, count, name, partition, text } from './seed-values';

const { optional, array, strictObject } = v;

const account = {
  accountId: optional(accountId, '123456789012'),
  partition: optional(partition, 'aws'),
  ...iamSeed,
  callerUserName: optional(name),
  ...configSeed,
  securityHub: optional(securityHub, { enabled: false }),
  cloudTrail: optional(cloudTrail, {}),
  deployment: optional(deployment, {}),
  pageSize: optional(v.pipe(v.number(), v.integer('a whole number'), v.minValue(1, 'a number of 1 or more'))),
};

export const seed = strictObject({
  ...account,
  accounts: optional(array(strictObject({ ...account, accountId })), []),
  organization: optional(organization),
  accessKeys: optional(v.record(text, accountId), {}),
  latencyMilliseconds: optional(count, 0),
  rateLimits: optional(array(rateLimit), []),
  faults: optional(array(fault), []),
});

/** The contents of a seed. */
export type SeedInput = v.InferInput<typeof seed>;
export type Seed = v.InferOutput<typeof seed>;
export type AccountSeed = Omit<
  Seed,
  'accounts' | 'organization' | 'accessKeys' | 'latencyMilliseconds' | 'rateLimits' | 'faults'
>;
