import type { Ledger, ReadFailure, Refusal } from '../../rule/run/ports';
import type { Evaluation, HeldResult } from '../../rule/protocol/evaluation';
import { denied } from './iam';

interface Recorded {
  readonly evaluation: Evaluation;
  readonly recordedTime: Date;
}

/** Config's results in memory. It is not known what Config does with an older OrderingTimestamp: it keeps or drops it here. */
export class FakeLedger implements Ledger {
  readonly puts: {
    readonly evaluations: readonly Evaluation[];
    readonly token: string;
    readonly testMode: boolean;
  }[] = [];
  heldFailure: ReadFailure | undefined;
  heldAsked: string[] = [];
  refuses: (evaluation: Evaluation) => boolean = () => false;
  /** An evaluation for which Config refuses the whole call that it is in. */
  spoils: (evaluation: Evaluation) => boolean = () => false;
  spoiledError = 'InvalidParameterValue';
  /** Why an answer without evaluations is not taken. */
  nothingFailure: ReadFailure | undefined;
  /** Called before each put is recorded, and after the held results were read. */
  beforePut: () => Promise<void> = () => Promise.resolve();
  afterHeld: () => Promise<void> = () => Promise.resolve();
  private readonly recorded = new Map<string, Recorded>();

  constructor(
    private readonly now: () => Date,
    private readonly olderTimestamp: 'keep' | 'drop' = 'keep',
  ) {}

  /** Everything that was put, in order. */
  get posted(): readonly Evaluation[] {
    return this.puts.flatMap(({ evaluations }) => evaluations);
  }

  results(): readonly HeldResult[] {
    return [...this.recorded.values()].flatMap(({ evaluation, recordedTime }) => {
      const { resourceType, resourceId, compliance, annotation } = evaluation;
      return compliance === 'NOT_APPLICABLE'
        ? []
        : [{ resourceType, resourceId, compliance, annotation, recordedTime }];
    });
  }

  resultOf(resourceId: string): HeldResult | undefined {
    return this.results().find((result) => result.resourceId === resourceId);
  }

  async held(ruleName: string): Promise<{ results: readonly HeldResult[] } | { failure: ReadFailure }> {
    this.heldAsked.push(ruleName);
    const answer =
      this.heldFailure === undefined ? { results: this.results() } : { failure: this.heldFailure };
    await this.afterHeld();
    return answer;
  }

  async heldOf(
    ruleName: string,
    userId: string,
  ): Promise<{ held: HeldResult | undefined } | { failure: ReadFailure }> {
    this.heldAsked.push(`${ruleName} ${userId}`);
    await Promise.resolve();
    return this.heldFailure === undefined ? { held: this.resultOf(userId) } : { failure: this.heldFailure };
  }

  async put(
    evaluations: readonly Evaluation[],
    token: string,
    testMode: boolean,
  ): Promise<readonly Refusal[]> {
    await this.beforePut();
    this.puts.push({ evaluations, token, testMode });
    if (evaluations.some((evaluation) => this.spoils(evaluation))) {
      const failure = { api: 'config:PutEvaluations', error: this.spoiledError };
      return evaluations.map((evaluation) => ({ evaluation, failure }));
    }
    const refused = evaluations.filter((evaluation) => this.refuses(evaluation));
    if (!testMode) {
      for (const evaluation of evaluations) if (!refused.includes(evaluation)) this.record(evaluation);
    }
    const failure = denied('config:PutEvaluations');
    return refused.map((evaluation) => ({ evaluation, failure }));
  }

  async putNothing(token: string): Promise<ReadFailure | undefined> {
    await Promise.resolve();
    this.puts.push({ evaluations: [], token, testMode: false });
    return this.nothingFailure;
  }

  record(evaluation: Evaluation, recordedTime = this.now()): void {
    const key = `${evaluation.resourceType}/${evaluation.resourceId}`;
    const before = this.recorded.get(key)?.evaluation.orderingTimestamp;
    if (this.olderTimestamp === 'drop' && before !== undefined && evaluation.orderingTimestamp < before)
      return;
    this.recorded.set(key, { evaluation, recordedTime });
  }
}
