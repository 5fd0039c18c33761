/** Several actions on one resource, by one user in one state. */
export interface Simulation {
  readonly policies: readonly string[];
  readonly actions: readonly string[];
  readonly resource: string;
  readonly context: Readonly<
    Record<string, { readonly type: 'string' | 'boolean' | 'stringList'; readonly value: string }>
  >;
}

export interface PolicySimulator {
  /** The decision of each action. @throws ReadFailedError */
  simulate(simulation: Simulation): Promise<ReadonlyMap<string, string>>;
}
