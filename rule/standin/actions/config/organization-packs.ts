import * as v from 'valibot';
import { action, between, textOf } from '../action';
import { tokenPage } from '../token-pages';
import { ServiceError } from '../../service-error';
import type { Account } from '../../state/account';
import type { ConformancePackSeed } from '../../state/organization-seed';
import { pageOfArray } from '../../state/sequence';
import { stableId } from '../../state/stable-id';
import { badToken, tokenInput } from './inputs';
import { configRegion } from './shown';

const wanted = v.object({
  OrganizationConformancePackNames: v.optional(v.array(textOf(1, 128)), []),
  Limit: v.optional(between(0, 100), 0),
  NextToken: tokenInput,
});

/** For the management account and delegated administrators. */
function packsOf({ id, store }: Account): readonly ConformancePackSeed[] {
  const { organization } = store;
  if (organization === undefined) {
    throw new ServiceError('NoAvailableOrganizationException', 'The account is not part of an organization.');
  }
  if (id === organization.managementAccountId || organization.delegatedAdministrators.has(id)) {
    return organization.conformancePacks;
  }
  throw new ServiceError(
    'OrganizationAccessDeniedException',
    'This action can be only performed by the management account or a delegated administrator.',
  );
}

function pack(account: Account, name: string): ConformancePackSeed {
  const found = packsOf(account).find((one) => one.name === name);
  if (found !== undefined) return found;
  throw new ServiceError(
    'NoSuchOrganizationConformancePackException',
    `Organization conformance pack ${name} does not exist.`,
  );
}

function page(account: Account, input: v.InferOutput<typeof wanted>) {
  const { OrganizationConformancePackNames: names, Limit, NextToken: token } = input;
  const packs = names.length === 0 ? packsOf(account) : names.map((name) => pack(account, name));
  const size = Math.min(Limit === 0 ? 100 : Limit, account.pageSize);
  return tokenPage(token, badToken, (after) => pageOfArray(packs, after, size));
}

const state = (one: Omit<ConformancePackSeed, 'name' | 'accounts' | 'excludedAccounts'>) => ({
  Status: one.status,
  ErrorCode: one.errorCode,
  ErrorMessage: one.errorMessage,
  LastUpdateTime: one.lastUpdateTime,
});

export const DescribeOrganizationConformancePacks = action(wanted, (account, input) => {
  const { things, NextToken } = page(account, input);
  const shown = things.map(({ name, excludedAccounts, lastUpdateTime }) => ({
    OrganizationConformancePackName: name,
    OrganizationConformancePackArn:
      `arn:${account.partition}:config:${configRegion}:${account.id}:organization-conformance-pack/` +
      `${name}-${stableId(name).slice(0, 8).toLowerCase()}`,
    ExcludedAccounts: excludedAccounts,
    LastUpdateTime: lastUpdateTime,
  }));
  return { OrganizationConformancePacks: shown, NextToken };
});

export const DescribeOrganizationConformancePackStatuses = action(wanted, (account, input) => {
  const { things, NextToken } = page(account, input);
  const shown = things.map((one) => ({ OrganizationConformancePackName: one.name, ...state(one) }));
  return { OrganizationConformancePackStatuses: shown, NextToken };
});

export const GetOrganizationConformancePackDetailedStatus = action(
  v.object({
    OrganizationConformancePackName: textOf(1, 128),
    Filters: v.optional(v.object({ AccountId: v.optional(v.string()), Status: v.optional(v.string()) }), {}),
    Limit: v.optional(between(0, 100), 0),
    NextToken: tokenInput,
  }),
  (account, { OrganizationConformancePackName: name, Filters: filters, Limit, NextToken: token }) => {
    const accounts = pack(account, name).accounts.filter(
      ({ accountId, status }) =>
        (filters.AccountId === undefined || filters.AccountId === accountId) &&
        (filters.Status === undefined || filters.Status === status),
    );
    const size = Math.min(Limit === 0 ? 100 : Limit, account.pageSize);
    const found = tokenPage(token, badToken, (after) => pageOfArray(accounts, after, size));
    const shown = found.things.map((one) => ({
      AccountId: one.accountId,
      ConformancePackName: `${name}-${stableId(one.accountId).slice(0, 8).toLowerCase()}`,
      ...state(one),
    }));
    return { OrganizationConformancePackDetailedStatuses: shown, NextToken: found.NextToken };
  },
);
