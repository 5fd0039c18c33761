import { Pace } from '../../run/pace';
import { TimeIsOverError } from './call-scope';

interface Waiting {
  readonly go: () => void;
}

/** The line in front of one API: calls go in order, as the pace allows. */
export class Gate {
  private readonly pace = new Pace();
  private readonly line: Waiting[] = [];
  private timer: NodeJS.Timeout | undefined;

  /** Resolves when the call may go; `first` is for one that was throttled, and has waited already. */
  enter(signal: AbortSignal | undefined, first = false): Promise<void> {
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

  accepted(): void {
    this.pace.accepted(performance.now());
  }

  throttled(sentAt: number): void {
    this.pace.throttled(performance.now(), sentAt);
  }

  private readonly serve = (): void => {
    clearTimeout(this.timer);
    this.timer = undefined;
    for (;;) {
      const now = performance.now();
      const waiting = this.line[0];
      if (waiting === undefined) return;
      const wait = this.pace.waitMilliseconds(now);
      if (wait > 0) {
        this.timer = setTimeout(this.serve, wait);
        return;
      }
      this.line.shift();
      this.pace.sent(now);
      waiting.go();
    }
  };
}

/** A gate for each API: IAM's limits are buckets for each of them. Accounts that share a limit share the gates. */
export class Gates {
  private readonly gates = new Map<string, Gate>();

  of(api: string): Gate {
    const gate = this.gates.get(api) ?? new Gate();
    this.gates.set(api, gate);
    return gate;
  }
}
