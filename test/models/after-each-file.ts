import { env } from 'node:process';
import { afterAll, expect } from '@jest/globals';
import { wrongIn, type Exchange } from './calls';
import { modelFolder } from './model';
import { recordExchanges } from './record.js';

// `npm run models`, or MODELS=1 with any test of the projects `wire` and `runtime`: every request that a door or command sends to a server of
// the tests, and every answer of the stand-in, against AWS's own model. `npm test` does so in a few files, where the models are.
const folder = modelFolder();
const { testPath = '' } = expect.getState();
// These spoil answers on purpose, or give one answer to several questions: what is asked is judged there, and no answer.
const isSpoiled = /\/test\/(runtime\/|wire\/faults|aws\/doctor-answers)/.test(testPath);
const isSample = /\/(wire\/verdicts|aws\/answers|cli\/org-report-delivery)\.test\.ts$/.test(testPath);
if (env['MODELS'] !== undefined || (isSample && folder !== undefined)) {
  if (folder === undefined)
    throw new Error("AWS's models are missing: `source .ci/tools` installs botocore.");
  // Judged at the end: a test that counts what is in flight must not wait for it.
  const exchanges: Exchange[] = [];
  const stop = recordExchanges((exchange) => void exchanges.push(exchange));

  afterAll(() => {
    stop();
    const asIs = isSpoiled ? exchanges.map((exchange) => ({ ...exchange, answer: '' })) : exchanges;
    expect(wrongIn(folder, asIs)).toEqual([]);
  }, 120_000);
}
