import type { RuleParameters } from '../core/rule-parameters';
import type { HeldResult } from '../protocol/evaluation';
import { failureText, ReadFailedError } from '../run/failures';
import { runQuestions, storyQuestions, type QuestionId } from './questions';
import type { Look, VerificationPorts } from './ports';
import type { Answer } from './result';

export interface Plan {
  /** `/iam-user-mfa-verify/RUN/` */
  readonly path: string;
  readonly ruleParameters: RuleParameters;
  /** How long a wave waits for Config, and after a start once more. */
  readonly waitMilliseconds: number;
  readonly everyMilliseconds: number;
}

/** A question that is asked again until it is answered as expected, or the time is over. */
export interface Expectation {
  readonly id: QuestionId;
  readonly look: () => Promise<Look>;
}

interface Met {
  readonly seconds: number;
  readonly byItself: boolean;
}

/** The answers of a run, as they come in. */
export class Asking {
  private readonly known = new Map<string, Answer>();
  private readonly met = new Map<string, Met>();
  private broken: string | undefined;

  constructor(
    private readonly asked: Plan,
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

  answer(id: QuestionId, look: string | Look): void {
    if (typeof look === 'string') this.answer(id, { got: look });
    else if ('absent' in look) this.skip(id, look.absent);
    else this.known.set(id, this.answerOf(id, look));
  }

  private answerOf(id: QuestionId, look: Exclude<Look, { readonly absent: string }>): Answer {
    const expected = runQuestions.get(id)?.expected;
    const question = { id, ...(expected === undefined ? {} : { expected }) };
    if ('failure' in look) return { ...question, outcome: 'incomplete', why: look.failure };
    const { got, annotation, recordedTime, seconds = this.met.get(id)?.seconds } = look;
    return {
      ...question,
      outcome: expected === undefined ? 'answered' : expected === got ? 'as-expected' : 'otherwise',
      got,
      ...(seconds === undefined ? {} : { seconds }),
      ...(annotation === undefined ? {} : { annotation }),
      ...(recordedTime === undefined ? {} : { recordedAt: recordedTime.toISOString() }),
    };
  }

  /** Because of another answer, or of what is deployed, which says why. */
  skip(id: QuestionId, why: string): void {
    this.known.set(id, { id, outcome: 'not-asked', why });
  }

  /** One for each question, asked or not. */
  answers(): readonly Answer[] {
    return [...runQuestions.keys()].map((id) => this.known.get(id) ?? this.unanswered(id));
  }

  private unanswered(id: string): Answer {
    const why = this.whyNotAsked(id);
    if (why !== undefined) return { id, outcome: 'not-asked', why };
    return { id, outcome: 'incomplete', why: this.broken ?? 'it was not come to' };
  }

  /** The reason why the deployed rule cannot be asked, by its own parameters. */
  whyNotAsked(id: string): string | undefined {
    const { path, ruleParameters } = this.asked;
    const { gracePeriodHours, exemptPaths, exemptTagKey, requiredMfa } = ruleParameters;
    if (!Object.hasOwn(storyQuestions, id)) return undefined;
    const needs = runQuestions.get(id)?.needs;
    if (exemptTagKey === undefined && needs === 'a tag that exempts') return 'the rule has no exemptTagKey';
    if (gracePeriodHours > 0) return `the rule has a grace period of ${gracePeriodHours} hours`;
    if (exemptPaths.some((exempt) => path.startsWith(exempt))) return 'the rule exempts this path';
    if (requiredMfa !== 'any' && needs === 'a device that counts')
      return `a virtual device does not meet requiredMfa=${requiredMfa}`;
    return undefined;
  }

  /**
   * Waits for Config: first for what comes by itself, then after one StartConfigRulesEvaluation. "No result" is true from the
   * start, so it counts once all others are as expected, or the time is over.
   */
  settle(expectations: readonly Expectation[]): Promise<void> {
    return this.wait(expectations, async (from, asked, looks) => {
      if (await this.allMet(asked, looks, from, true)) return;
      await this.start();
      await this.allMet(asked, looks, from, false);
    });
  }

  /** Waits for places beside Config, which no start makes quicker; one that gives no answer costs no other question its own. */
  settleElsewhere(expectations: readonly Expectation[]): Promise<void> {
    const guarded = expectations.map(({ id, look }) => ({ id, look: () => orFailure(look) }));
    return this.wait(guarded, async (from, asked, looks) => {
      await this.allMet(asked, looks, from, true);
    });
  }

  /** A question whose answer does not change. */
  async once(id: QuestionId, look: () => Promise<Look>): Promise<void> {
    this.refuseAfterEnd();
    if (this.whyNotAsked(id) === undefined) this.answer(id, await orFailure(look));
  }

  /** Whether the answer came before a start, and after how many seconds. */
  howItCame(id: QuestionId): Look {
    const { byItself, seconds } = this.met.get(id) ?? {};
    return { got: seconds === undefined ? 'not at all' : byItself ? 'by itself' : 'after a start', seconds };
  }

  private async wait(
    all: readonly Expectation[],
    waiting: (from: number, asked: readonly Expectation[], looks: Map<QuestionId, Look>) => Promise<void>,
  ): Promise<void> {
    const asked = all.filter(({ id }) => this.whyNotAsked(id) === undefined);
    if (asked.length === 0) return;
    const looks = new Map<QuestionId, Look>();
    await waiting(this.ports.clock.now().getTime(), asked, looks);
    for (const [id, look] of looks) this.answer(id, look);
  }

  private allMet(
    all: readonly Expectation[],
    looks: Map<QuestionId, Look>,
    from: number,
    byItself: boolean,
  ): Promise<boolean> {
    return this.until(async () => {
      for (const { id, look } of all) {
        const looked = await look();
        looks.set(id, looked);
        const seconds = Math.round((this.ports.clock.now().getTime() - from) / 1000);
        if ('got' in looked && looked.got !== runQuestions.get(id)?.expected) this.met.delete(id);
        else if (!this.met.has(id)) this.met.set(id, { seconds, byItself });
      }
      return all.every(({ id }) => this.met.has(id));
    });
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

/** Denied, or out of reach: the question is open, and the others are asked. */
export async function orFailure(look: () => Promise<Look>): Promise<Look> {
  try {
    return await look();
  } catch (error) {
    if (error instanceof ReadFailedError) return { failure: failureText(error.failure) };
    throw error;
  }
}
