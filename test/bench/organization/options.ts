export interface OrganizationBenchOptions {
  /** Of the organization that org-report reads. */
  readonly accounts: readonly number[];
  /** Rules of others in each of them. */
  readonly foreign: readonly number[];
  /** Of the organization that org-scan reads. */
  readonly scanAccounts: readonly number[];
  /** In each of these accounts. */
  readonly users: readonly number[];
  /** Calls a second that IAM takes. */
  readonly rates: readonly number[];
}
