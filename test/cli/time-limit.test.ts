import { describe, expect, test } from '@jest/globals';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { within } from '../../rule/cli/time-limit';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const aborted = (signal: AbortSignal): Promise<string> =>
  new Promise((resolve) => {
    signal.addEventListener('abort', () => {
      resolve((signal.reason as Error).name);
    });
  });

describe('a time limit', () => {
  // In Node 20, AbortSignal.any([signal, AbortSignal.timeout(n)]) is never aborted once the garbage was collected.
  test('comes although the garbage is collected meanwhile', async () => {
    const work = within(new AbortController().signal, 200, async (limited) => {
      setImmediate(collectGarbage);
      return aborted(limited);
    });

    expect(await work).toBe('TimeoutError');
  });

  test('is no limit where it is 0', async () => {
    const outer = new AbortController();
    expect(await within(outer.signal, 0, (limited) => Promise.resolve(limited))).toBe(outer.signal);
  });

  test('ends earlier with the signal of the whole', async () => {
    const outer = new AbortController();
    const work = within(outer.signal, 600_000, aborted);
    outer.abort(new Error('over'));

    expect(await work).toBe('Error');
  });
});
