// The story ends at each of its calls, before the next line of it runs; then what the command line does for --cleanup.
import { expect, jest, test } from '@jest/globals';
import { iamClient, onceIamClient, unrepeatedIamClient } from '../../rule/aws/clients/iam-client';
import { IamSandbox } from '../../rule/aws/iam/iam-sandbox';
import { parseRuleParameters } from '../../rule/core/rule-parameters';
import { cleanUp } from '../../rule/verification/clean-up';
import { rootPath } from '../../rule/verification/journal';
import type { Step, VerificationIam } from '../../rule/verification/ports';
import { story } from '../../rule/verification/story';
import { codesAt } from '../standin/authenticator-app';
import { inSandbox, stateOf } from './verify-world';

jest.setTimeout(90_000);

class Killed extends Error {}

/** IAM until the call `last`, which is carried out; its answer comes to nobody. */
function until(iam: IamSandbox, last: number): { readonly iam: VerificationIam; calls: () => number } {
  let calls = 0;
  const killing = new Proxy(iam, {
    get: (target, name) => {
      const method: unknown = Reflect.get(target, name, target);
      if (typeof method !== 'function') return method;
      return async (...args: readonly unknown[]): Promise<unknown> => {
        calls += 1;
        const answer: unknown = await Reflect.apply(method, target, args);
        if (calls === last) throw new Killed();
        return answer;
      };
    },
  });
  return { iam: killing, calls: () => calls };
}

const clock = { now: () => new Date(), pause: () => Promise.resolve() };
const { signal } = new AbortController();

/** @returns how many calls the story made */
async function killedAt(last: number, cleanedBy: 'journal' | 'path'): Promise<number> {
  return inSandbox({}, async ({ standin, url }) => {
    const before = stateOf(standin);
    const connection = {
      endpoint: url,
      region: 'us-east-1',
      credentials: { accessKeyId: 'testing', secretAccessKey: 'testing' },
    };
    const sandbox = new IamSandbox({
      reader: iamClient(connection),
      maker: unrepeatedIamClient(connection),
      remover: onceIamClient(connection),
      signal,
      codes: (secret, now) => {
        const [first = '', second = ''] = codesAt(secret, now.getTime() - 30_000, now.getTime());
        return [first, second];
      },
    });
    const path = `${rootPath}0123abcd/`;
    const ruleParameters = parseRuleParameters('{"exemptTagKey":"mfa-exempt"}');
    const steps: Step[] = [];
    const { iam, calls } = until(sandbox, last);
    const config = {
      heldOf: () => Promise.resolve(undefined),
      scanSummary: () => Promise.resolve(undefined),
      start: () => Promise.resolve(undefined),
    };
    const told = story(
      { path, ruleParameters, waitMilliseconds: 0, everyMilliseconds: 0 },
      { iam, config, clock, signal, journal: (step) => steps.push(step), say: () => undefined },
    );
    await told.catch((error: unknown) => {
      if (!(error instanceof Killed)) throw error;
    });
    const left =
      cleanedBy === 'journal'
        ? await cleanUp(sandbox, clock, path, { steps: [...steps] })
        : await cleanUp(sandbox, clock, rootPath);
    expect(left).toEqual([]);
    expect({ last, state: stateOf(standin) }).toEqual({ last, state: before });
    return calls();
  });
}

test('killed after each of its k calls, the account is as before, by the journal or by the path alone', async () => {
  const all = await killedAt(0, 'journal');
  expect(all).toBeGreaterThan(25);
  for (let k = 1; k <= all; k += 1) expect(await killedAt(k, k % 2 === 0 ? 'journal' : 'path')).toBe(k);
});
