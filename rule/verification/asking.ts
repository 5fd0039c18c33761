import type { RuleParameters } from '../core/rule-parameters';
import type { HeldResult } from '../protocol/evaluation';
import { ReadFailedError } from '../run/failures';
import { expectedAnswers, storyQuestions, type StoryId } from './questions';
import type { VerificationPorts } from './ports';
import type { Answer } from './result';

export interface Waiting {
  /** How long a wave waits for Config, and after a start once more. */
  readonly waitMilliseconds: number;
  readonly everyMilliseconds: number;
}

export interface Expectation {
  readonly id: StoryId;
  readonly userId: string;
  /** The word that the annotation has to name. */
  readonly mentions: string | undefined;
}

interface Asked extends Waiting {
  readonly path: string;
  readonly ruleParameters: RuleParameters;
}

/** The answers of a run, as they come in. */
export class Asking {
  private readonly known = new Map<string, Answer>();
  private broken: string | undefined;

  constructor(
    private readonly asked: Asked,
    private readonly ports: VerificationPorts,
  ) {}

  /** Before each step. @throws ReadFailedError after Ctrl-C, and when the time is over */
  refuseAfterEnd(): void {
    if (this.ports.signal.aborted)
      throw new ReadFailedError({ api: 'iam-user-mfa verify', error: 'the run was ended' });
  }

  breakOff(why: string): void {
    this.broken = why;
  }

  answer(id: string, got: string, seconds?: number): void {
    const expected = expectedAnswers[id];
    const outcome = expected === undefined ? 'answered' : expected === got ? 'as-expected' : 'otherwise';
    this.known.set(id, {
      id,
      outcome,
      ...(expected === undefined ? {} : { expected }),
      got,
      ...(seconds === undefined ? {} : { seconds }),
    });
  }

  /** Because of another answer, which says why. */
  skip(id: string, why: string): void {
    this.known.set(id, { id, outcome: 'not-asked', why });
  }

  /** One for each question, asked or not. */
  answers(): readonly Answer[] {
    return Object.keys(expectedAnswers).map((id) => this.known.get(id) ?? this.unanswered(id));
  }

  private unanswered(id: string): Answer {
    const why = this.whyNotAsked(id);
    if (why !== undefined) return { id, outcome: 'not-asked', why };
    return { id, outcome: 'incomplete', why: this.broken ?? 'it was not come to' };
  }

  /** The reason why the deployed rule cannot be asked, by its own parameters. */
  private whyNotAsked(id: string): string | undefined {
    const { path, ruleParameters } = this.asked;
    const { gracePeriodHours, exemptPaths, exemptTagKey, requiredMfa } = ruleParameters;
    const isOfRule = Object.hasOwn(storyQuestions, id);
    if (!isOfRule) return undefined;
    if (exemptTagKey === undefined && /exempt/.test(id)) return 'the rule has no exemptTagKey';
    if (gracePeriodHours > 0) return `the rule has a grace period of ${gracePeriodHours} hours`;
    if (exemptPaths.some((exempt) => path.startsWith(exempt))) return 'the rule exempts this path';
    if (requiredMfa !== 'any' && expectedAnswers[id] === 'COMPLIANT')
      return `a virtual device does not meet requiredMfa=${requiredMfa}`;
    return undefined;
  }

  /**
   * Waits for Config: first for what comes by itself, then after one StartConfigRulesEvaluation. "No result" is true from the
   * start, so it counts once all others are as expected, or the time is over.
   */
  async settle(all: readonly Expectation[]): Promise<void> {
    const expectations = all.filter(({ id }) => this.whyNotAsked(id) === undefined);
    if (expectations.length === 0) return;
    const { clock } = this.ports;
    const from = clock.now().getTime();
    const met = new Map<string, number>();
    if (!(await this.allMet(expectations, met, from))) {
      await this.start();
      await this.allMet(expectations, met, from);
    }
    for (const expectation of expectations)
      this.answer(expectation.id, await this.shown(expectation), met.get(expectation.id));
  }

  private async allMet(
    expectations: readonly Expectation[],
    met: Map<string, number>,
    from: number,
  ): Promise<boolean> {
    const { clock } = this.ports;
    return this.until(async () => {
      for (const expectation of expectations) {
        const isMet = (await this.shown(expectation)) === expectedAnswers[expectation.id];
        if (!isMet) met.delete(expectation.id);
        else if (!met.has(expectation.id))
          met.set(expectation.id, Math.round((clock.now().getTime() - from) / 1000));
      }
      return met.size === expectations.length;
    });
  }

  private async shown({ userId, mentions = '' }: Expectation): Promise<string> {
    const held = await this.ports.config.heldOf(userId);
    if (held === undefined) return 'no result';
    return held.annotation?.includes(mentions) === false
      ? `${held.compliance} with another name`
      : held.compliance;
  }

  /** The summary that Config keeps of the scan itself, after two starts: the first one has something new to say. */
  async summaries(): Promise<void> {
    const first = await this.summaryAfterStart(await this.ports.config.scanSummary());
    this.answer('account-result', first.summary === undefined ? 'not shown' : 'kept and shown');
    this.answer('schedule-after-start', first.isNew ? 'a schedule came' : 'no new summary');
    if (first.summary === undefined) {
      this.skip('unchanged-summary', 'there is no summary');
      return;
    }
    const second = await this.summaryAfterStart(first.summary);
    const isSame = second.summary?.annotation === first.summary.annotation;
    const recorded = isSame ? 'recorded again' : 'the text changed';
    this.answer('unchanged-summary', second.isNew ? recorded : 'not recorded again');
  }

  private async summaryAfterStart(
    before: HeldResult | undefined,
  ): Promise<{ readonly summary: HeldResult | undefined; readonly isNew: boolean }> {
    await this.start();
    let summary = before;
    const isNew = await this.until(async () => {
      summary = await this.ports.config.scanSummary();
      // By Config's own clock, which is not this computer's.
      return summary !== undefined && (before === undefined || summary.recordedTime > before.recordedTime);
    });
    return { summary, isNew };
  }

  /** One evaluation a minute, and none while one is running: both are answers. @throws ReadFailedError for any other */
  private async start(): Promise<void> {
    const isStarted = await this.until(async () => {
      const failure = await this.ports.config.start();
      if (failure !== undefined && !/^(LimitExceeded|ResourceInUse)$/.test(failure.error))
        throw new ReadFailedError(failure);
      return failure === undefined;
    });
    if (!isStarted)
      this.ports.say('Config did not start an evaluation in time; it was asked again and again.');
  }

  /** Bounded: at least one look, then as long as a wave may wait. */
  private async until(isSo: () => Promise<boolean>): Promise<boolean> {
    const { clock } = this.ports;
    const end = clock.now().getTime() + this.asked.waitMilliseconds;
    for (;;) {
      this.refuseAfterEnd();
      if (await isSo()) return true;
      if (clock.now().getTime() >= end) return false;
      await clock.pause(this.asked.everyMilliseconds);
    }
  }
}
