import {
  GenerateCredentialReportCommand,
  GetCredentialReportCommand,
  type IAMClient,
} from '@aws-sdk/client-iam';
import { setTimeout as wait } from 'node:timers/promises';
import * as v from 'valibot';
import { ask } from '../clients/call-scope';
import { errorCode, readFailed } from '../clients/read-failed';

const reportSchema = v.object({ Content: v.instance(Uint8Array), GeneratedTime: v.date() });
/** As the API names them, and as the SDK does: ReportNotPresent is CredentialReportNotPresentException. */
const notThereYet = /^(Credential)?Report(NotReady|InProgress|NotPresent|Expired)$/;

export interface FetchedReport {
  readonly content: Uint8Array;
  readonly generatedAt: Date;
}

/** IAM makes the report when it is asked to, and at most every four hours a new one. */
export class IamCredentialReport {
  constructor(
    private readonly client: IAMClient,
    private readonly signal: AbortSignal,
    /** Between two questions whether it is there. */
    private readonly pauseMilliseconds = 2000,
  ) {}

  /** Asks until there is a report, or the time is over. @throws ReadFailedError */
  async fetch(): Promise<FetchedReport> {
    for (;;) {
      await this.generate();
      const report = await this.get();
      if (report !== undefined) return report;
      await wait(this.pauseMilliseconds, undefined, { signal: this.signal }).catch(() => undefined);
    }
  }

  /** Again and again, because a report may expire between two questions: while one is made, or is there, it changes nothing. */
  private async generate(): Promise<void> {
    try {
      await ask(this.signal, () => this.client.send(new GenerateCredentialReportCommand({})));
    } catch (error) {
      // Too many reports were asked for; one that is there, or will be, is as good: its age is said.
      // https://docs.aws.amazon.com/IAM/latest/APIReference/API_GenerateCredentialReport.html
      if (errorCode(error) === 'LimitExceeded') return;
      throw readFailed('iam:GenerateCredentialReport', error, this.signal);
    }
  }

  private async get(): Promise<FetchedReport | undefined> {
    try {
      const output = await ask(this.signal, () => this.client.send(new GetCredentialReportCommand({})));
      const { Content, GeneratedTime } = v.parse(reportSchema, output);
      return { content: Content, generatedAt: GeneratedTime };
    } catch (error) {
      if (notThereYet.test(errorCode(error))) return undefined;
      throw readFailed('iam:GetCredentialReport', error, this.signal);
    }
  }
}
