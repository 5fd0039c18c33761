import * as v from 'valibot';
import { count, date, jsonObject } from './seed-values';

const { optional, array, strictObject } = v;

/** Security Hub CSPM of one account: off unless the seed switches it on. */
export const securityHub = strictObject({
  enabled: optional(v.boolean(), true),
  subscribedAt: optional(date, '2024-01-01T00:00:00Z'),
  /** Findings in ASFF that are there from the start. */
  findings: optional(array(jsonObject), []),
  /** How many calls of GetFindings do not see an import yet. */
  hideImportsForCalls: optional(count, 0),
});

export type SecurityHubSeed = v.InferOutput<typeof securityHub>;
