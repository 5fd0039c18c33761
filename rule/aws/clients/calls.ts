/** How often each API was called, retries included, and how many of those calls AWS throttled. */
export interface Calls {
  readonly byApi: Map<string, number>;
  throttles: number;
}

export const noCalls = (): Calls => ({ byApi: new Map(), throttles: 0 });
