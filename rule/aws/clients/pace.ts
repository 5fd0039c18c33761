import { AcceptedCalls } from './accepted-calls';

/** The pause after a throttled call: a twentieth of the spacing first, half as long again each time, up to this. */
const longestPauseMilliseconds = 200;
const firstPause = 0.05;
const pauseGrows = 1.5;

/** After the first throttle the calls go on at the rate that they had, so that a second later it is known what IAM accepts. */
const learningMilliseconds = 300;
const learningPauseMilliseconds = 10;

/** How much faster than what was accepted the next calls go. It grows eightfold with every second without a throttle, up to double. */
const above = 0.03;
const aboveGrows = 8;
const mostAbove = 1;

/** Two windows: the short one follows a limit that rises, the long one outlives a bucket that is filled every few seconds. */
const shortWindowMilliseconds = 1_000;
const longWindowMilliseconds = 5_000;
const fewCalls = 10;

/** APIs that share a limit take from each other: none is slowed to less than this part of what all of them got in the last second. */
const leastPart = 0.25;

/** Timers fire late; what they are late is made up for, as long as it is no burst. */
const catchUpMilliseconds = 20;
const slowestRate = 1;

/**
 * When may the next call of one API go? Free until the first throttle, then evenly spaced, a little faster than what was accepted
 * in the last seconds. A throttled call takes no token from the bucket, a token that nobody takes is lost: so the pace stays above
 * the limit and pauses briefly, instead of staying below it.
 *
 * PURE: times are given, in milliseconds of any clock that never goes back.
 */
export class Pace {
  /** Calls a second; undefined until the first throttle. */
  private rate: number | undefined;
  private nextAt = -Infinity;
  private firstSentAt: number | undefined;
  private lastSentAt = -Infinity;
  private sentCalls = 0;
  private readonly acceptedCalls = new AcceptedCalls();
  private learningUntil = -Infinity;
  /** Answers to calls that were sent before the last slowing say nothing about it. */
  private slowedAt = -Infinity;
  private grownAt = 0;
  /** When a call last came later than it might have gone. */
  private idleAt = -Infinity;
  private growth = above;
  private throttlesInARow = 0;
  private acceptedSinceSlower = 0;

  /** `ofAllApis`: of this account, with this API. */
  constructor(private readonly ofAllApis: AcceptedCalls) {}

  /** Milliseconds until the next call may go; 0 is now. */
  waitMilliseconds(now: number): number {
    return Math.max(0, this.nextAt - now);
  }

  sent(now: number): void {
    this.firstSentAt ??= now;
    this.lastSentAt = now;
    this.sentCalls += 1;
    if (this.rate === undefined) return;
    if (now - this.nextAt > 1_000 / this.rate) this.idleAt = now;
    // A process that slept learned nothing meanwhile: a gap counts as one second.
    const seconds = Math.min(1_000, Math.max(0, now - this.grownAt)) / Math.max(1_000, 1_000 / this.rate);
    this.grownAt = Math.max(now, this.grownAt);
    this.growth = Math.min(mostAbove, this.growth * aboveGrows ** seconds);
    this.rate *= (1 + this.growth) ** seconds;
    this.nextAt = Math.max(now - catchUpMilliseconds, this.nextAt) + 1_000 / this.rate;
  }

  /** Any answer but a throttle: "no such entity" and "access denied" used a token, too. */
  accepted(now: number): void {
    this.throttlesInARow = 0;
    this.acceptedSinceSlower += 1;
    this.acceptedCalls.add(now);
    this.ofAllApis.add(now);
  }

  throttled(now: number, sentAt: number): void {
    if (sentAt < this.slowedAt) return;
    this.rate = Math.max(slowestRate, this.slower(now));
    const first = now < this.learningUntil ? learningPauseMilliseconds : (firstPause * 1_000) / this.rate;
    const pause = Math.min(longestPauseMilliseconds, first * pauseGrows ** this.throttlesInARow);
    this.throttlesInARow += 1;
    this.growth = above;
    this.slowedAt = now;
    this.acceptedSinceSlower = 0;
    this.grownAt = now + pause;
    // If later calls are under way already, the next one keeps its distance to them.
    this.nextAt = sentAt >= this.lastSentAt ? now + pause : Math.max(this.nextAt, now + pause);
  }

  private slower(now: number): number {
    if (this.rate === undefined) {
      this.learningUntil = now + learningMilliseconds;
      return (this.sentCalls * 1_000) / Math.max(20, now - (this.firstSentAt ?? now));
    }
    if (now < this.learningUntil) return this.rate;
    // Accepted calls say nothing about the limit where fewer calls came than might have gone.
    const isolated = this.acceptedSinceSlower >= fewCalls;
    if (isolated && now - this.idleAt < shortWindowMilliseconds) return this.rate;
    const long = Math.max(longWindowMilliseconds, (fewCalls * 1_000) / this.rate);
    const seen = Math.max(this.acceptedInLast(shortWindowMilliseconds, now), this.acceptedInLast(long, now));
    const least = Math.max(this.rate * 0.5, this.ofAllApis.inLast(1_000, now) * leastPart);
    return Math.min(this.rate, Math.max(least, seen * (1 + above)));
  }

  /** Accepted calls a second. */
  private acceptedInLast(milliseconds: number, now: number): number {
    const count = this.acceptedCalls.inLast(milliseconds, now);
    return (count * 1_000) / Math.max(1, Math.min(milliseconds, now - (this.firstSentAt ?? now)));
  }
}
