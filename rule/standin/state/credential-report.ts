import { ServiceError } from '../service-error';
import type { CredentialReportSeed } from './iam-account-seed';

/** "You can generate a credential report as often as once every four hours." (IAM User Guide) */
const lifetimeMilliseconds = 4 * 3600 * 1000;

interface Report {
  readonly generatedAt: Date;
  readonly content: string;
}

/** One account's credential report: none, in progress, there, or more than four hours old. */
export class CredentialReport {
  private report: Report | undefined;
  private callsInProgress = 0;

  constructor(private readonly seed: CredentialReportSeed) {}

  generate(now: Date, make: () => string): 'STARTED' | 'INPROGRESS' | 'COMPLETE' {
    this.makeSeeded(make);
    if (this.callsInProgress > 0) return 'INPROGRESS';
    if (this.report !== undefined && !isExpired(this.report, now)) return 'COMPLETE';
    this.report = { generatedAt: now, content: this.seed.content ?? make() };
    this.callsInProgress = this.seed.callsInProgress;
    return 'STARTED';
  }

  get(now: Date, make: () => string): Report {
    this.makeSeeded(make);
    if (this.callsInProgress > 0) {
      this.callsInProgress -= 1;
      throw new ServiceError('ReportInProgress', 'Report generation is in progress.', 404);
    }
    if (this.report === undefined) {
      throw new ServiceError('ReportNotPresent', 'No report present for this account.', 410);
    }
    if (isExpired(this.report, now)) {
      throw new ServiceError('ReportExpired', 'The most recent report is more than four hours old.', 410);
    }
    return this.report;
  }

  /** The report that is there from the start is made at the first request. */
  private makeSeeded(make: () => string): void {
    const { generatedAt } = this.seed;
    if (generatedAt === undefined || this.report !== undefined) return;
    this.report = { generatedAt, content: this.seed.content ?? make() };
  }
}

const isExpired = ({ generatedAt }: Report, now: Date): boolean =>
  now.getTime() - generatedAt.getTime() >= lifetimeMilliseconds;
