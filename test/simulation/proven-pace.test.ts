// Small scans on a clock of their own, the same in every run. The figures are those of the pace that pace.test.ts and the bench
// have shown to be near each bound: a change of the pace changes some of them, and has to be shown so again.
import { expect, test } from '@jest/globals';
import { lumps, oneSecondWindows, tokenBucket, type Bucket } from '../fakes/buckets';
import { pacedScan } from '../fakes/paced-scan';

const of = (count: number, ...apis: readonly string[]) => Array.from({ length: count }, () => apis);
const mixed = (count: number, every: number) =>
  Array.from({ length: count }, (_, n) => (n % every === 0 ? ['a', 'b'] : ['a']));
const dropping = (at: number): number => (at < 4_000 ? 60 : 12);
const rising = (at: number): number => (at < 4_000 ? 12 : 60);
const changing = (at: number): number => (Math.floor(at / 3_000) % 2 === 0 ? 40 : 20);

test.each<[string, readonly (readonly string[])[], () => Bucket, readonly [number, number]]>([
  ['1 a second', of(12, 'a'), () => tokenBucket(() => 1, 1), [11_515, 58]],
  ['3 a second, in bursts of 9', of(60, 'a'), () => tokenBucket(() => 3, 9), [17_034, 155]],
  ['50 a second', of(600, 'a'), () => tokenBucket(() => 50, 1), [12_570, 115]],
  ['20 a second, in bursts of 40', of(300, 'a'), () => tokenBucket(() => 20, 40), [13_019, 324]],
  ['400 a second', of(3_000, 'a'), () => tokenBucket(() => 400, 20), [7_460, 177]],
  ['25 in each second of a clock', of(250, 'a'), () => oneSecondWindows(25), [10_122, 97]],
  ['30 a second, filled every 2 seconds', of(400, 'a'), () => lumps(30, 2_000), [13_088, 113]],
  ['10 a second, filled every 5 seconds', of(200, 'a'), () => lumps(10, 5_000), [17_960, 120]],
  ['60 a second, then 12', of(400, 'a'), () => tokenBucket(dropping, 6), [16_847, 401]],
  ['12 a second, then 60', of(600, 'a'), () => tokenBucket(rising, 6), [14_911, 182]],
  ['40 and 20 in turn', of(400, 'a'), () => tokenBucket(changing, 4), [13_490, 323]],
  ['two APIs with 30 a second together', mixed(300, 4), () => tokenBucket(() => 30, 30), [11_523, 286]],
  ['two APIs, the second seldom', mixed(400, 20), () => tokenBucket(() => 50, 50), [7_417, 304]],
])('a scan that may call %s', (_, users, make, figures) => {
  const bucket = make();
  const { milliseconds, throttled } = pacedScan({ users, bucketOf: () => bucket });
  expect([Math.round(milliseconds), throttled]).toEqual(figures);
});
