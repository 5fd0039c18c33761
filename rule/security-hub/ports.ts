import type { ReadFailure } from '../run/ports';
import type { AsffFinding } from './asff';

export type { AsffFinding } from './asff';

/** One of our findings that Security Hub shows as ACTIVE. */
export interface OpenFinding {
  readonly id: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly description: string;
  readonly severity: string;
  /** Of the user, as the finding says. */
  readonly resourceId: string;
  readonly userName: string | undefined;
}

export interface FailedImport {
  readonly id: string;
  readonly failure: ReadFailure;
}

/** Security Hub CSPM of the account and region that the code runs in. */
export interface SecurityHub {
  region(): Promise<string>;
  /** All pages; it lags behind the imports by minutes. */
  openFindings(query: {
    readonly accountId: string;
    readonly productArn: string;
    readonly generatorId: string;
    readonly id?: string;
  }): Promise<{ readonly findings: readonly OpenFinding[] } | { readonly failure: ReadFailure }>;
  /** At most 100 findings and 6 MB. Answers with those that were not taken, after retries. */
  importFindings(findings: readonly AsffFinding[]): Promise<readonly FailedImport[]>;
}

/** The error of Security Hub in an account that has not switched it on. */
export const notSubscribed = 'InvalidAccess';
