export interface NoAnswer {
  readonly api: string;
  readonly error: string;
  /** Like "denied by an explicit deny in a service control policy": allowing the action does not help then. */
  readonly detail?: string | undefined;
}

/** An answer of AWS, or why there is none. A denied question is unknown, never "there is nothing". */
export type Answer<T> = { readonly value: T } | { readonly failure: NoAnswer };
