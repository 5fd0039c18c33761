/** The options of doctor that its permissions depend on. */
export interface GrantOptions {
  readonly partition: string;
  readonly topicArn?: string | undefined;
  readonly kmsKeyArn?: string | undefined;
}

export interface Grant {
  readonly actions: readonly string[];
  /** `*` where the Service Authorization Reference gives the action no resource. */
  readonly resources: readonly string[];
}

/** The actions that a subject calls, and no other, by the Sid of their statement. */
export type Grants = (options: GrantOptions) => Readonly<Record<string, Grant>>;
