import type { EvaluationResult } from '@cloud-copilot/iam-simulate';
import type { EnforcementOptions, NoNewPasswordsOptions } from '../../rule/enforcement/options';
import { casesOf } from '../case-files';
import type others from '../cases/enforcement-documents.json';
import { signInRows } from './sign-in-rows';

export interface Row {
  /** A sentence that says what comes out of it with our policy. */
  readonly title: string;
  /** `policy`: a managed policy of the principal; `scp`: a service control policy of that account. */
  readonly kind: 'policy' | 'scp' | 'no-new-passwords';
  readonly options: EnforcementOptions & NoNewPasswordsOptions;
  readonly principal: string;
  /** The policies that the principal has beside it. */
  readonly grants: readonly (keyof typeof others.grants)[];
  readonly action: string;
  readonly resource: string;
  /** A sign-in without MFA carries aws:MultiFactorAuthPresent=false, an access key carries no such key. */
  readonly context: Readonly<Record<string, string | readonly string[]>>;
  readonly expected: { readonly copied: EvaluationResult; readonly ours: EvaluationResult };
  readonly why: string;
}

/** A row of `test/cases/enforcement/`: without more, anna, who has no other policy and uses an access key. */
type ShortRow = Partial<Row> &
  Pick<Row, 'title' | 'action' | 'resource' | 'expected' | 'why'> & {
    /** Whether the sign-in was with MFA: `aws:MultiFactorAuthPresent`; an access key says nothing of it. */
    readonly mfa?: boolean;
  };

function rowOf({ mfa, context = {}, ...row }: ShortRow): Row {
  return {
    kind: 'policy',
    options: { strength: 'all' } as Row['options'],
    principal: 'arn:aws:iam::111122223333:user/anna',
    grants: [],
    ...row,
    context: { ...(mfa === undefined ? {} : { 'aws:MultiFactorAuthPresent': String(mfa) }), ...context },
  };
}

export const rows: readonly Row[] = [
  ...(casesOf('enforcement') as readonly ShortRow[]).map(rowOf),
  ...signInRows,
];
