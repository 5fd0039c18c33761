import { mfaEnforcementPolicy } from '../../../rule/enforcement/policy';
import { accountId, changeEvent, scheduledEvent } from '../../builders';
import { FakeIam, FakeLedger, FakeLog, type Person } from '../../fakes';
import { functionArn, rule } from '../../remediation/ports';
import type { Product } from './product';
import {
  exemptPath,
  exemptTagKey,
  happen,
  timeOf,
  truthOf,
  type Happening,
  type Held,
  type State,
  type Untold,
} from './state';

const parameters = JSON.stringify({ exemptTagKey, exemptPaths: exemptPath });
const enforcement = mfaEnforcementPolicy({ strength: 'console-only' });

/** What goes wrong, or happens, while the product runs. */
export interface Weather {
  /** Before this call: the process ends, or somebody does something. */
  readonly atCall?: number;
  readonly then?: 'cut' | { readonly place: number; readonly what: Happening };
  /** The write is taken, its answer is lost, and Lambda tries again. */
  readonly lost?: boolean;
  readonly behind?: 'iam' | 'config';
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
    this.show(weather.behind === 'iam' && before !== undefined ? before.places : state.places);
    this.iam.before = () => this.call();
    this.ledger.beforePut = () => {
      this.call();
      return Promise.resolve();
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

  private show(places: readonly (Person | undefined)[]): void {
    this.shown.push(places);
    this.iam.people = places.filter((one) => one !== undefined);
  }

  /** Whether a user, or who has had the name, was NON_COMPLIANT at some moment: IAM is asked by name, and a name can be reused. */
  everWeak(userId: string): boolean {
    const names = this.shown.flatMap((places) =>
      places.flatMap((one) => (one?.user.userId === userId ? [one.user.userName] : [])),
    );
    return this.shown.some((places) =>
      places.some(
        (one) =>
          one !== undefined &&
          (one.user.userId === userId || names.includes(one.user.userName)) &&
          truthOf(one) === 'NON_COMPLIANT',
      ),
    );
  }

  /** Whether a user was, at some moment of the run, as asked. */
  ever(userId: string, like: (person: Person | undefined) => boolean): boolean {
    return this.shown.some((places) => like(places.find((one) => one?.user.userId === userId)));
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
    return this.posted.flatMap(({ evaluation: { resourceId, compliance } }) => {
      if (!resourceId.startsWith('AIDA')) return [];
      if (compliance === 'COMPLIANT')
        return this.ever(resourceId, (person) => (person?.kinds.length ?? 0) > 0)
          ? []
          : [`${resourceId} COMPLIANT without a device`];
      if (compliance === 'NOT_APPLICABLE')
        return this.ever(resourceId, (person) => truthOf(person) === undefined)
          ? []
          : [`${resourceId} cleared, and there`];
      return this.everWeak(resourceId) ? [] : [`${resourceId} NON_COMPLIANT with a device`];
    });
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

/** Config tells of a change, in time or late. */
export function tell(
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
  return invoke(
    { ...state, minutes: state.minutes + 1 },
    changeEvent(item, { ruleParameters: parameters }, at(minutes)),
    weather,
    product,
  );
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
  const world = new World(state, {}, product, timeOf(state.minutes));
  const detail = { eventName: 'UpdateUser', requestParameters: { userName } };
  const { directory, ledger, clock, log } = world.ports;
  const one = [rule({ inputParameters: parameters })];
  const { started } = await product.reevaluate(
    { Records: [{ body: JSON.stringify({ detail }) }] },
    { ruleName: undefined, ruleIn: undefined },
    {
      rules: { all: () => Promise.resolve(one), named: () => Promise.resolve(one) },
      start: () => Promise.resolve(undefined),
      directory,
      ledger,
      clock,
      log,
      stopReading: () => undefined,
    },
  );
  if (started.length > 0)
    return as === 'scan' ? schedule(state, weather, product, 1) : eachUser(state, weather, product);
  const heard = state.places.find((person) => person?.user.userName === userName);
  const result = state.held.find(({ evaluation }) => evaluation.resourceId === heard?.user.userId);
  const missed = result?.evaluation.compliance !== truthOf(heard);
  return { state, violations: missed ? [`${userName} was heard of, and stays ${truthOf(heard)}`] : [] };
}
