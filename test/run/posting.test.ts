import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Evaluation } from '../../rule/protocol/evaluation';
import { Posting } from '../../rule/run/posting';
import { anEvaluation } from '../builders';
import { FakeClock, FakeLedger } from '../fakes';

const evaluations = (count: number): readonly Evaluation[] =>
  Array.from({ length: count }, (_, place) =>
    anEvaluation({ resourceId: `AIDA${place}`, subject: `user${place} (AIDA${place})` }),
  );

async function post(count: number, bad: readonly number[], error = 'InvalidParameterValue') {
  const ledger = new FakeLedger(new FakeClock().now);
  const badIds = new Set(bad.map((place) => `AIDA${place}`));
  ledger.spoils = ({ resourceId }) => badIds.has(resourceId);
  ledger.spoiledError = error;
  const posting = new Posting(ledger, 'a-token', false, new FakeClock());
  for (const evaluation of evaluations(count)) await posting.add(evaluation);
  await posting.flush();
  return { ledger, posting, recorded: ledger.results().map(({ resourceId }) => resourceId) };
}

/** The design's bound: 2 x bad x log2(100) beside the batches. */
const mostCalls = (count: number, bad: number): number => 2 * bad * Math.log2(100) + Math.ceil(count / 100);

describe('an evaluation for which Config refuses its whole call', () => {
  test.each([
    ['one bad of 250', 250, [117]],
    ['three bad in one batch', 100, [3, 50, 99]],
    ['one bad in each of three batches', 300, [0, 199, 200]],
    ['a bad one alone', 1, [0]],
    ['the last of 201, alone in its batch', 201, [200]],
  ])('%s costs no other evaluation its result', async (_, count, bad) => {
    const { ledger, posting, recorded } = await post(count, bad);

    expect(recorded).toHaveLength(count - bad.length);
    expect(posting.posted).toBe(count - bad.length);
    expect(posting.problems).toEqual([
      expect.objectContaining({ names: bad.map((place) => `user${place} (AIDA${place})`) }),
    ]);
    expect(ledger.puts.length).toBeLessThanOrEqual(mostCalls(count, bad.length));
  });

  test('is found within the bound wherever it is', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 300 }),
        fc.uniqueArray(fc.nat({ max: 299 }), { maxLength: 4 }),
        async (count, places) => {
          const bad = places.filter((place) => place < count);
          const { ledger, recorded, posting } = await post(count, bad);

          expect(recorded).toHaveLength(count - bad.length);
          expect(ledger.puts.length).toBeLessThanOrEqual(mostCalls(count, bad.length));
          expect(bad.every((place) => !recorded.includes(`AIDA${place}`))).toBe(true);
          expect(posting.problems.flatMap(({ names }) => names)).toHaveLength(bad.length);
        },
      ),
      { numRuns: 150 },
    );
  });

  test('in every place of a full batch is found with at most 14 calls', async () => {
    for (let place = 0; place < 100; place += 1) {
      const { ledger, recorded } = await post(100, [place]);
      expect(recorded).toHaveLength(99);
      expect(ledger.puts.length).toBeLessThanOrEqual(14);
    }
  });

  test('where all of 250 are refused, nothing is posted and each is named', async () => {
    const all = Array.from({ length: 250 }, (_, place) => place);
    const { posting, recorded } = await post(250, all);

    expect(recorded).toEqual([]);
    expect(posting.posted).toBe(0);
    expect(posting.problems[0]?.text).toBe(
      '250 evaluations could not be recorded (InvalidParameterValue on config:PutEvaluations)',
    );
  });

  test.each(['Validation', 'ValidationError'])('is looked for after %s as well', async (error) => {
    expect((await post(100, [7], error)).recorded).toHaveLength(99);
  });

  test.each(['AccessDenied', 'InvalidResultToken', 'Throttling'])(
    'is not looked for after %s, which no smaller call would change',
    async (error) => {
      const { ledger, recorded } = await post(250, [7], error);

      expect(ledger.puts).toHaveLength(3);
      expect(recorded).toHaveLength(150);
    },
  );
});

describe('a batch', () => {
  test('is put while the next evaluations come, and the one after waits for its answer', async () => {
    const ledger = new FakeLedger(new FakeClock().now);
    const answers: (() => void)[] = [];
    ledger.beforePut = () => new Promise((resolve) => answers.push(resolve));
    const posting = new Posting(ledger, 'a-token', false, new FakeClock());
    for (const evaluation of evaluations(199)) await posting.add(evaluation);
    expect(answers).toHaveLength(1);
    let second = false;
    const waiting = posting.add(anEvaluation()).then(() => {
      second = true;
    });
    await new Promise(setImmediate);
    expect([answers.length, second]).toEqual([1, false]);

    answers[0]?.();
    await waiting;
    expect(answers).toHaveLength(2);
    answers[1]?.();
    await posting.flush();
    expect(posting.posted).toBe(200);
  });

  test('whose put throws makes the next one throw', async () => {
    const ledger = { put: () => Promise.reject(new TypeError('a bug')) };
    const posting = new Posting(ledger, 'a-token', false, new FakeClock());
    for (const evaluation of evaluations(100)) await posting.add(evaluation);

    await expect(posting.flush()).rejects.toThrow('a bug');
  });

  test('that is empty is not put', async () => {
    const { ledger, posting } = await post(0, []);

    expect([ledger.puts, posting.problems]).toEqual([[], []]);
  });
});
