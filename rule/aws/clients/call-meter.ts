import type { Pluggable } from '@smithy/types';
import { callScope, duringCall } from './call-scope';
import type { Gates } from './gate';

/**
 * A client plugin that names the API of a call. Inside the SDK's retries it counts every request that leaves the process, for the
 * invocation and for the gate: each answer shows the gate how fast the next request may go.
 */
export function callMeter<I extends object, O extends object>(
  service: string,
  gates?: Gates,
): Pluggable<I, O> {
  const apiOf = (commandName: unknown): string => `${service}:${String(commandName).replace(/Command$/, '')}`;
  return {
    applyToStack: (stack) => {
      stack.add((next, context) => (args) => duringCall(apiOf(context['commandName']), () => next(args)), {
        step: 'initialize',
        name: 'iamUserMfaCallScope',
        override: true,
      });
      stack.add(
        (next, context) => async (args) => {
          const api = apiOf(context['commandName']);
          const calls = callScope().invocation?.calls;
          calls?.byApi.set(api, (calls.byApi.get(api) ?? 0) + 1);
          const sentAt = gates?.clock.now() ?? 0;
          try {
            const output = await next(args);
            gates?.of(api).accepted();
            return output;
          } catch (error) {
            if (isThrottle(error)) {
              if (calls !== undefined) calls.throttles += 1;
              gates?.of(api).throttled(sentAt);
            } else if (isAnswer(error)) gates?.of(api).accepted();
            throw error;
          }
        },
        { step: 'finalizeRequest', priority: 'low', name: 'iamUserMfaCallMeter', override: true },
      );
    },
  };
}

/** A refusal because of too many calls; LimitExceeded is none: it is an answer of its own kind in every API that has it. */
export function isThrottle(error: unknown): boolean {
  return (
    error instanceof Error &&
    (/Throttl|TooManyRequests|RequestLimitExceeded|SlowDown|BandwidthLimitExceeded|PriorRequestNotComplete/.test(
      error.name,
    ) ||
      statusOf(error) === 429)
  );
}

/** The service itself said something, whatever it was: not a broken connection, not a server's failure. */
const isAnswer = (error: unknown): boolean => {
  const status = statusOf(error);
  return status !== undefined && status < 500;
};

/** The HTTP status of the answer behind an error of the SDK; undefined where there was no answer. */
export function statusOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('$metadata' in error)) return undefined;
  const { $metadata: metadata } = error;
  if (typeof metadata !== 'object' || metadata === null || !('httpStatusCode' in metadata)) return undefined;
  return typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : undefined;
}
