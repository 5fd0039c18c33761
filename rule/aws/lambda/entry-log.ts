import { Logger } from '@aws-lambda-powertools/logger';
import { meta } from '../../meta';
import type { Calls } from '../clients/call-scope';

/** One for the life of the process: a new one brings a new console, which costs as much as a call to AWS. */
let processLogger: Logger | undefined;

/** The structured log of an entry: one line for an invocation, with what it called. */
export class EntryLog {
  private readonly logger = (processLogger ??= new Logger({ serviceName: meta.id }));

  constructor(protected readonly calls: Calls) {}

  warn(message: string, details: Readonly<Record<string, string | number>>): void {
    this.logger.warn(message, { details });
  }

  failure(error: unknown): void {
    this.sayWithoutList();
    const known = error instanceof Error ? error : new Error(String(error));
    this.logger.error(known.message, { errorName: known.name });
  }

  invocation(entry: string, summary: object): void {
    this.sayWithoutList();
    this.logger.info(entry, {
      summary: { ...summary, calls: Object.fromEntries(this.calls.byApi), throttles: this.calls.throttles },
    });
  }

  private sayWithoutList(): void {
    for (const api of this.calls.withoutList)
      this.warn(
        'The answer had no list; AWS does not say whether that means an empty one. It counts as empty.',
        {
          api,
        },
      );
  }
}
