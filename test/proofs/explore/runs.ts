import { mfaEnforcementPolicy } from '../../../rule/enforcement/policy';
import { accountId, changeEvent, scheduledEvent } from '../../builders';
import { FakeIam, FakeLedger, FakeLog, type Person } from '../../fakes';
import { functionArn, rule } from '../../remediation/ports';
import type { Product } from './product';
import {
  exemptPath,
  exemptTagKey,
  happen,
  ownerOf,
  ownerTagKey,
  timeOf,
  truthOf,
  type Happening,
  type Held,
  type State,
  type Untold,
} from './state';

export const parameters = JSON.stringify({ exemptTagKey, ownerTagKey, exemptPaths: exemptPath });
const enforcement = mfaEnforcementPolicy({ strength: 'console-only' });

/** What goes wrong, or happens, while the product runs. */
export interface Weather {
  /** Before this call: the process ends, or somebody does something. */
  readonly atCall?: number;
  readonly then?: 'cut' | { readonly place: number; readonly what: Happening };
  /** The write is taken, its answer is lost, and Lambda tries again. */
  readonly lost?: boolean;
  /** Before the first write a change run of this user begins and ends. */
  readonly overtakenBy?: number;
  readonly behind?: 'iam' | 'config';
  /** The people whom IAM shows, though there are others. */
  readonly late?: State['places'];
  readonly olderTimestamp?: 'keep' | 'drop' | undefined;
}

export interface Ran {
  readonly state: State;
  readonly violations: readonly string[];
}

class Cut extends Error {}

/** The world during one run: what it shows, and all that it has shown. */
class World {
  readonly shown: (readonly (Person | undefined)[])[] = [];
  readonly iam = new FakeIam();
  readonly ledger: FakeLedger;
  readonly posted: Held[] = [];
  private overtaken: readonly string[] | undefined;
  private calls = 0;
  private dead = false;

  constructor(
    public state: State,
    private readonly weather: Weather,
    private readonly product: Product,
    readonly now: Date,
  ) {
    this.ledger = ledgerOf(state.held, now, weather.olderTimestamp);
    const { before } = state;
    if (weather.behind === 'config' && before !== undefined) {
      const late = ledgerOf(before.held, now, weather.olderTimestamp);
      this.ledger.held = (name) => late.held(name);
      this.ledger.heldOf = (name, id) => late.heldOf(name, id);
    }
    this.shown.push(state.places);
    this.show(
      weather.late ?? (weather.behind === 'iam' && before !== undefined ? before.places : state.places),
    );
    this.iam.before = () => this.call();
    this.ledger.beforePut = () => {
      this.call();
      return this.overtake();
    };
    const put = this.ledger.put.bind(this.ledger);
    this.ledger.put = async (evaluations, token, testMode) => {
      const refused = await put(evaluations, token, testMode);
      for (const evaluation of evaluations) this.posted.push({ evaluation, recordedTime: now });
      if (this.weather.lost === true) this.end();
      return refused;
    };
  }

  get ports() {
    const log = new FakeLog();
    return {
      iam: this.iam,
      ledger: this.ledger,
      log,
      clock: { now: () => this.now },
      directory: new this.product.Directory({ iam: this.iam, log }),
    };
  }

  private end(): never {
    this.dead = true;
    throw new Cut();
  }

  private call(): void {
    if (this.dead) throw new Cut();
    this.calls += 1;
    const { atCall, then } = this.weather;
    if (this.calls !== atCall || then === undefined) return;
    if (then === 'cut') this.end();
    const after = happen(this.state, then.place, then.what);
    if (after === undefined) return;
    this.state = after;
    this.show(after.places);
  }

  private async overtake(): Promise<void> {
    const { overtakenBy, olderTimestamp } = this.weather;
    const person = this.state.places[overtakenBy ?? -1];
    if (person === undefined || this.overtaken !== undefined) return;
    this.overtaken = [];
    const { userId, userName } = person.user;
    const told = { userId, userName, gone: false, minutes: this.state.minutes + 1 };
    const { state, violations } = await tell(this.state, told, { olderTimestamp }, this.product);
    this.state = { ...state, before: this.state.before };
    this.overtaken = violations;
  }

  private show(places: readonly (Person | undefined)[]): void {
    this.shown.push(places);
    this.iam.people = places.filter((one) => one !== undefined);
  }

  /** The user, and who had one of their names at some moment: IAM is asked by name, and a name can be reused. */
  private namesakes(userId: string): readonly Person[] {
    const people = this.shown.flatMap((places) => places.filter((one) => one !== undefined));
    const names = people.flatMap(({ user }) => (user.userId === userId ? [user.userName] : []));
    return people.filter(({ user }) => user.userId === userId || names.includes(user.userName));
  }

  everWeak(userId: string): boolean {
    return this.namesakes(userId).some((one) => truthOf(one) === 'NON_COMPLIANT');
  }

  private labelledAsAnother({ resourceId, annotation }: Held['evaluation']): boolean {
    const owner = /Owner: (.*)\.$/.exec(annotation)?.[1];
    const own = this.namesakes(resourceId).map(({ user }) => ownerOf(user.userId));
    return owner !== undefined && !own.includes(owner);
  }

  /** Whether a user was, at some moment of the run, as asked. */
  ever(userId: string, like: (person: Person | undefined, places: State['places']) => boolean): boolean {
    return this.shown.some((places) =>
      like(
        places.find((one) => one?.user.userId === userId),
        places,
      ),
    );
  }

  get after(): State {
    const held = new Map(this.state.held.map((one) => [one.evaluation.resourceId, one]));
    for (const one of this.posted) {
      const { resourceId, compliance, orderingTimestamp } = one.evaluation;
      const older =
        (held.get(resourceId)?.evaluation.orderingTimestamp ?? orderingTimestamp) > orderingTimestamp;
      if (older && this.weather.olderTimestamp === 'drop') continue;
      if (compliance === 'NOT_APPLICABLE') held.delete(resourceId);
      else held.set(resourceId, one);
    }
    const { places, held: heldBefore } = this.state;
    return { ...this.state, before: { places, held: heldBefore }, held: [...held.values()] };
  }

  get violations(): readonly string[] {
    return [
      ...(this.overtaken ?? []),
      ...this.posted.flatMap(({ evaluation }) => this.wrongWith(evaluation)),
    ];
  }

  private wrongWith(evaluation: Held['evaluation']): readonly string[] {
    const { resourceId, compliance } = evaluation;
    if (!resourceId.startsWith('AIDA')) return [];
    if (this.labelledAsAnother(evaluation)) return [`${resourceId} has the label of another`];
    if (compliance === 'COMPLIANT')
      return this.ever(resourceId, (person) => (person?.kinds.length ?? 0) > 0)
        ? []
        : [`${resourceId} COMPLIANT without a device`];
    if (compliance === 'NOT_APPLICABLE')
      return this.ever(
        resourceId,
        (person, places) => truthOf(person) === undefined && places !== this.weather.late,
      )
        ? []
        : [`${resourceId} cleared, and there`];
    return this.everWeak(resourceId) ? [] : [`${resourceId} NON_COMPLIANT with a device`];
  }
}

function ledgerOf(held: readonly Held[], now: Date, olderTimestamp: Weather['olderTimestamp']): FakeLedger {
  const ledger = new FakeLedger(() => now, olderTimestamp);
  for (const { evaluation, recordedTime } of held) ledger.record(evaluation, recordedTime);
  return ledger;
}

/** One invocation by Config, and Lambda's second try where the first one ended. */
async function invoke(state: State, event: object, weather: Weather, product: Product): Promise<Ran> {
  const world = new World(state, weather, product, timeOf(state.minutes));
  const completed = await product.run(event, world.ports).then(
    () => true,
    (error: unknown) => {
      if (error instanceof Cut || (error as Error).name === 'IncompleteRunError') return false;
      throw error;
    },
  );
  if (completed || weather.lost !== true) return { state: world.after, violations: world.violations };
  const again = await invoke(world.after, event, { olderTimestamp: weather.olderTimestamp }, product);
  return { state: again.state, violations: [...world.violations, ...again.violations] };
}

const at = (minutes: number) => ({ notificationCreationTime: timeOf(minutes).toISOString() });

export function schedule(state: State, weather: Weather, product: Product, afterMinutes = 360): Promise<Ran> {
  const later = { ...state, minutes: state.minutes + afterMinutes };
  return invoke(later, scheduledEvent({ ruleParameters: parameters }, at(later.minutes)), weather, product);
}

/** A scan's event waits until a user is made and a change run has posted; IAM's list does not have the user yet. */
export async function lateScan(state: State, made: State, weather: Weather, product: Product): Promise<Ran> {
  const told = made.untold.find(({ gone, minutes }) => !gone && minutes === made.minutes);
  if (told === undefined) return { state: made, violations: [] };
  const first = await tell(made, told, weather, product);
  const event = scheduledEvent({ ruleParameters: parameters }, at(state.minutes));
  const then = await invoke(first.state, event, { ...weather, late: state.places }, product);
  return { state: then.state, violations: [...first.violations, ...then.violations] };
}

/** Config tells of a change, in time or late. Undisturbed, and heard, it leaves the user's result as it should be. */
export async function tell(
  state: State,
  { userId, userName, gone, minutes }: Untold,
  weather: Weather,
  product: Product,
): Promise<Ran> {
  const item = {
    resourceId: userId,
    resourceName: userName,
    configurationItemStatus: gone ? 'ResourceDeleted' : 'OK',
  };
  const event = changeEvent(item, { ruleParameters: parameters }, at(minutes));
  const ran = await invoke({ ...state, minutes: state.minutes + 1 }, event, weather, product);
  if (Object.keys(weather).length > 1 || weather.olderTimestamp !== 'keep') return ran;
  const truth = truthOf(state.places.find((person) => person?.user.userId === userId));
  const result = ran.state.held.find(({ evaluation }) => evaluation.resourceId === userId);
  const isWrong = result?.evaluation.compliance !== truth;
  return isWrong
    ? { ...ran, violations: [...ran.violations, `${userId} was told of, and stays wrong`] }
    : ran;
}

/** require-mfa of a user whom Config's result names. */
export async function requireMfa(
  state: State,
  userId: string,
  weather: Weather,
  product: Product,
): Promise<Ran> {
  const world = new World(state, weather, product, timeOf(state.minutes));
  const acted: string[] = [];
  const { directory, clock } = world.ports;
  const input = { action: 'require-mfa', resourceId: userId, ruleName: 'iam-user-mfa' };
  const ports = {
    directory,
    clock,
    rules: { all: () => Promise.resolve([rule({ inputParameters: parameters })]) },
    groups: { ofUser: () => Promise.resolve([]), policyDocuments: () => Promise.resolve([enforcement]) },
    iam: {
      addToGroup: (userName: string) => {
        acted.push(userName);
        // The answer is lost: the function fails, and Config starts it once more.
        if (weather.lost === true && acted.length === 1) return Promise.reject(new Cut());
        return Promise.resolve('done' as const);
      },
      removeFromGroup: () => Promise.resolve('done' as const),
      deleteLoginProfile: () => Promise.resolve('done' as const),
    },
  };
  const settings = {
    trustedRule: { by: 'function', functionArn },
    group: { name: 'mfa-first' },
    accountId,
  } as const;
  for (let tries = weather.lost === true ? 2 : 1; tries > 0; tries -= 1)
    await product.remediate(input, ports, settings).catch(() => undefined);
  const wrong = acted.filter(() => !world.everWeak(userId));
  return {
    state: world.state,
    violations: wrong.map((name) => `${name} got the group, and is not NON_COMPLIANT`),
  };
}

/** Config's run of a change, for every user whom it records: what a re-evaluation may be, too. */
async function eachUser(state: State, weather: Weather, product: Product): Promise<Ran> {
  let ran: Ran = { state, violations: [] };
  for (const person of state.places) {
    if (person === undefined) continue;
    const { userId, userName } = person.user;
    const told = { userId, userName, gone: false, minutes: ran.state.minutes };
    const next = await tell(ran.state, told, weather, product);
    ran = { state: next.state, violations: [...ran.violations, ...next.violations] };
  }
  return ran;
}

/** CloudTrail tells of a name: a scan of one kind or the other is started, or nothing need be done. */
export async function hear(
  state: State,
  userName: string,
  as: 'scan' | 'each user',
  weather: Weather,
  product: Product,
): Promise<Ran> {
  const world = new World(state, weather.then === 'cut' ? weather : {}, product, timeOf(state.minutes));
  const detail = { eventName: 'UpdateUser', requestParameters: { userName } };
  const { directory, ledger, clock, log } = world.ports;
  const one = [rule({ inputParameters: parameters })];
  let starts = 0;
  const answered = await product
    .reevaluate(
      { Records: [{ body: JSON.stringify({ detail }) }] },
      { ruleName: undefined, ruleIn: undefined },
      {
        rules: { all: () => Promise.resolve(one), named: () => Promise.resolve(one) },
        start: () => {
          starts += 1;
          return Promise.resolve(undefined);
        },
        directory,
        ledger,
        clock,
        log,
        stopReading: () => undefined,
      },
    )
    .then(
      () => true,
      (error: unknown) => {
        if (error instanceof Cut) return false;
        throw error;
      },
    );
  // The queue tells once more what was not answered.
  if (!answered) return hear(state, userName, as, { olderTimestamp: weather.olderTimestamp }, product);
  if (starts > 0)
    return as === 'scan' ? schedule(state, weather, product, 1) : eachUser(state, weather, product);
  const heard = state.places.find((person) => person?.user.userName === userName);
  const result = state.held.find(({ evaluation }) => evaluation.resourceId === heard?.user.userId);
  const missed = result?.evaluation.compliance !== truthOf(heard);
  return { state, violations: missed ? [`${userName} was heard of, and stays ${truthOf(heard)}`] : [] };
}
