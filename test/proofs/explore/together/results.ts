import { meta } from '../../../../rule/meta';
import type { Evaluation, HeldResult } from '../../../../rule/protocol/evaluation';
import { timeOf } from '../state';
import type { Answer, Call } from './call';
import { answer, Interned } from './interned';

interface Result {
  readonly compliance: Evaluation['compliance'];
  readonly annotation: string;
  readonly ordering: number;
  readonly recorded: number;
}

const minutesOf = (time: Date): number => (time.getTime() - timeOf(0).getTime()) / 60_000;

/** The results that Config holds. */
export class Results {
  private static readonly all = new Interned<Results>();
  private readonly after = new Map<string, Results>();
  private readonly answers = new Map<string, Answer>();

  private constructor(
    readonly id: number,
    readonly of: ReadonlyMap<string, Result>,
  ) {}

  static from(results: ReadonlyMap<string, Result>): Results {
    const sorted = [...results].sort(([a], [b]) => (a < b ? -1 : 1));
    return Results.all.get(JSON.stringify(sorted), (id) => new Results(id, new Map(sorted)));
  }

  compliance(id: string): 'COMPLIANT' | 'NON_COMPLIANT' | undefined {
    const compliance = this.of.get(id)?.compliance;
    return compliance === 'NOT_APPLICABLE' ? undefined : compliance;
  }

  /** It is not known what Config does with an older timestamp than the one that it holds: it keeps or drops it here. */
  put(call: Call & { kind: 'put' }, key: string, recorded: number, older: 'keep' | 'drop'): Results {
    const place = `${recorded} ${older} ${key}`;
    const known = this.after.get(place);
    if (known !== undefined) return known;
    const next = new Map(this.of);
    for (const { resourceId, compliance, annotation, orderingTimestamp } of call.evaluations) {
      const ordering = minutesOf(orderingTimestamp);
      if (older === 'drop' && (next.get(resourceId)?.ordering ?? ordering) > ordering) continue;
      const text = resourceId.startsWith('AIDA') || compliance === 'NON_COMPLIANT' ? annotation : '';
      if (compliance === 'NOT_APPLICABLE' && older === 'keep') next.delete(resourceId);
      else
        next.set(resourceId, {
          compliance,
          annotation: text,
          ordering: older === 'drop' ? ordering : 0,
          recorded,
        });
    }
    const after = Results.from(next);
    this.after.set(place, after);
    return after;
  }

  answer(call: Call): Answer {
    const id = 'id' in call ? call.id : '';
    const known =
      this.answers.get(id) ??
      answer({ results: this.results().filter(({ resourceId }) => id === '' || resourceId === id) });
    this.answers.set(id, known);
    return known;
  }

  private results(): readonly HeldResult[] {
    return [...this.of].flatMap(([resourceId, { compliance, annotation, recorded }]) => {
      const resourceType = resourceId.startsWith('AIDA') ? meta.resourceType : meta.scanResourceType;
      const recordedTime = timeOf(recorded);
      return compliance === 'NOT_APPLICABLE'
        ? []
        : [{ resourceType, resourceId, compliance, annotation, recordedTime }];
    });
  }
}
