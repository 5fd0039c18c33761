import type { ReadFailure } from '../run/ports';

export interface OrganizationInfo {
  readonly id: string;
  readonly managementAccountId: string;
  readonly partition: string;
}

/** A root or an organizational unit. */
export interface Unit {
  readonly id: string;
  readonly name: string;
  readonly parentId: string | undefined;
}

export interface MemberAccount {
  readonly accountId: string;
  readonly name: string;
  /** A closed account lets no user sign in. Any state that is not known to be closed counts as open. */
  readonly closed: boolean;
  /** `arn:P:organizations::MANAGEMENT:account/o-…/ACCOUNT`, where AWS gives it. */
  readonly arn?: string | undefined;
  /** The units that it is in, the innermost last, where AWS says so beside the account (since March 2026). */
  readonly unitIds?: readonly string[] | undefined;
}

/** AWS Organizations. Every method throws where AWS gives no answer: a list that ends early would hide accounts. */
export interface Organizations {
  info(): Promise<OrganizationInfo>;
  accounts(): Promise<readonly MemberAccount[]>;
  roots(): Promise<readonly Unit[]>;
  unitsIn(parent: Unit): Promise<readonly Unit[]>;
  accountsIn(parent: Unit): Promise<readonly MemberAccount[]>;
  /** The units that an account or a unit is in, from the root: one call for each step. */
  unitsAbove(id: string): Promise<readonly Unit[]>;
}

/** Our rule as an aggregator knows it; in a conformance pack every account's has a name of its own. */
export interface AggregatedRule {
  readonly accountId: string;
  readonly region: string;
  readonly ruleName: string;
}

export interface AggregatedResult {
  readonly resourceType: string;
  readonly resourceId: string;
  readonly compliance: 'COMPLIANT' | 'NON_COMPLIANT';
  readonly annotation: string | undefined;
  /** The newest time that Config gives for the result. */
  readonly seenAt: Date;
}

/** The rule's function as an aggregator knows it. */
export interface AggregatedFunction {
  readonly accountId: string;
  readonly description: string;
}

/** An AWS Config aggregator: COMPLIANT and NON_COMPLIANT only, and no rule without results. */
export interface Aggregator {
  /** The rules of all accounts, foreign ones among them; undefined where they take more pages. Throws where Config gives no answer. */
  rules(mostPages: number): Promise<readonly AggregatedRule[] | undefined>;
  /** Those of one name in all accounts. */
  rulesNamed(ruleName: string): Promise<readonly AggregatedRule[]>;
  /** Those of one account. */
  rulesIn(
    accountId: string,
  ): Promise<{ readonly rules: readonly AggregatedRule[] } | { readonly failure: ReadFailure }>;
  resultsOf(
    rule: AggregatedRule,
  ): Promise<{ results: readonly AggregatedResult[] } | { failure: ReadFailure }>;
  /** Of the accounts whose recorder records functions. */
  ruleFunctions(): Promise<
    { readonly functions: readonly AggregatedFunction[] } | { readonly failure: ReadFailure }
  >;
}

/** An account in which an organization conformance pack failed. */
export interface PackStatus {
  readonly accountId: string;
  /** Like `CREATE_FAILED`. */
  readonly status: string;
  readonly code: string;
  readonly message: string;
}

/** The organization conformance packs of the account that asks: the management account or a delegated administrator. */
export interface OrganizationPacks {
  /** The accounts in which the pack failed; none where there is no such pack. */
  failedAccounts(
    packName: string,
  ): Promise<{ readonly failed: readonly PackStatus[] } | { readonly failure: ReadFailure }>;
}
