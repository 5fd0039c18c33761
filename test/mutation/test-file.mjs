// The tests of one file, defined by Jest's own parts and run one after the other.
import { TestStatus } from '@stryker-mutator/api/test-runner';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const circus = require('jest-circus');
const { jestExpect: expect } = require('@jest/expect');
const { ModuleMocker } = require('jest-mock');
const { ModernFakeTimers } = require('@jest/fake-timers');

const mocker = new ModuleMocker(globalThis);
let timers;
const jest = {
  setTimeout: () => jest,
  fn: (...args) => mocker.fn(...args),
  spyOn: (...args) => mocker.spyOn(...args),
  restoreAllMocks: () => mocker.restoreAllMocks(),
  useFakeTimers: (options) => {
    timers ??= new ModernFakeTimers({ config: { fakeTimers: {} }, global: globalThis });
    timers.useFakeTimers(options);
    return jest;
  },
  useRealTimers: () => {
    timers?.useRealTimers();
    return jest;
  },
};

const { describe, test, it, beforeAll, beforeEach, afterAll, afterEach } = circus;
export const globals = { describe, test, it, beforeAll, beforeEach, afterAll, afterEach, expect, jest };

const hookMilliseconds = 60_000;

/** Real ones, whatever a test makes of time. */
const { setTimeout: later, clearTimeout: never, performance } = globalThis;
const now = performance.now.bind(performance);

async function call(fn, milliseconds, context) {
  const answer = fn.call(context);
  if (typeof answer?.then !== 'function') return;
  let timer;
  const late = new Promise((_, reject) => {
    timer = later(() => reject(new Error('timed out')), milliseconds);
  });
  try {
    await Promise.race([answer, late]);
  } finally {
    never(timer);
  }
}

const hooksOf = (blocks, type) => blocks.flatMap(({ hooks }) => hooks).filter((hook) => hook.type === type);

/** An id is the file, a number, as two tests may have one name, and the names. */
function idsOf(file, root) {
  const ids = new Map();
  const number = (block, names) => {
    for (const child of block.children)
      if (child.type === 'describeBlock') number(child, [...names, child.name]);
      else if (child.mode !== 'skip' && child.mode !== 'todo')
        ids.set(child, `${file}:${ids.size} ${[...names, child.name].join(' ')}`);
  };
  number(root, []);
  return ids;
}

/** Loads the file, then runs its tests: `on.starts(id)` and `on.ends(result)` for each that `on.isSkipped(id)` does not leave out. */
export async function runFile(file, load, on) {
  circus.resetState();
  load(file);
  on.loaded();
  const { rootDescribeBlock } = circus.getState();
  const ids = idsOf(file, rootDescribeBlock);
  const isWanted = (test) => ids.has(test) && !on.isSkipped(ids.get(test));
  const holdsWanted = ({ children }) =>
    children.some((child) => (child.type === 'describeBlock' ? holdsWanted(child) : isWanted(child)));

  const runTest = async (test, blocks, broken) => {
    const id = ids.get(test);
    const context = {};
    let failure = broken;
    const attempt = async ({ fn }) => {
      try {
        await call(fn, on.limitOf(id), context);
      } catch (error) {
        failure ??= String(error?.stack ?? error);
      }
    };
    const startedAt = now();
    on.starts(id);
    if (broken === undefined) {
      expect.setState({ assertionCalls: 0, expectedAssertionsNumber: null, isExpectingAssertions: false });
      for (const step of [...hooksOf(blocks, 'beforeEach'), test])
        if (failure === undefined) await attempt(step);
      for (const hook of hooksOf([...blocks].reverse(), 'afterEach')) await attempt(hook);
      for (const { error } of expect.extractExpectedAssertionsErrors()) failure ??= String(error);
    }
    const result = {
      id,
      name: id.slice(id.indexOf(' ') + 1),
      fileName: file,
      timeSpentMs: now() - startedAt,
    };
    on.ends(
      failure === undefined
        ? { ...result, status: TestStatus.Success }
        : { ...result, status: TestStatus.Failed, failureMessage: failure },
    );
  };

  const runBlock = async (block, above, brokenAbove) => {
    if (!holdsWanted(block)) return;
    let broken = brokenAbove;
    const once = async (type) => {
      for (const { fn } of hooksOf([block], type))
        await call(fn, hookMilliseconds, {}).catch(
          (error) => void (broken ??= String(error?.stack ?? error)),
        );
    };
    if (broken === undefined) await once('beforeAll');
    for (const child of block.children)
      if (child.type === 'describeBlock') await runBlock(child, [...above, block], broken);
      else if (isWanted(child)) await runTest(child, [...above, block], broken);
    await once('afterAll');
  };

  await runBlock(rootDescribeBlock, []);
}
