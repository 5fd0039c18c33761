import * as v from 'valibot';
import { action, between, textOf } from '../action';
import { alreadyExists, noSuchEntity } from '../../service-error';
import type { Account } from '../../state/account';
import { pageOfArray } from '../../state/sequence';
import { flag, paging } from './inputs';
import { paged } from './pages';

export const GetAccountPasswordPolicy = action(v.object({}), ({ iam, id }) => {
  if (iam.passwordPolicy === undefined) {
    throw noSuchEntity(`The Password Policy with domain name ${id} cannot be found.`);
  }
  const { MaxPasswordAge } = iam.passwordPolicy;
  return { PasswordPolicy: { ...iam.passwordPolicy, ExpirePasswords: (MaxPasswordAge ?? 0) > 0 } };
});

const optionalFlag = v.optional(flag, 'false');

export const UpdateAccountPasswordPolicy = action(
  v.object({
    MinimumPasswordLength: v.optional(between(6, 128), 6),
    RequireSymbols: optionalFlag,
    RequireNumbers: optionalFlag,
    RequireUppercaseCharacters: optionalFlag,
    RequireLowercaseCharacters: optionalFlag,
    AllowUsersToChangePassword: optionalFlag,
    MaxPasswordAge: v.optional(between(1, 1095)),
    PasswordReusePrevention: v.optional(between(1, 24)),
    HardExpiry: optionalFlag,
  }),
  ({ iam }, input) => {
    iam.passwordPolicy = input;
    return undefined;
  },
);

export const ListAccountAliases = action(v.object(paging), (account, input) =>
  paged(
    account,
    input,
    'AccountAliases',
    (after, size) => pageOfArray([...account.iam.accountAliases], after, size),
    (alias) => alias,
  ),
);

/** An account has one alias; a second takes the place of the first. */
export const CreateAccountAlias = action(
  v.object({ AccountAlias: textOf(3, 63) }),
  ({ iam }, { AccountAlias: alias }) => {
    if (iam.accountAliases.has(alias)) throw alreadyExists(`The account alias ${alias} already exists.`);
    iam.accountAliases.clear();
    iam.accountAliases.add(alias);
    return undefined;
  },
);

/** A map: `entry` elements with key and value, as IAM writes it. */
export const GetAccountSummary = action(v.object({}), (account) => ({
  SummaryMap: new Map(Object.entries({ ...counted(account), ...account.iam.accountSummary })),
}));

function counted({ iam, policies }: Account): Readonly<Record<string, number>> {
  const devices = [...iam.virtualDevices];
  return {
    Users: iam.users.size,
    UsersQuota: 5000,
    Groups: iam.groups.size,
    GroupsQuota: 300,
    Policies: policies.customerManaged.length,
    MFADevices: devices.length,
    MFADevicesInUse: devices.filter(({ owner }) => owner !== undefined).length,
    AccountMFAEnabled: devices.some(({ owner }) => owner === 'root') ? 1 : 0,
    AccountAccessKeysPresent: 0,
  };
}
