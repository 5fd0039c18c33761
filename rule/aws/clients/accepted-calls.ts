/** When calls were accepted, in milliseconds of a clock that never goes back. */
export class AcceptedCalls {
  private readonly times: number[] = [];

  add(now: number): void {
    this.times.push(now);
    if (this.times.length > 8_192) this.times.splice(0, 4_096);
  }

  /** How many were accepted in the time before `now`. */
  inLast(milliseconds: number, now: number): number {
    const since = now - milliseconds;
    let count = 0;
    for (let index = this.times.length - 1; index >= 0; index -= 1) {
      if ((this.times[index] ?? 0) <= since) break;
      count += 1;
    }
    return count;
  }
}
