// Change runs come while a scan is under way. It is not known what Config does with an older OrderingTimestamp, so both.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseRuleParameters } from '../../rule/core/rule-parameters';
import { decide } from '../../rule/core/verdict';
import { annotation } from '../../rule/protocol/annotation';
import { Directory } from '../../rule/run/directory';
import { run } from '../../rule/run/run';
import { accountId, aUser, changeEvent, hoursBefore, scheduledEvent } from '../builders';
import { fakePorts, type Person } from '../fakes';

const names = ['ann', 'ben', 'cay', 'dan'] as const;
type Ports = ReturnType<typeof fakePorts>;

/** Something that happens to one person at one moment of the scan; Config tells of it later, or never. */
interface Happening {
  readonly moment: number;
  readonly who: number;
  readonly what: 'password' | 'no password' | 'device' | 'no device' | 'deleted' | 'made' | 'renamed';
  readonly toldAfter: number | undefined;
}

const happening: fc.Arbitrary<Happening> = fc.record({
  moment: fc.nat({ max: 9 }),
  who: fc.nat({ max: names.length - 1 }),
  what: fc.constantFrom('password', 'no password', 'device', 'no device', 'deleted', 'made', 'renamed'),
  toldAfter: fc.option(fc.nat({ max: 4 }), { nil: undefined }),
});
const start = fc.array(fc.record({ there: fc.boolean(), password: fc.boolean(), device: fc.boolean() }), {
  minLength: names.length,
  maxLength: names.length,
});

function personOf(place: number, password: boolean, device: boolean, generation = 0): Person {
  const userName = names[place] ?? '';
  return {
    user: aUser({ userName, userId: `AIDA${userName.toUpperCase()}${generation}` }),
    loginProfile: password ? { createDate: hoursBefore(1000) } : 'none',
    kinds: device ? ['virtual'] : [],
    tags: [],
  };
}

/** The account as it changes; gives back the user whom Config would tell of. */
class World {
  private readonly places: (Person | undefined)[];
  private generation = 0;

  constructor(
    private readonly ports: Ports,
    people: readonly (Person | undefined)[],
  ) {
    this.places = [...people];
    this.show();
  }

  happen({ who, what }: Happening): Person | undefined {
    const old = this.places[who];
    this.places[who] = this.after(old, who, what);
    this.show();
    return this.places[who] ?? old;
  }

  private after(old: Person | undefined, who: number, what: Happening['what']): Person | undefined {
    if (old === undefined) {
      this.generation += 1;
      if (what !== 'made') return undefined;
      const person = personOf(who, true, false, this.generation);
      this.ports.iam.notYetListed.add(person.user.userId);
      return person;
    }
    switch (what) {
      case 'password':
        return { ...old, loginProfile: { createDate: hoursBefore(1000) } };
      case 'no password':
        return { ...old, loginProfile: 'none' };
      case 'device':
        return { ...old, kinds: ['virtual'] };
      case 'no device':
        return { ...old, kinds: [] };
      case 'renamed':
        return { ...old, user: { ...old.user, userName: `${old.user.userName}-x` } };
      case 'deleted':
        return undefined;
      case 'made':
        return old;
    }
  }

  private show(): void {
    this.ports.iam.people = this.places.filter((person) => person !== undefined);
  }
}

/** The same IAM and Config, where nothing happens between two calls. */
function undisturbed(ports: Ports): Ports {
  const iam = Object.create(ports.iam, { beforeUser: { value: () => Promise.resolve() } }) as Ports['iam'];
  const ledger = Object.create(ports.ledger, {
    beforePut: { value: () => Promise.resolve() },
  }) as Ports['ledger'];
  return { ...ports, iam, ledger, directory: new Directory({ iam, log: ports.log }) };
}

async function scanAmid(
  ports: Ports,
  world: World,
  happenings: readonly Happening[],
): Promise<readonly string[]> {
  const { clock } = ports;
  let moment = 0;
  let queue: { readonly at: number; readonly event: ReturnType<typeof changeEvent> }[] = [];
  const listed = new Set<string>();
  const recordedByChange = new Set<string>();
  const clearedAsStale: string[] = [];

  const step = async (): Promise<void> => {
    const now = moment;
    moment += 1;
    clock.pass(1000);
    for (const one of happenings.filter((candidate) => candidate.moment === now)) {
      const person = world.happen(one);
      clock.pass(10);
      if (person === undefined || one.toldAfter === undefined) continue;
      const item = { resourceId: person.user.userId, resourceName: person.user.userName };
      const message = { notificationCreationTime: clock.now().toISOString() };
      queue.push({ at: now + one.toldAfter, event: changeEvent(item, {}, message) });
    }
    const due = queue.filter(({ at }) => at <= now);
    queue = queue.filter(({ at }) => at > now);
    for (const { event } of due) {
      const change = undisturbed(ports);
      await run(event, change);
      clock.pass(10);
      const { resourceId = '', compliance } = change.ledger.puts.at(-1)?.evaluations.at(-1) ?? {};
      if (compliance !== 'NOT_APPLICABLE') recordedByChange.add(resourceId);
    }
  };

  const began = clock.now();
  const event = scheduledEvent({}, { notificationCreationTime: began.toISOString() });
  await step();
  ports.ledger.afterHeld = step;
  ports.iam.beforeUser = async (userName) => {
    const person = ports.iam.people.find(({ user }) => user.userName === userName);
    if (person !== undefined) listed.add(person.user.userId);
    await step();
  };
  ports.ledger.beforePut = step;
  const putsBefore = ports.ledger.puts.length;
  await run(event, ports);
  for (const { evaluations } of ports.ledger.puts.slice(putsBefore)) {
    for (const { resourceId, compliance, orderingTimestamp } of evaluations) {
      const byScan = orderingTimestamp.getTime() === began.getTime();
      if (byScan && compliance === 'NOT_APPLICABLE' && !listed.has(resourceId))
        clearedAsStale.push(resourceId);
    }
  }
  ports.ledger.afterHeld = () => Promise.resolve();
  ports.iam.beforeUser = () => Promise.resolve();
  ports.ledger.beforePut = () => Promise.resolve();
  return clearedAsStale.filter(
    (userId) => recordedByChange.has(userId) && ports.iam.people.some(({ user }) => user.userId === userId),
  );
}

describe.each(['keep', 'drop'] as const)('where Config %ss what has an older timestamp', (olderTimestamp) => {
  test('no result of a change run is cleared as stale, and after the next scan every result is right', async () => {
    await fc.assert(
      fc.asyncProperty(start, fc.array(happening, { maxLength: 8 }), async (beginning, happenings) => {
        const ports = fakePorts([], olderTimestamp);
        const world = new World(
          ports,
          beginning.map(({ there, password, device }, place) =>
            there ? personOf(place, password, device) : undefined,
          ),
        );
        const scan = (): Promise<void> => {
          ports.clock.pass(60_000);
          return run(
            scheduledEvent({}, { notificationCreationTime: ports.clock.now().toISOString() }),
            ports,
          );
        };
        await scan();
        ports.clock.pass(60_000);

        expect(await scanAmid(ports, world, happenings)).toEqual([]);
        ports.iam.notYetListed.clear();
        await scan();

        const policy = parseRuleParameters(undefined);
        const right = ports.iam.people.flatMap(({ user, loginProfile, kinds }) => {
          const facts = { user, loginProfile, mfaDevices: { kinds, complete: true } };
          const verdict = decide(facts, policy, ports.clock.now());
          if ('needs' in verdict || verdict.compliance === 'NOT_APPLICABLE') return [];
          return [`${user.userId} ${annotation(user.userName, verdict)}`];
        });
        const held = ports.ledger.results().filter(({ resourceId }) => resourceId !== accountId);
        expect(held.map(({ resourceId, annotation: text }) => `${resourceId} ${text ?? ''}`).sort()).toEqual(
          right.sort(),
        );
      }),
      { numRuns: 150 },
    );
  });
});
