import { ConfigStore } from './config-store';
import { addDevice } from './devices';
import { IamStore, stableId } from './iam-store';
import { OrganizationStore } from './organization-store';
import type { AccountSeed, Seed } from './seed';
import { setTag } from './tags';

/** What an action may know of its call besides the input. */
export interface CallContext {
  readonly caller: Caller;
  /** The region that the request is signed for. */
  readonly region: string;
  /** PutEvaluations and BatchImportFindings report these as failed. */
  readonly failResourceIds: readonly string[];
}

/** Who calls, as the access key of the request tells. */
export interface Caller {
  readonly accountId: string;
  readonly arn: string;
  readonly userId: string;
  readonly userName?: string | undefined;
}

export interface StartedEvaluation {
  readonly accountId: string;
  readonly ruleName: string;
  readonly resultToken: string;
}

/** One account: what an action is given. */
export interface Account {
  readonly id: string;
  readonly partition: string;
  readonly iam: IamStore;
  readonly config: ConfigStore;
  readonly caller: Caller;
  readonly store: Store;
  pageSize: number;
}

export class Store {
  readonly accounts = new Map<string, Account>();
  readonly callers = new Map<string, Caller>();
  readonly organization: OrganizationStore | undefined;
  latencyMilliseconds: number;
  startEvaluation: (call: StartedEvaluation) => void = () => undefined;

  constructor(
    seed: Seed,
    readonly now: () => Date,
  ) {
    this.latencyMilliseconds = seed.latencyMilliseconds;
    for (const account of [seed, ...seed.accounts])
      this.accounts.set(account.accountId, openAccount(account, this));
    if (seed.organization !== undefined) {
      this.organization = new OrganizationStore(
        seed.organization,
        this.account().id,
        this.account().partition,
      );
    }
    for (const [accessKeyId, accountId] of Object.entries(seed.accessKeys)) {
      this.callers.set(accessKeyId, this.account(accountId).caller);
    }
  }

  account(accountId?: string): Account {
    const account = accountId === undefined ? [...this.accounts.values()][0] : this.accounts.get(accountId);
    if (account === undefined) throw new RangeError(`The stand-in has no account ${accountId ?? ''}.`);
    return account;
  }

  /** Of the default account. */
  get iam(): IamStore {
    return this.account().iam;
  }

  /** Of the default account. */
  get config(): ConfigStore {
    return this.account().config;
  }

  callerOf(accessKeyId: string | undefined): Caller {
    return this.callers.get(accessKeyId ?? '') ?? this.account().caller;
  }
}

function openAccount(seed: AccountSeed, store: Store): Account {
  const account: Account = {
    id: seed.accountId,
    partition: seed.partition,
    iam: new IamStore(seed.accountId),
    config: new ConfigStore(),
    caller: roleCaller(seed.partition, seed.accountId, 'standin', 'standin'),
    store,
    pageSize: seed.pageSize ?? Infinity,
  };
  fillIam(account, seed);
  fillConfig(account, seed);
  const self = seed.callerUserName === undefined ? undefined : account.iam.user(seed.callerUserName);
  if (self === undefined) return account;
  const arn = `arn:${seed.partition}:iam::${seed.accountId}:user${self.path}${self.userName}`;
  return { ...account, caller: { accountId: account.id, arn, userId: self.userId, userName: self.userName } };
}

export function roleCaller(partition: string, accountId: string, role: string, session: string): Caller {
  return {
    accountId,
    arn: `arn:${partition}:sts::${accountId}:assumed-role/${role}/${session}`,
    userId: `AROA${stableId(`${accountId}/${role}`)}:${session}`,
  };
}

function fillIam(account: Account, seed: AccountSeed): void {
  const { iam } = account;
  const assigned = new Date('2024-01-01T00:00:00Z');
  const arn = (name: string): string => `arn:${account.partition}:iam::${account.id}:mfa/${name}`;
  const special = (name: string, owner: 'root' | 'nobody' | undefined): void =>
    iam.addVirtualDevice({
      kind: 'virtual',
      serialNumber: arn(name),
      enableDate: owner === undefined ? undefined : assigned,
      owner,
    });
  if (seed.rootVirtualMfa) special('root-account-mfa-device', 'root');
  if (seed.virtualMfaWithoutUser) special('device-without-user', 'nobody');
  for (const groupName of seed.groups) iam.addGroup(groupName, assigned);
  for (const fresh of seed.users) {
    const user = iam.addUser({ passwordLastUsed: undefined, loginProfile: undefined, ...fresh });
    for (const [key, value] of Object.entries(fresh.tags)) setTag(user, key, value);
    for (const device of fresh.mfaDevices) {
      addDevice(account, user, device.kind, device.enableDate ?? assigned, device.serialNumber);
    }
    for (const name of fresh.groups) user.groups.add(iam.findGroup(name) ?? iam.addGroup(name, assigned));
  }
  for (let n = 1; n <= seed.unassignedVirtualMfaDevices; n += 1) special(`unassigned-${n}`, undefined);
}

function fillConfig({ config }: Account, seed: AccountSeed): void {
  for (const rule of seed.configRules) config.addRule(rule.name, rule.inputParameters, rule.state);
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
