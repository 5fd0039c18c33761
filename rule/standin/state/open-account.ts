import type { Account, AllAccounts } from './account';
import { roleCaller, userCaller } from './callers';
import { ConfigStore } from './config-store';
import { addDevice } from './devices';
import { IamStore, type UserRecord } from './iam-store';
import { attach, PolicyStore, type PolicyHolder } from './policy-store';
import type { AccountSeed } from './seed';
import { SecurityHubStore } from './security-hub-store';
import { setTag } from './tags';
import type { UserSeed } from './user-seed';

/** The date if a seed gives none. */
const longAgo = new Date('2024-01-01T00:00:00Z');

export function openAccount(seed: AccountSeed, store: AllAccounts): Account {
  const { accountId: id, partition } = seed;
  const account: Account = {
    id,
    partition,
    iam: new IamStore(seed),
    policies: new PolicyStore(id, partition, seed.awsManagedPolicies),
    config: new ConfigStore(seed.configurationRecorders),
    securityHub: new SecurityHubStore(seed.securityHub),
    cloudTrail: seed.cloudTrail,
    deployment: { ...seed.deployment },
    automations: new Map(),
    caller: roleCaller(partition, id, 'standin', 'standin'),
    store,
    pageSize: seed.pageSize ?? Infinity,
  };
  fillIam(account, seed);
  fillConfig(account, seed);
  const { callerUserName } = seed;
  if (callerUserName === undefined) return account;
  return { ...account, caller: userCaller(partition, id, account.iam.user(callerUserName)) };
}

function fillIam(account: Account, seed: AccountSeed): void {
  const { iam, policies } = account;
  const arn = (name: string): string => `arn:${account.partition}:iam::${account.id}:mfa/${name}`;
  const special = (name: string, owner: 'root' | 'nobody' | undefined): void =>
    iam.addVirtualDevice({
      kind: 'virtual',
      serialNumber: arn(name),
      enableDate: owner === undefined ? undefined : longAgo,
      owner,
    });
  if (seed.rootVirtualMfa) special('root-account-mfa-device', 'root');
  if (seed.virtualMfaWithoutUser) special('device-without-user', 'nobody');
  for (const policy of seed.policies) policies.create(policy, longAgo);
  for (const group of seed.groups) give(account, iam.addGroup(group.groupName, longAgo, group.path), group);
  for (const user of seed.users) fillUser(account, user);
  for (let n = 1; n <= seed.unassignedVirtualMfaDevices; n += 1) special(`unassigned-${n}`, undefined);
}

function fillUser(account: Account, seed: UserSeed): void {
  const { iam, policies } = account;
  const user: UserRecord = iam.addUser({ passwordLastUsed: undefined, loginProfile: undefined, ...seed });
  for (const [key, value] of Object.entries(seed.tags)) setTag(user, key, value);
  for (const device of seed.mfaDevices) {
    addDevice(account, user, device.kind, device.enableDate ?? longAgo, device.serialNumber);
  }
  for (const name of seed.groups) user.groups.add(iam.findGroup(name) ?? iam.addGroup(name, longAgo));
  give(account, user, seed);
  if (seed.permissionsBoundary !== undefined) {
    user.permissionsBoundary = policies.policy(seed.permissionsBoundary);
  }
}

/** The policies that a seed gives to a user or a group. */
function give(
  { policies }: Account,
  holder: PolicyHolder,
  seed: Pick<UserSeed, 'inlinePolicies' | 'attachedPolicies'>,
): void {
  for (const [name, document] of Object.entries(seed.inlinePolicies))
    holder.inlinePolicies.set(name, document);
  for (const arn of seed.attachedPolicies) attach(holder, policies.policy(arn));
}

function fillConfig({ config }: Account, seed: AccountSeed): void {
  for (const rule of seed.configRules) config.addRule(rule);
  for (const { ruleName, annotation, ...result } of seed.evaluationResults) {
    config.record(config.rule(ruleName), { ...result, annotation });
  }
  config.olderOrderingTimestamp = seed.olderOrderingTimestamp;
  config.emptyEvaluations = seed.emptyEvaluations;
  if (seed.resultTokens === undefined) return;
  config.anyToken = false;
  const first = seed.configRules[0]?.name ?? '';
  const tokens = Array.isArray(seed.resultTokens)
    ? seed.resultTokens.map((token): [string, string] => [token, first])
    : Object.entries(seed.resultTokens);
  for (const [token, ruleName] of tokens) config.tokens.set(token, ruleName);
}
