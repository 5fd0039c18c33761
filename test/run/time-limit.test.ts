import { spawnSync } from 'node:child_process';
import { getEventListeners } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { timeLimit, within } from '../../rule/run/time-limit';

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

  test('says that it is over', async () => {
    const { signal } = timeLimit(1);
    await aborted(signal);

    expect(signal.reason).toMatchObject({ message: 'The time for this is over.' });
  });

  test('comes from the other signal alone where it has no time of its own', async () => {
    const outer = new AbortController();
    const { signal } = timeLimit(undefined, outer.signal);
    await wait(20);
    expect(signal.aborted).toBe(false);
    outer.abort(new Error('over'));

    expect(signal.reason).toEqual(new Error('over'));
  });

  test('leaves nothing with the other signal once it has ended, or the work has', async () => {
    const { signal } = new AbortController();
    const { end } = timeLimit(600_000, signal);
    expect(getEventListeners(signal, 'abort')).toHaveLength(1);
    end();
    expect(getEventListeners(signal, 'abort')).toEqual([]);
    await within(signal, 600_000, () => Promise.resolve());
    expect(getEventListeners(signal, 'abort')).toEqual([]);
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

  test('follows another signal, although the garbage is collected meanwhile', async () => {
    const { signal } = timeLimit(undefined, AbortSignal.timeout(200));
    setImmediate(collectGarbage);

    expect(await aborted(signal)).toBe('TimeoutError');
  });

  test('ends earlier where it is ended', async () => {
    const { signal, end } = timeLimit(600_000, AbortSignal.timeout(600_000));
    const reason = aborted(signal);
    end();

    expect(await reason).toBe('AbortError');
  });

  test('has ended where the other signal has', () => {
    expect(timeLimit(undefined, AbortSignal.abort()).signal.aborted).toBe(true);
  });

  test('keeps the process alive until it is over, and not after its end', () => {
    const script = (then: string): string =>
      `const { timeLimit } = require('./rule/run/time-limit.ts'); const limit = timeLimit(${then});`;
    const run = (text: string) =>
      spawnSync(process.execPath, ['--import', 'tsx', '-e', text], { encoding: 'utf8', timeout: 60_000 });
    const waits = run(`${script('300')} limit.signal.addEventListener('abort', () => console.log('over'));`);
    expect(waits).toMatchObject({ status: 0, stdout: 'over\n' });
    expect(run(`${script('600000')} limit.end();`)).toMatchObject({ status: 0, signal: null });
  });
});
