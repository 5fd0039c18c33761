import { expect, test } from '@jest/globals';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { stoppable } from '../../rule/aws/lambda/stoppable';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const reasonOf = (signal: AbortSignal): Promise<string> =>
  new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve((signal.reason as Error).name));
  });

test('it ends with its signal, although the garbage is collected meanwhile', async () => {
  const { signal } = stoppable(AbortSignal.timeout(200));
  setImmediate(collectGarbage);

  expect(await reasonOf(signal)).toBe('TimeoutError');
});

test('it ends earlier where it is stopped', async () => {
  const { signal, stop } = stoppable(AbortSignal.timeout(600_000));
  const reason = reasonOf(signal);
  stop();

  expect(await reason).toBe('AbortError');
});

test('it has ended where its signal has', () => {
  expect(stoppable(AbortSignal.abort()).signal.aborted).toBe(true);
});
