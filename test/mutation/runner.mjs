// Stryker's own Jest runner starts Jest for each mutant: a second and a half, hours for all. Here one process keeps the compiled
// modules and evaluates those of a test file again for each mutant, so that nothing of one mutant reaches the next.
// Jest's own parts define the tests, expect and mock; which files are tests is said by jest.mutate.config.js.
import { declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin';
import { TestStatus } from '@stryker-mutator/api/test-runner';
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import process from 'node:process';
import { modules } from './modules.mjs';
import { runFile } from './test-file.mjs';

const require = createRequire(import.meta.url);
/** The object through which the instrumented source is told which mutant lives. */
const stryker = (globalThis.__stryker__ ??= {});

const regExpOf = (root, glob) =>
  new RegExp(
    `^${glob
      .replace('<rootDir>', root)
      .replaceAll('.', '\\.')
      .replaceAll('**/', '(?:[^/]+/)@')
      .replaceAll('*', '[^/]*')
      .replaceAll('@', '*')}$`,
  );

function testFiles(root) {
  const { testMatch, testPathIgnorePatterns } = require(resolve(root, 'jest.mutate.config.js'));
  const wanted = testMatch.map((glob) => regExpOf(root, glob));
  const left = testPathIgnorePatterns.map((pattern) => new RegExp(pattern));
  return readdirSync(resolve(root, 'test'), { recursive: true })
    .map((file) => resolve(root, 'test', file))
    .filter((file) => wanted.some((one) => one.test(file)) && !left.some((one) => one.test(file)))
    .sort();
}

class InProcessRunner {
  /** What each test took without a mutant, by its id; the id begins with the file. */
  #took = new Map();
  /** The modules that each test file loads. */
  #loads = new Map();

  capabilities() {
    return { reloadEnvironment: true };
  }

  init() {
    // Under a mutant a promise may be left that nobody waits for; Jest does not fail for one, either.
    process.on('unhandledRejection', () => undefined);
    modules().load(resolve('test/environment.ts'));
  }

  async dryRun() {
    const mutantCoverage = (stryker.mutantCoverage = { static: {}, perTest: {} });
    const tests = [];
    for (const file of testFiles(process.cwd())) {
      const { load, loaded } = modules();
      try {
        await runFile(file, load, {
          isSkipped: () => false,
          limitOf: () => 60_000,
          loaded: () => undefined,
          starts: (id) => void (stryker.currentTestId = id),
          ends: (test) => {
            stryker.currentTestId = undefined;
            tests.push(test);
            this.#took.set(test.id, test.timeSpentMs);
          },
        });
      } catch (error) {
        return { status: 'error', errorMessage: `${file}: ${error.stack}` };
      }
      this.#loads.set(file, new Set(loaded()));
    }
    stryker.mutantCoverage = undefined;
    return { status: 'complete', tests, mutantCoverage };
  }

  async mutantRun({ activeMutant, sandboxFileName, testFilter, hitLimit, mutantActivation, disableBail }) {
    stryker.hitLimit = hitLimit;
    stryker.hitCount = hitLimit === undefined ? undefined : 0;
    const only = testFilter && new Set(testFilter);
    const killedBy = [];
    let nrOfTests = 0;
    let failureMessage = '';
    const fail = (id, message) => {
      if (killedBy.push(id) === 1) failureMessage = message;
    };
    const bails = () => !disableBail && killedBy.length > 0;
    // A mutant that never ends costs the process, and the next one knows no dry run.
    for (const file of testFiles(process.cwd())) {
      if (bails()) break;
      if (this.#loads.get(file)?.has(resolve(sandboxFileName)) === false) continue;
      if (only && !testFilter.some((id) => id.startsWith(`${file}:`))) continue;
      stryker.activeMutant = mutantActivation === 'static' ? activeMutant.id : undefined;
      try {
        const { load, loaded } = modules();
        await runFile(file, load, {
          limitOf: (id) => Math.max(2_000, 10 * (this.#took.get(id) ?? 500)),
          isSkipped: (id) => bails() || only?.has(id) === false,
          loaded: () => {
            stryker.activeMutant = activeMutant.id;
            if (!this.#loads.has(file)) this.#loads.set(file, new Set(loaded()));
          },
          starts: () => undefined,
          ends: ({ id, status, failureMessage: message }) => {
            nrOfTests += 1;
            if (status === TestStatus.Failed) fail(id, message);
          },
        });
      } catch (error) {
        fail(file, String(error?.stack ?? error));
      } finally {
        stryker.activeMutant = undefined;
      }
    }
    if (hitLimit !== undefined && stryker.hitCount > hitLimit)
      return { status: 'timeout', reason: `Hit limit reached (${stryker.hitCount}/${hitLimit})` };
    return killedBy.length > 0
      ? { status: 'killed', killedBy, failureMessage, nrOfTests }
      : { status: 'survived', nrOfTests };
  }
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'in-process', InProcessRunner)];
