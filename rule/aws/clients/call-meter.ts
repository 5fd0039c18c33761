import type { Pluggable } from '@smithy/types';

/** How often each API was called, retries included, and how many of those calls AWS throttled. */
export interface Calls {
  readonly byApi: Map<string, number>;
  throttles: number;
}

export const noCalls = (): Calls => ({ byApi: new Map(), throttles: 0 });

/** A client plugin that counts every request which leaves the process, inside the SDK's own retries. */
export function callMeter<I extends object, O extends object>(
  service: string,
  calls: Calls,
): Pluggable<I, O> {
  return {
    applyToStack: (stack) => {
      stack.add(
        (next, context) => async (args) => {
          const api = `${service}:${String(context.commandName).replace(/Command$/, '')}`;
          calls.byApi.set(api, (calls.byApi.get(api) ?? 0) + 1);
          try {
            return await next(args);
          } catch (error) {
            if (isThrottle(error)) calls.throttles += 1;
            throw error;
          }
        },
        { step: 'finalizeRequest', priority: 'low', name: 'iamUserMfaCallMeter' },
      );
    },
  };
}

function isThrottle(error: unknown): boolean {
  return error instanceof Error && /Throttl|TooManyRequests|RequestLimitExceeded/.test(error.name);
}
