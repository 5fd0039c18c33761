/** A policy document of any author, in one shape: IAM allows a text or a list, one statement or several. */
export interface ParsedPolicy {
  /** Documents of version 2008-10-17 have no variables: there `${aws:username}` is that very text. */
  readonly variables: boolean;
  readonly statements: readonly ParsedStatement[];
}

export interface ParsedStatement {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: Patterns;
  readonly resources: Patterns;
  /** All of them must be met; none means "without Condition". */
  readonly conditions: readonly ParsedCondition[];
}

/** `all-but` is NotAction or NotResource. */
export interface Patterns {
  readonly kind: 'only' | 'all-but';
  readonly patterns: readonly string[];
}

export interface ParsedCondition {
  /** Like `BoolIfExists`. */
  readonly operator: string;
  /** Like `aws:MultiFactorAuthPresent`; keys compare without case. */
  readonly key: string;
  readonly values: readonly string[];
}
