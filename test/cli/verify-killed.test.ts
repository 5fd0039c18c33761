// The story ends at each of its calls, before the next line of it runs, and at each write whose answer is lost; then what the
// command line does for --cleanup. All of them with `npm run kills`; the tests take some.
import { describe, expect, jest, test } from '@jest/globals';
import {
  GetAccountAuthorizationDetailsCommand,
  GetLoginProfileCommand,
  IAMClient,
  CreateGroupCommand,
  CreateLoginProfileCommand,
  CreateUserCommand,
  ListMFADevicesCommand,
  ListVirtualMFADevicesCommand,
} from '@aws-sdk/client-iam';
import { parseRuleParameters } from '../../rule/core/rule-parameters';
import { cleanUp } from '../../rule/verification/clean-up';
import { rootPath } from '../../rule/verification/journal';
import type { VerificationIam, VerificationPorts } from '../../rule/verification/ports';
import { story } from '../../rule/verification/story';
import { describeWithMoto } from '../moto';
import { connectionTo, Killed, sandboxAt, telling, TellingClock } from './verify-told';
import { stateOf, writes } from './verify-world';

const isAll = process.env['KILLS'] === 'all';
jest.setTimeout(isAll ? 1_200_000 : 60_000);
/** All of them, or about so many, the first and the last among them. */
const some = (count: number, about: number): readonly number[] => {
  const every = isAll ? 1 : Math.max(1, Math.floor(count / about));
  return Array.from({ length: count }, (_, n) => n + 1).filter((n) => (count - n) % every === 0 || n === 1);
};

/** AWS until the call `last`, which is carried out; its answer comes to nobody. */
class Killing {
  calls = 0;

  constructor(private readonly last: number) {}

  readonly ports = (ports: VerificationPorts): VerificationPorts => ({
    ...ports,
    iam: this.until(ports.iam),
    places: this.until(ports.places),
    config: this.until(ports.config),
  });

  until<T extends object>(port: T): T {
    return new Proxy(port, {
      get: (target, name) => {
        const method: unknown = Reflect.get(target, name, target);
        if (typeof method !== 'function') return method;
        return async (...args: readonly unknown[]): Promise<unknown> => {
          this.calls += 1;
          const isLast = this.calls === this.last;
          const answer: unknown = await Reflect.apply(method, target, args);
          if (isLast) throw new Killed();
          return answer;
        };
      },
    });
  }
}

const path = '/iam-user-mfa-verify/0123abcd/';
const otherPath = '/iam-user-mfa-verify/89abcdef/';
type CleanedBy = 'journal' | 'path';
const byTurns = (k: number): CleanedBy => (k % 2 === 0 ? 'journal' : 'path');

/** What `verify` does in the end, where it has not been killed by then. */
async function unlessKilled(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Killed)) throw error;
  }
}

/** @returns how many calls the story and its own clean-up made */
function killedAt(last: number, cleanedBy: CleanedBy): Promise<number> {
  const killing = new Killing(last);
  let before: unknown;
  return telling(
    { waitMilliseconds: 0, between: killing.ports, plant: (standin) => void (before = stateOf(standin)) },
    async ({ standin, iam, clock, steps }) => {
      if (killing.calls !== last)
        await unlessKilled(() => cleanUp(killing.until(iam), clock, path, { steps }));
      const left = await (cleanedBy === 'journal'
        ? cleanUp(iam, clock, path, { steps })
        : cleanUp(iam, clock, rootPath));
      expect({ last, left, state: stateOf(standin) }).toEqual({ last, left: [], state: before });
      return killing.calls;
    },
  );
}

describe('killed after each of its k calls', () => {
  test('the account is as before, by the journal or by the path alone', async () => {
    const all = await killedAt(0, 'journal');
    expect(all).toBeGreaterThan(70);
    for (const k of some(all, 12)) expect(await killedAt(k, byTurns(k))).toBe(k);
  });

  test('with a second run at work, the clean-up of one leaves the things of the other alone', async () => {
    for (const k of some(50, 6)) {
      const [one, other] = [new Killing(k), new Killing(51 - k)];
      let before: unknown;
      await telling(
        { waitMilliseconds: 0, between: one.ports, plant: (standin) => void (before = stateOf(standin)) },
        async ({ standin, iam, clock, steps, tell }) => {
          const alone = stateOf(standin);
          const second = await tell({ path: otherPath, between: other.ports, waitMilliseconds: 0 });
          const both = stateOf(standin);
          expect(await cleanUp(iam, clock, path, { steps })).toEqual([]);
          const rest = await iam.usersUnder(rootPath);
          expect(rest.filter((user) => user.path !== otherPath)).toEqual([]);
          expect(namesUnder(both, '89abcdef')).toEqual(namesUnder(stateOf(standin), '89abcdef'));
          expect(await cleanUp(iam, clock, otherPath, { steps: second.steps })).toEqual([]);
          expect({ k, state: stateOf(standin) }).toEqual({ k, state: before });
          expect(namesUnder(alone, '89abcdef')).toEqual([]);
        },
      );
    }
  });
});

/** Users and devices of one run. */
const namesUnder = (state: unknown, run: string): readonly string[] =>
  [...new Set(JSON.stringify(state).match(new RegExp(`[^"]*${run}[^"]*`, 'g')))].sort();

test('where the answer of any write is lost, of a deletion, too, the account is as before', async () => {
  const apis = await telling({ waitMilliseconds: 0 }, async ({ standin, iam, clock, steps }) => {
    await cleanUp(iam, clock, path, { steps });
    return writes(standin);
  });
  const lost = apis.map((api, at) => ({
    api,
    skip: apis.slice(0, at).filter((other) => other === api).length,
  }));
  // A sample has every kind of write.
  const chosen = lost.filter(({ skip }) => isAll || skip === 0);
  expect(new Set(chosen.map(({ api }) => api)).size).toBeGreaterThan(10);
  for (const { api, skip } of chosen) {
    let before: unknown;
    const fault = { action: `iam:${api}`, connection: 'reset', afterwards: true, times: 1, skip } as const;
    await telling(
      { waitMilliseconds: 0, faults: [fault], plant: (standin) => void (before = stateOf(standin)) },
      async ({ standin, iam, clock, steps }) => {
        const left = await cleanUp(iam, clock, path, { steps });
        expect({ api, skip, left, state: stateOf(standin) }).toEqual({ api, skip, left: [], state: before });
      },
    );
  }
});

describeWithMoto('killed after each of its k calls on moto', (motoUrl) => {
  const absent = () => Promise.resolve({ absent: 'moto has none' });
  const { signal } = new AbortController();

  async function killedOnMoto(last: number, cleanedBy: CleanedBy): Promise<number> {
    const killing = new Killing(last);
    const iam: VerificationIam = sandboxAt(motoUrl(), () => new Date(), signal);
    const clock = new TellingClock();
    const steps: Parameters<VerificationPorts['journal']>[0][] = [];
    const ports: VerificationPorts = {
      iam: killing.until(iam),
      config: {
        heldOf: () => Promise.resolve(undefined),
        scanSummary: () => Promise.resolve(undefined),
        start: () => Promise.resolve(undefined),
      },
      places: {
        events: absent,
        aggregated: absent,
        aggregatedSummary: absent,
        finding: absent,
        trail: absent,
        runbook: absent,
      },
      clock,
      journal: (step) => steps.push(step),
      say: () => undefined,
      signal,
    };
    const ruleParameters = parseRuleParameters('{"exemptTagKey":"mfa-exempt"}');
    const plan = { path, ruleParameters, waitMilliseconds: 0, everyMilliseconds: 0 };
    await unlessKilled(async () => {
      await story(plan, ports);
      await cleanUp(ports.iam, clock, path, { steps });
    });
    const left = await (cleanedBy === 'journal'
      ? cleanUp(iam, clock, path, { steps })
      : cleanUp(iam, clock, rootPath));
    expect({ last, left }).toEqual({ last, left: [] });
    return killing.calls;
  }

  /** All of the account's IAM that a run could leave behind. */
  async function stateOnMoto(client: IAMClient): Promise<unknown> {
    const { UserDetailList, GroupDetailList } = await client.send(
      new GetAccountAuthorizationDetailsCommand({}),
    );
    const { VirtualMFADevices } = await client.send(new ListVirtualMFADevicesCommand({}));
    const users = await Promise.all(
      (UserDetailList ?? []).map(async ({ UserName, ...user }) => ({
        ...user,
        UserName,
        profile: await client.send(new GetLoginProfileCommand({ UserName })).then(
          ({ LoginProfile }) => LoginProfile,
          () => 'none',
        ),
        devices: (await client.send(new ListMFADevicesCommand({ UserName }))).MFADevices,
      })),
    );
    return { users, GroupDetailList, VirtualMFADevices };
  }

  test('the account is deeply equal to before', async () => {
    const client = new IAMClient(connectionTo(motoUrl()));
    await client.send(new CreateUserCommand({ UserName: 'alice', Tags: [{ Key: 'team', Value: 'a' }] }));
    await client.send(new CreateLoginProfileCommand({ UserName: 'alice', Password: 'aA1!aA1!aA1!' }));
    await client.send(new CreateUserCommand({ UserName: 'bob', Path: '/people/' }));
    await client.send(new CreateGroupCommand({ GroupName: 'required', Path: '/iam-user-mfa-required/' }));
    const before = await stateOnMoto(client);
    const all = await killedOnMoto(0, 'journal');
    expect(all).toBeGreaterThan(40);
    expect(await stateOnMoto(client)).toEqual(before);
    for (const k of some(all, 8)) {
      expect(await killedOnMoto(k, byTurns(k))).toBe(k);
      expect({ k, state: await stateOnMoto(client) }).toEqual({ k, state: before });
    }
  });
});
