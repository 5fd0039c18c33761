import { requestedFault, type ServiceError } from './service-error';
import type { RateLimit } from './state/fault-seed';

export interface LimitedCall {
  readonly service: string;
  readonly action: string;
  readonly accountId: string;
  /** The account whose credentials called AssumeRole; elsewhere the account itself. */
  readonly callingAccountId: string;
  readonly region: string;
  readonly callerArn: string;
}

interface Bucket {
  tokens: number;
  filledAt: number;
}

/** Token buckets on the stand-in's clock: with a clock that stands still, they are never filled again. */
export class RateLimits {
  readonly list: RateLimit[];
  private readonly buckets = new Map<string, Bucket>();

  constructor(
    list: readonly RateLimit[],
    private readonly now: () => Date,
  ) {
    this.list = [...list];
  }

  /** Every limit that fits takes a token; the error of the first one that has none left. */
  refusal(call: LimitedCall): ServiceError | undefined {
    const name = `${call.service}:${call.action}`;
    const empty = this.list.filter(
      (limit) =>
        (limit.action === name || limit.action === `${call.service}:*`) &&
        (limit.accountIds?.includes(call.accountId) ?? true) &&
        !this.takes(limit, `${this.list.indexOf(limit)} ${bucketOf(limit, call)}`),
    );
    const [first] = empty;
    if (first === undefined) return undefined;
    return requestedFault(first.error, { action: name, callerArn: call.callerArn, resource: undefined });
  }

  private takes({ callsPerSecond, burst = Math.max(1, callsPerSecond) }: RateLimit, key: string): boolean {
    const now = this.now().getTime();
    const bucket = this.buckets.get(key) ?? { tokens: burst, filledAt: now };
    this.buckets.set(key, bucket);
    const filled = Math.max(0, now - bucket.filledAt) * (callsPerSecond / 1000);
    bucket.tokens = Math.min(burst, bucket.tokens + filled);
    bucket.filledAt = now;
    if (bucket.tokens < 1) return false;
    bucket.tokens -= 1;
    return true;
  }
}

function bucketOf({ per }: RateLimit, call: LimitedCall): string {
  const { service, action, accountId, callingAccountId, region } = call;
  if (per === 'all') return service;
  if (per === 'calling-account') return `${service} ${callingAccountId} ${region}`;
  if (per === 'account') return `${service} ${accountId} ${region}`;
  return `${service}:${action} ${accountId} ${region}`;
}
