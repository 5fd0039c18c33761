// Random templates, deployed in every way by brute force once (oracle/record-truths.ts): check must say what came out. The
// oracle's own test decides others anew; this one needs no simulator.
import { expect, test } from '@jest/globals';
import { answersOf } from '../oracle/compare';
import { recordedTruths, sampleOf, truthNumbers } from '../oracle/recorded-truths';

const truths = recordedTruths();

/** What check cannot see, though every deployment tells it: a parameter that names one user can be no other user's name. */
const unsettled: Readonly<Record<string, readonly string[]>> = {
  '2000056': ['a.json#L1Ann', 'a.json#L1Bea', 'a.json#L2Ann', 'a.json#L2Bea'],
};

test.each(truthNumbers)('random template %s comes out as in every deployment', (number) => {
  const said = answersOf(sampleOf(number));
  const recorded = truths[number] ?? {};
  const expected = Object.entries(recorded).map(([key, truth]) => [
    key,
    unsettled[number]?.includes(key) === true ? 'open' : truth,
  ]);
  const given = Object.keys(recorded).map((key) => {
    const answer = said.get(key) ?? 'silence';
    return [key, answer === 'cannot-see' ? 'open' : answer];
  });
  expect(given).toEqual(expected);
});
