export type Simulated = 'allowed' | 'explicitDeny' | 'implicitDeny';

export interface SimulatedRequest {
  /** Of SimulateCustomPolicy. */
  readonly policies: readonly string[];
  /** Of SimulatePrincipalPolicy. */
  readonly principalArn: string | undefined;
  readonly action: string;
  readonly resource: string;
  readonly context: ReadonlyMap<string, readonly string[]>;
}

export type PolicySimulation = (request: SimulatedRequest) => Simulated | Promise<Simulated>;
