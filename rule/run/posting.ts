import { failuresText, type Problem } from './failures';
import type { Clock, Ledger, ReadFailure, Refusal } from './ports';
import { maxBatchSize } from '../protocol/batch';
import type { Evaluation } from '../protocol/evaluation';

/** PutEvaluations refuses a whole call for one item that it does not like, and does not say which. */
export const isRefusalOfACall = ({ error }: ReadFailure): boolean =>
  /^(InvalidParameterValue|Validation(Error)?)$/.test(error);

/**
 * A result waits no longer than this to be put, so that it is there before a re-evaluation compares: IAM activity waits 60 seconds in
 * the queue. Else a scan could write, minutes later, what it had read before a change of which the re-evaluation saw no trace.
 */
const waitsAtMost = 20_000;

/** Posts evaluations in batches as they become known, so that a run which is cut short has reported what it knew. */
export class Posting {
  private pending: Evaluation[] = [];
  private oldest = 0;
  private underWay: Promise<void> = Promise.resolve();
  private accepted = 0;
  private readonly refusals: Refusal[] = [];

  constructor(
    private readonly ledger: Pick<Ledger, 'put'>,
    private readonly resultToken: string,
    private readonly testMode: boolean,
    private readonly clock: Clock,
  ) {}

  get posted(): number {
    return this.accepted;
  }

  isRefused(evaluation: Evaluation): boolean {
    return this.refusals.some((refusal) => refusal.evaluation === evaluation);
  }

  get problems(): readonly Problem[] {
    if (this.refusals.length === 0) return [];
    const failures = this.refusals.map(({ failure }) => failure);
    const many = failures.length === 1 ? 'evaluation' : 'evaluations';
    const text = `${failures.length} ${many} could not be recorded (${failuresText(failures)})`;
    return [{ text, names: this.refusals.map(({ evaluation }) => evaluation.subject), failures }];
  }

  /** Reading goes on while a full batch is put; it waits only where the one before is not yet answered. */
  async add(evaluation: Evaluation): Promise<void> {
    if (this.pending.length === 0) this.oldest = this.clock.now().getTime();
    this.pending.push(evaluation);
    if (this.pending.length >= maxBatchSize) await this.putAside();
  }

  /** Puts what has waited too long, though more would fit into the batch. */
  async keepUp(): Promise<void> {
    if (this.pending.length > 0 && this.clock.now().getTime() - this.oldest >= waitsAtMost)
      await this.putAside();
  }

  private async putAside(): Promise<void> {
    await this.underWay;
    this.underWay = this.put(this.takePending());
    // It is thrown where it is awaited, by the next batch or by `flush`.
    this.underWay.catch(() => undefined);
  }

  /** Puts what is left; what is added later is put in other calls. */
  async flush(): Promise<void> {
    await this.underWay;
    await this.put(this.takePending());
  }

  private takePending(): readonly Evaluation[] {
    const evaluations = this.pending;
    this.pending = [];
    return evaluations;
  }

  private async put(evaluations: readonly Evaluation[]): Promise<void> {
    await this.halve(await this.tryToPut(evaluations));
  }

  /**
   * Finds the evaluations that a call was refused for: each costs at most 2 x log2(100) calls, and no other evaluation its
   * result. Where the first half is taken, the second one must hold what was refused, so it is not put as a whole again.
   */
  private async halve(refused: readonly Refusal[]): Promise<void> {
    const [first] = refused;
    if (first === undefined) return;
    if (refused.length === 1 || !isRefusalOfACall(first.failure)) {
      this.refusals.push(...refused);
      return;
    }
    const middle = Math.floor(refused.length / 2);
    const left = await this.tryToPut(refused.slice(0, middle).map(({ evaluation }) => evaluation));
    const rest = refused.slice(middle);
    const right =
      left.length === 0 && rest.length > 1
        ? rest
        : await this.tryToPut(rest.map(({ evaluation }) => evaluation));
    await this.halve(left);
    await this.halve(right);
  }

  private async tryToPut(evaluations: readonly Evaluation[]): Promise<readonly Refusal[]> {
    if (evaluations.length === 0) return [];
    const refused = await this.ledger.put(evaluations, this.resultToken, this.testMode);
    this.accepted += evaluations.length - refused.length;
    return refused;
  }
}
