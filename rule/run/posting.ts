import { failuresText, type Problem } from './failures';
import type { Ledger, Refusal } from './ports';
import { batches, maxBatchSize } from '../protocol/batch';
import type { Evaluation } from '../protocol/evaluation';

/** Posts evaluations in batches as they become known, so that a run which is cut short has reported what it knew. */
export class Posting {
  private pending: Evaluation[] = [];
  private accepted = 0;
  private ordered = true;
  private readonly refusals: Refusal[] = [];

  constructor(
    private readonly ledger: Ledger,
    private readonly resultToken: string,
    private readonly testMode: boolean,
  ) {}

  get posted(): number {
    return this.accepted;
  }

  /** Whether Config took all that was posted last, and in this order. */
  get inOrder(): boolean {
    return this.ordered;
  }

  isRefused(evaluation: Evaluation): boolean {
    return this.refusals.some((refusal) => refusal.evaluation === evaluation);
  }

  get problems(): readonly Problem[] {
    if (this.refusals.length === 0) return [];
    // The scan's own line may have been refused twice.
    const bySubject = new Map(
      this.refusals.map(({ evaluation, failure }) => [evaluation.subject, failure] as const),
    );
    const failures = [...bySubject.values()];
    const many = failures.length === 1 ? 'evaluation' : 'evaluations';
    const text = `${failures.length} ${many} could not be recorded (${failuresText(failures)})`;
    return [{ text, names: [...bySubject.keys()], failures }];
  }

  async add(evaluation: Evaluation): Promise<void> {
    this.pending.push(evaluation);
    if (this.pending.length < maxBatchSize) return;
    await this.flush();
  }

  /** Puts what is left, with `last` after it. */
  async finish(last: readonly Evaluation[]): Promise<void> {
    this.pending.push(...last);
    await this.flush();
  }

  private async flush(): Promise<void> {
    const evaluations = this.pending;
    this.pending = [];
    this.ordered = true;
    for (const batch of batches(evaluations)) {
      const { refused, inOrder } = await this.ledger.put(batch, this.resultToken, this.testMode);
      this.refusals.push(...refused);
      this.accepted += batch.length - refused.length;
      if (!inOrder || refused.length > 0) this.ordered = false;
    }
  }
}
