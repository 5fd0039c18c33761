import type { Account, AllAccounts, Caller, StartedAutomation, StartedEvaluation } from './account';
import type { ConfigStore } from './config-store';
import type { IamStore } from './iam-store';
import { openAccount } from './open-account';
import { OrganizationStore } from './organization-store';
import type { Seed } from './seed';
import type { PolicySimulation } from './simulator';

export class Store implements AllAccounts {
  readonly accounts = new Map<string, Account>();
  readonly callers = new Map<string, Caller>();
  readonly organization: OrganizationStore | undefined;
  latencyMilliseconds: number;
  simulatePolicy: PolicySimulation | undefined;
  startEvaluation: (call: StartedEvaluation) => void = () => undefined;
  startAutomation: (call: StartedAutomation) => Promise<string | undefined> = () =>
    Promise.resolve(undefined);

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
