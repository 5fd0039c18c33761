// The pace over simulated limits: half a minute of calls in a second. A project of its own, as the unit tests are to stay quick.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
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

  test.each([20, 50, 100])('of 500 users too, where all APIs share %i calls a second', (perSecond) => {
    for (const every of [6, 20]) {
      const users = Array.from({ length: 500 }, (_, n) => (n % every === 0 ? ['a', 'b'] : ['a']));
      const calls = users.flat().length;
      const bucket = tokenBucket(() => perSecond, perSecond);
      const scan = pacedScan({ users, bucketOf: () => bucket });

      expect(scan.answered).toBe(calls);
      expect(
        scan.milliseconds /
          boundOf(
            tokenBucket(() => perSecond, perSecond),
            calls,
          ),
      ).toBeLessThanOrEqual(1.1);
    }
  });
});
