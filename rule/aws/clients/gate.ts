import { AcceptedCalls } from './accepted-calls';
import { Pace } from './pace';
import { TimeIsOverError } from './call-scope';
import { systemClock, type Clock } from './clock';

interface Waiting {
  readonly go: () => void;
}

/** The line in front of one API: calls go in order, as the pace allows, and then through the gate that accounts share. */
class Gate {
  private readonly pace: Pace;
  private acceptedSinceThrottle = false;
  private readonly line: Waiting[] = [];
  private wakeNoMore: (() => void) | undefined;

  constructor(
    private readonly clock: Clock,
    ofAllApis: AcceptedCalls,
    private readonly shared?: Gate,
    /** Whether this is the account's first throttle of an API that had accepted nothing. */
    private readonly isFirstOfAccount = (): boolean => false,
  ) {
    this.pace = new Pace(ofAllApis);
  }

  /** Resolves when the call may go; `first` is for one that was throttled, and has waited already. */
  async enter(signal: AbortSignal | undefined, first = false): Promise<void> {
    await this.wait(signal, first);
    await this.shared?.enter(signal, first);
  }

  accepted(): void {
    this.acceptedSinceThrottle = true;
    this.pace.accepted(this.clock.now());
    this.shared?.accepted();
  }

  /**
   * A throttle counts for all accounts where something was accepted before it. So does the first one of an account: small ones
   * are asked each question once or twice. One that gets nothing but throttles from then on has a limit of its own, and does not
   * slow down the others.
   */
  throttled(sentAt: number): void {
    this.pace.throttled(this.clock.now(), sentAt);
    if (this.acceptedSinceThrottle || this.isFirstOfAccount()) this.shared?.throttled(sentAt);
    this.acceptedSinceThrottle = false;
  }

  private wait(signal: AbortSignal | undefined, first: boolean): Promise<void> {
    if (signal?.aborted === true) return Promise.reject(new TimeIsOverError());
    return new Promise((resolve, reject) => {
      const waiting = {
        go: (): void => {
          signal?.removeEventListener('abort', leave);
          resolve();
        },
      };
      const leave = (): void => {
        this.line.splice(this.line.indexOf(waiting), 1);
        reject(new TimeIsOverError());
      };
      signal?.addEventListener('abort', leave, { once: true });
      if (first) this.line.unshift(waiting);
      else this.line.push(waiting);
      this.serve();
    });
  }

  private readonly serve = (): void => {
    this.wakeNoMore?.();
    this.wakeNoMore = undefined;
    for (;;) {
      const now = this.clock.now();
      const waiting = this.line[0];
      if (waiting === undefined) return;
      const wait = this.pace.waitMilliseconds(now);
      if (wait > 0) {
        this.wakeNoMore = this.clock.after(wait, this.serve);
        return;
      }
      this.line.shift();
      this.pace.sent(now);
      waiting.go();
    }
  };
}

/** A gate for each API: IAM's limits are buckets for each of them. Accounts that may share a limit share gates behind their own. */
export class Gates {
  private readonly gates = new Map<string, Gate>();
  private readonly accepted = new AcceptedCalls();
  private throttledUnanswered = false;

  constructor(
    private readonly shared?: Gates,
    readonly clock = systemClock,
  ) {}

  of(api: string): Gate {
    const gate =
      this.gates.get(api) ?? new Gate(this.clock, this.accepted, this.shared?.of(api), this.isFirst);
    this.gates.set(api, gate);
    return gate;
  }

  private readonly isFirst = (): boolean => {
    const first = !this.throttledUnanswered;
    this.throttledUnanswered = true;
    return first;
  };
}
