import { AcceptedCalls } from '../../rule/aws/clients/accepted-calls';
import { Pace } from '../../rule/aws/clients/pace';
import type { Bucket } from './buckets';

export interface PacedScan {
  /** Each user's calls, one after the other, by API. */
  readonly users: readonly (readonly string[])[];
  readonly bucketOf: (api: string) => Bucket;
  readonly atOnce?: number;
  readonly latencyMilliseconds?: number;
}

export interface PacedScanResult {
  readonly milliseconds: number;
  readonly answered: number;
  readonly throttled: number;
  /** From when a call was first wanted until it was answered. */
  readonly longestCall: number;
}

interface Call {
  readonly user: number;
  readonly step: number;
  readonly wantedAt: number;
}

interface Happening {
  readonly at: number;
  readonly happens: () => void;
}

/** A scan on a clock of its own: users at once, a pace for each API, a throttled call first in its line again. */
export function pacedScan(scan: PacedScan): PacedScanResult {
  const { users, bucketOf, atOnce = 8, latencyMilliseconds = 10 } = scan;
  const clock = new Clock();
  const accepted = new AcceptedCalls();
  const lanes = new Map<string, { pace: Pace; line: Call[]; wakesAt: number }>();
  const result = { milliseconds: 0, answered: 0, throttled: 0, longestCall: 0 };
  let nextUser = 0;

  const laneOf = (api: string): { pace: Pace; line: Call[]; wakesAt: number } => {
    const lane = lanes.get(api) ?? { pace: new Pace(accepted), line: [], wakesAt: Infinity };
    lanes.set(api, lane);
    return lane;
  };

  const want = (call: Call, first = false): void => {
    const api = users[call.user]?.[call.step];
    if (api === undefined) {
      startUser();
      return;
    }
    const { line } = laneOf(api);
    if (first) line.unshift(call);
    else line.push(call);
    serve(api);
  };

  const startUser = (): void => {
    if (nextUser < users.length) want({ user: nextUser++, step: 0, wantedAt: clock.now });
  };

  const serve = (api: string): void => {
    const lane = laneOf(api);
    for (;;) {
      const call = lane.line[0];
      if (call === undefined) return;
      const wait = lane.pace.waitMilliseconds(clock.now);
      if (wait > 1e-6) {
        // A throttle may bring the next call forward: what has its time already is not left to a later one.
        if (lane.wakesAt <= clock.now + wait) return;
        lane.wakesAt = clock.now + wait;
        clock.after(wait, () => {
          lane.wakesAt = Infinity;
          serve(api);
        });
        return;
      }
      lane.line.shift();
      send(api, call);
    }
  };

  const send = (api: string, call: Call): void => {
    const { pace } = laneOf(api);
    const sentAt = clock.now;
    pace.sent(sentAt);
    clock.after(latencyMilliseconds / 2, () => {
      const taken = bucketOf(api).take(clock.now);
      clock.after(latencyMilliseconds / 2, () => {
        if (taken) {
          pace.accepted(clock.now);
          result.answered += 1;
          result.longestCall = Math.max(result.longestCall, clock.now - call.wantedAt);
          want({ user: call.user, step: call.step + 1, wantedAt: clock.now });
        } else {
          pace.throttled(clock.now, sentAt);
          result.throttled += 1;
          want(call, true);
        }
        serve(api);
      });
    });
  };

  for (let worker = 0; worker < atOnce; worker += 1) startUser();
  result.milliseconds = clock.run();
  return result;
}

class Clock {
  now = 0;
  private readonly happenings: Happening[] = [];

  after(milliseconds: number, happens: () => void): void {
    const at = this.now + milliseconds;
    let low = 0;
    let high = this.happenings.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.happenings[middle]?.at ?? 0) <= at) low = middle + 1;
      else high = middle;
    }
    this.happenings.splice(low, 0, { at, happens });
  }

  run(): number {
    for (let next = this.happenings.shift(); next !== undefined; next = this.happenings.shift()) {
      this.now = next.at;
      next.happens();
    }
    return this.now;
  }
}
