import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Pace } from '../../rule/run/pace';
import { boundOf, callsIn, lumps, oneSecondWindows, tokenBucket, type Bucket } from '../fakes/buckets';
import { pacedScan } from '../fakes/paced-scan';

/** Found by chance once, the same in every run: a pace is a rule of thumb, and a test must not fail by chance. */
const sample = { seed: 20261125, numRuns: 12, endOnFailure: true };

const rate = fc.double({ min: 0, max: 1, noNaN: true }).map((share) => Math.round(500 ** share));
const burstOf = (perSecond: number): fc.Arbitrary<number> =>
  fc.oneof(
    fc.integer({ min: 1, max: 4 }),
    fc.integer({ min: 1, max: Math.max(2, perSecond) }),
    fc.integer({ min: perSecond, max: 5 * perSecond }),
  );

/** As many calls as the bucket can take in 45 seconds, through one pace: within 1.1 x what the bucket alone needs. */
function expectNearBound(make: () => Bucket, milliseconds = 45_000): void {
  const calls = callsIn(make(), milliseconds);
  const bound = boundOf(make(), calls);
  const bucket = make();
  const scan = pacedScan({ users: Array.from({ length: calls }, () => ['a']), bucketOf: () => bucket });

  expect(scan.answered).toBe(calls);
  expect(scan.milliseconds / Math.max(bound, 30_000)).toBeLessThanOrEqual(1.1);
}

describe('a scan that IAM throttles needs at most 1.1 x the time that the bucket alone needs', () => {
  test('for any rate from 1 to 500 a second and any burst', () => {
    fc.assert(
      fc.property(
        rate.chain((perSecond) => fc.tuple(fc.constant(perSecond), burstOf(perSecond))),
        ([perSecond, burst]) => expectNearBound(() => tokenBucket(() => perSecond, burst)),
      ),
      sample,
    );
  });

  test('where the limit counts by the second of a clock', () => {
    fc.assert(
      fc.property(rate, (perSecond) => expectNearBound(() => oneSecondWindows(perSecond))),
      sample,
    );
  });

  test('where the bucket is filled in lumps, up to five seconds apart', () => {
    fc.assert(
      fc.property(rate, fc.integer({ min: 250, max: 5_000 }), (perSecond, every) =>
        expectNearBound(() => lumps(perSecond, every)),
      ),
      sample,
    );
  });

  test('where the rate drops to a fifth', () => {
    fc.assert(
      fc.property(
        rate.filter((perSecond) => perSecond >= 5),
        fc.integer({ min: 5_000, max: 30_000 }),
        (perSecond, dropsAt) =>
          expectNearBound(() =>
            tokenBucket((at) => (at < dropsAt ? perSecond : perSecond / 5), Math.max(2, perSecond / 10)),
          ),
      ),
      sample,
    );
  });

  test('where a second caller takes half of the bucket and lets go again', () => {
    fc.assert(
      fc.property(
        rate.filter((perSecond) => perSecond >= 2),
        fc.integer({ min: 5_000, max: 15_000 }),
        fc.integer({ min: 5_000, max: 20_000 }),
        (perSecond, from, during) =>
          expectNearBound(() =>
            tokenBucket(
              (at) => (at < from || at > from + during ? perSecond : perSecond / 2),
              Math.max(2, perSecond / 10),
            ),
          ),
      ),
      sample,
    );
  });

  test('where the rate changes again and again', () => {
    fc.assert(
      fc.property(
        rate.filter((perSecond) => perSecond >= 5),
        fc.array(fc.double({ min: 0.4, max: 1, noNaN: true }), { minLength: 2, maxLength: 4 }),
        (perSecond, shares) =>
          expectNearBound(() =>
            tokenBucket(
              (at) => perSecond * (shares[Math.floor(at / 15_000) % shares.length] ?? 1),
              Math.max(2, perSecond / 10),
            ),
          ),
      ),
      sample,
    );
  });

  test.each([
    { limit: 'a bucket for each API', shared: false },
    { limit: 'one bucket for all APIs', shared: true },
  ])('with $limit, whatever share of the users has a password', ({ shared }) => {
    fc.assert(
      fc.property(
        fc.integer({ min: 5, max: 200 }),
        fc.integer({ min: 5, max: 200 }),
        fc.integer({ min: 1, max: 20 }),
        (first, second, every) => {
          const make = (perSecond: number): Bucket =>
            tokenBucket(() => perSecond, Math.max(2, perSecond / 5));
          const count = 40 * Math.min(first, shared ? first : second * every);
          const users = Array.from({ length: count }, (_, n) => (n % every === 0 ? ['a', 'b'] : ['a']));
          const others = users.filter(({ length }) => length === 2).length;
          const bound = shared
            ? boundOf(make(first), count + others)
            : Math.max(boundOf(make(first), count), boundOf(make(second), others));
          const buckets = { a: make(first), b: make(second) };
          const scan = pacedScan({
            users,
            bucketOf: (api) => (shared || api === 'a' ? buckets.a : buckets.b),
          });

          expect(scan.answered).toBe(count + others);
          expect(scan.milliseconds / Math.max(bound, 30_000)).toBeLessThanOrEqual(1.1);
        },
      ),
      sample,
    );
  });
});

test('no call waits for much longer than its turn: the lines are served in order, a throttled call first', () => {
  fc.assert(
    fc.property(rate, fc.constantFrom(8, 48), (perSecond, atOnce) => {
      const bucket = tokenBucket(() => perSecond, 1);
      const users = Array.from({ length: 30 * perSecond }, () => ['a']);
      const { longestCall } = pacedScan({ users, bucketOf: () => bucket, atOnce });

      expect(longestCall).toBeLessThanOrEqual(3_000 + (1.5 * 1_000 * atOnce) / perSecond);
    }),
    sample,
  );
});

test('most calls are accepted at the first try', () => {
  const bucket = tokenBucket(() => 50, 10);
  const users = Array.from({ length: 3_000 }, () => ['a']);
  const { throttled } = pacedScan({ users, bucketOf: () => bucket });

  expect(throttled / users.length).toBeLessThanOrEqual(0.15);
});

describe('the pace', () => {
  test('lets every call go at once until the first throttle', () => {
    const pace = new Pace();
    for (let n = 0; n < 1_000; n += 1) pace.sent(0);

    expect(pace.waitMilliseconds(0)).toBe(0);
  });

  test('pauses after a throttle, at most 200 ms however many follow', () => {
    const pace = new Pace();
    const waits: number[] = [];
    for (let at = 0; at < 10_000; at += 250) {
      pace.sent(at);
      pace.throttled(at + 1, at);
      waits.push(pace.waitMilliseconds(at + 1));
    }

    expect(Math.min(...waits)).toBeGreaterThan(0);
    expect(Math.max(...waits)).toBe(200);
  });

  test('is slowed once by throttles that answer calls of one moment', () => {
    const once = new Pace();
    const often = new Pace();
    for (const pace of [once, often]) for (let n = 0; n < 8; n += 1) pace.sent(0);
    once.throttled(20, 0);
    for (let n = 0; n < 8; n += 1) often.throttled(20, 0);

    expect(often.waitMilliseconds(20)).toBe(once.waitMilliseconds(20));
  });

  test('remembers over a long sleep what it learned', () => {
    const pace = new Pace();
    pace.sent(0);
    for (let at = 0; at < 5_000; at += 100) {
      pace.sent(at);
      if (at % 500 === 0) pace.throttled(at + 10, at);
      else pace.accepted(at + 10);
    }
    pace.sent(6 * 3_600_000);

    expect(pace.waitMilliseconds(6 * 3_600_000)).toBeGreaterThan(0);
  });
});
