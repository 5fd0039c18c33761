import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { meta } from '../../meta';
import type { Calls } from '../clients/call-scope';
import type { Log } from '../../run/ports';
import type { RunSummary } from '../../run/run-summary';
import { EntryLog } from './entry-log';

/** One for the life of the process, as the logger is. */
let processMetrics: Metrics | undefined;

type Figure = readonly [name: string, unit: (typeof MetricUnit)[keyof typeof MetricUnit], value: number];

/**
 * The rule's own log: structured lines and EMF metrics through Powertools. It writes to stdout itself, not through Lambda's patched console,
 * so Lambda's own JSON log format does not wrap an EMF line into a string that CloudWatch would not read as metrics.
 */
export class LambdaLog extends EntryLog implements Log {
  /** @param sent `all`, `scans` (whether scans complete, alone) or `none`: CloudWatch bills each metric */
  constructor(
    calls: Calls,
    private readonly sent = 'all',
  ) {
    super(calls);
  }

  private readonly metrics = (processMetrics ??= new Metrics({
    namespace: meta.metricNamespace,
    serviceName: meta.id,
  }));

  summary(summary: RunSummary): void {
    this.invocation('run', summary);
    const figures = this.figures(summary).filter(
      ([name]) => this.sent === 'all' || (this.sent === 'scans' && name === 'CompletedScans'),
    );
    if (figures.length === 0) return;
    for (const [name, unit, value] of figures) this.metrics.addMetric(name, unit, value);
    this.metrics.publishStoredMetrics();
  }

  /** People are counted by scans only: a change run sees one user, and would make the curves jump. */
  private figures(summary: RunSummary): readonly Figure[] {
    const calls = [...this.calls.byApi.values()].reduce((sum, count) => sum + count, 0);
    const everyRun = [
      ['Unreadable', MetricUnit.Count, summary.unreadable],
      ['Posted', MetricUnit.Count, summary.posted],
      ['Cleared', MetricUnit.Count, summary.cleared],
      ['Calls', MetricUnit.Count, calls],
      ['Throttles', MetricUnit.Count, this.calls.throttles],
      ['RunMilliseconds', MetricUnit.Milliseconds, summary.milliseconds],
    ] as const;
    const byApi = [...this.calls.byApi].map(([api, count]) => [api, MetricUnit.Count, count] as const);
    if (summary.trigger === 'change') return [...everyRun, ...byApi];
    return [
      ...everyRun,
      ...byApi,
      ['Users', MetricUnit.Count, summary.users],
      ['Compliant', MetricUnit.Count, summary.compliant],
      ['NonCompliant', MetricUnit.Count, summary.nonCompliant],
      ['NoConsolePassword', MetricUnit.Count, summary.notApplicable['no-console-password'] ?? 0],
      ['Exempt', MetricUnit.Count, summary.notApplicable.exempt ?? 0],
      ['InGrace', MetricUnit.Count, summary.notApplicable['within-grace'] ?? 0],
      ['Gone', MetricUnit.Count, summary.notApplicable['user-gone'] ?? 0],
      ['CompletedScans', MetricUnit.Count, summary.succeeded ? 1 : 0],
    ];
  }
}
