import * as v from 'valibot';
import { accountId, date, text } from './seed-values';

const unitId = v.pipe(
  v.string(),
  v.regex(
    /^(r-[0-9a-z]{4,32}|ou-[0-9a-z]{4,32}-[0-9a-z]{8,32})$/,
    'an id such as r-ab12 or ou-ab12-cd34ef56',
  ),
);
const { optional, array, strictObject } = v;

export interface OuSeed {
  readonly id: string;
  readonly name: string;
  readonly ous?: readonly OuSeed[] | undefined;
}

const ou: v.GenericSchema<OuSeed> = strictObject({
  id: unitId,
  name: text,
  ous: optional(array(v.lazy(() => ou))),
});

const packState = {
  status: optional(
    v.picklist([
      'CREATE_SUCCESSFUL',
      'CREATE_IN_PROGRESS',
      'CREATE_FAILED',
      'UPDATE_SUCCESSFUL',
      'UPDATE_IN_PROGRESS',
      'UPDATE_FAILED',
      'DELETE_IN_PROGRESS',
      'DELETE_FAILED',
    ]),
    'CREATE_SUCCESSFUL',
  ),
  errorCode: optional(text),
  errorMessage: optional(text),
  lastUpdateTime: optional(date, '2024-01-01T00:00:00Z'),
};

const conformancePack = strictObject({
  name: text,
  ...packState,
  excludedAccounts: optional(array(accountId), []),
  accounts: optional(array(strictObject({ accountId, ...packState })), []),
});

export type ConformancePackSeed = v.InferOutput<typeof conformancePack>;

/** The organization of a seed: without it, the accounts are in none. The management account is always a member. */
export const organization = strictObject({
  id: optional(
    v.pipe(v.string(), v.regex(/^o-[a-z0-9]{10,32}$/, 'an id such as o-a1b2c3d4e5')),
    'o-standin000',
  ),
  managementAccountId: optional(accountId),
  delegatedAdministrators: optional(array(accountId), []),
  roots: optional(array(ou), [{ id: 'r-root', name: 'Root' }]),
  accounts: optional(
    array(
      strictObject({
        accountId,
        name: text,
        status: optional(
          v.picklist(['ACTIVE', 'SUSPENDED', 'PENDING_CLOSURE', 'PENDING_ACTIVATION', 'CLOSED']),
          'ACTIVE',
        ),
        parent: optional(unitId),
      }),
    ),
    [],
  ),
  aggregators: optional(array(strictObject({ name: text, accountId: optional(accountId) })), [
    { name: 'iam-user-mfa' },
  ]),
  featureSet: optional(v.picklist(['ALL', 'CONSOLIDATED_BILLING']), 'ALL'),
  /** Service principals that have trusted access. */
  trustedServices: optional(array(text), []),
  conformancePacks: optional(array(conformancePack), []),
  /** The StackSet of the member stacks; none where it is left out. */
  members: optional(
    strictObject({
      parameters: optional(v.record(text, v.string()), {}),
      instances: optional(
        array(
          strictObject({
            accountId,
            status: optional(v.picklist(['CURRENT', 'OUTDATED', 'INOPERABLE']), 'CURRENT'),
            detailedStatus: optional(text, 'SUCCEEDED'),
            reason: optional(text),
          }),
        ),
        [],
      ),
    }),
  ),
  /** Policies of the organization, and what they are attached to. */
  policies: optional(
    array(
      strictObject({
        name: text,
        type: optional(text, 'SERVICE_CONTROL_POLICY'),
        content: optional(v.unknown(), {}),
        targets: optional(array(text), []),
      }),
    ),
    [],
  ),
  stackSetsAccess: optional(v.picklist(['ENABLED', 'DISABLED', 'DISABLED_PERMANENTLY']), 'ENABLED'),
  emptyPages: optional(v.boolean(), false),
  paths: optional(v.boolean(), false),
});

export type OrganizationSeed = v.InferOutput<typeof organization>;
