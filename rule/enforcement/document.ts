/** A policy document as IAM and Organizations take it; only what our two documents use. */
export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly Statement[];
}

export type Statement = StatementBase & (OnActions | OnAllButActions) & (OnResources | OnAllButResources);

interface StatementBase {
  readonly Sid: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Condition?: Condition;
}
interface OnActions {
  readonly Action: readonly string[];
}
interface OnAllButActions {
  readonly NotAction: readonly string[];
}
interface OnResources {
  readonly Resource: readonly string[];
}
interface OnAllButResources {
  readonly NotResource: readonly string[];
}

/** Operator -> context key -> value. All operators and keys of one statement must match. */
export type Condition = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
