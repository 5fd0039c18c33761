import { env } from 'node:process';
import { afterAll, expect } from '@jest/globals';
import { judge, recordExchanges, type Exchange } from './calls';
import { knownDifferences } from './known';
import { modelFolder } from './model';

// `npm run models`, or MODELS=1 with any test of the project `wire`: every request that a door or command sends to a server of
// the tests, and every answer of the stand-in, against AWS's own model. `npm test` does so in a few files, where the models are.
const folder = modelFolder();
const isSample = /\/(wire\/verdicts|aws\/answers|cli\/org-report-delivery)\.test\.ts$/.test(
  expect.getState().testPath ?? '',
);
if (env['MODELS'] !== undefined || (isSample && folder !== undefined)) {
  if (folder === undefined)
    throw new Error("AWS's models are missing: `source .ci/tools` installs botocore.");
  // Judged at the end: a test that counts what is in flight must not wait for it.
  const exchanges: Exchange[] = [];
  recordExchanges((exchange) => void exchanges.push(exchange));

  const isKnown = (text: string): boolean => knownDifferences.some(({ at }) => at.test(text));
  afterAll(() => {
    const judged = exchanges.flatMap((exchange) => judge(folder, exchange) ?? []);
    const wrong = judged.flatMap(({ api, request, answer }) => [
      ...request.filter((one) => !isKnown(one)).map((one) => `${api} is asked: ${one}`),
      ...answer.filter((one) => !isKnown(one)).map((one) => `${api} answers: ${one}`),
    ]);
    expect([...new Set(wrong)]).toEqual([]);
  }, 120_000);
}
