import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { AcceptedCalls } from '../../rule/aws/clients/accepted-calls';
import { Pace } from '../../rule/aws/clients/pace';
import { tokenBucket } from '../fakes/buckets';
import { pacedScan } from '../fakes/paced-scan';

/** Found by chance once, the same in every run: a pace is a rule of thumb, and a test must not fail by chance. */
const sample = { seed: 20261125, numRuns: 12, endOnFailure: true };

const rate = fc.double({ min: 0, max: 1, noNaN: true }).map((share) => Math.round(500 ** share));

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

test('calls are counted back to a time, and of a long scan the latest thousands are kept', () => {
  const calls = new AcceptedCalls();
  for (let at = 1; at <= 8_192; at += 1) calls.add(at);
  expect([calls.inLast(100, 8_192), calls.inLast(100, 8_242), calls.inLast(9_000, 8_192)]).toEqual([
    100, 50, 8_192,
  ]);
  calls.add(8_193);
  expect(calls.inLast(9_000, 8_193)).toBe(4_097);
});

describe('the pace', () => {
  test('lets every call go at once until the first throttle', () => {
    const pace = new Pace(new AcceptedCalls());
    for (let n = 0; n < 1_000; n += 1) pace.sent(0);

    expect(pace.waitMilliseconds(0)).toBe(0);
  });

  test('pauses after a throttle, at most 200 ms however many follow', () => {
    const pace = new Pace(new AcceptedCalls());
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
    const once = new Pace(new AcceptedCalls());
    const often = new Pace(new AcceptedCalls());
    for (const pace of [once, often]) for (let n = 0; n < 8; n += 1) pace.sent(0);
    once.throttled(20, 0);
    for (let n = 0; n < 8; n += 1) often.throttled(20, 0);

    expect(often.waitMilliseconds(20)).toBe(once.waitMilliseconds(20));
  });

  test('remembers over a long sleep what it learned', () => {
    const pace = new Pace(new AcceptedCalls());
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
