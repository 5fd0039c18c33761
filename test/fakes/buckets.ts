/** What a service does with a call that arrives at a time, in milliseconds: true is taken, false is throttled. */
export interface Bucket {
  take(at: number): boolean;
}

/** Tokens come evenly, at a rate that may change; `burst` of them are kept. It starts full. */
export function tokenBucket(perSecond: (at: number) => number, burst: number): Bucket {
  let tokens = burst;
  let filledAt = 0;
  return {
    take: (at) => {
      while (filledAt < at) {
        const step = Math.min(20, at - filledAt);
        tokens = Math.min(burst, tokens + (perSecond(filledAt) * step) / 1_000);
        filledAt += step;
      }
      if (tokens < 1 - 1e-9) return false;
      tokens -= 1;
      return true;
    },
  };
}

/** So many calls in each second of the clock. */
export function oneSecondWindows(perSecond: number): Bucket {
  let second = -1;
  let taken = 0;
  return {
    take: (at) => {
      if (Math.floor(at / 1_000) !== second) taken = 0;
      second = Math.floor(at / 1_000);
      if (taken + 1 > perSecond) return false;
      taken += 1;
      return true;
    },
  };
}

/** Filled up at once, every so many milliseconds. */
export function lumps(perSecond: number, everyMilliseconds: number): Bucket {
  const lump = Math.max(1, (perSecond * everyMilliseconds) / 1_000);
  let tokens = lump;
  let filled = 0;
  return {
    take: (at) => {
      const due = Math.floor(at / everyMilliseconds);
      if (due > filled) tokens = lump;
      filled = due;
      if (tokens < 1) return false;
      tokens -= 1;
      return true;
    },
  };
}

/** When the bucket has taken so many calls of somebody who always has one ready and needs no time. */
export function boundOf(bucket: Bucket, calls: number): number {
  let taken = 0;
  for (let at = 0; ; at += 1) {
    while (taken < calls && bucket.take(at)) taken += 1;
    if (taken === calls) return at;
  }
}

/** How many calls the bucket can take in this time. */
export function callsIn(bucket: Bucket, milliseconds: number): number {
  let taken = 0;
  for (let at = 0; at < milliseconds; at += 1) while (bucket.take(at)) taken += 1;
  return taken;
}
