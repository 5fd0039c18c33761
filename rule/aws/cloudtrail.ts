import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import { parseConsoleLogin, type ConsoleLogin } from '../protocol/console-login';
import { ask } from './clients/call-scope';
import { paced, type Connection } from './clients/settings';
import { readFailed } from './clients/read-failed';
import { nextTokenOf, pagesOf } from './pages';

/** LookupEvents takes two calls a second of an account and region. */
const millisecondsBetweenCalls = 500;

export const cloudTrailClient = (connection: Connection): CloudTrailClient =>
  paced('cloudtrail', (settings) => new CloudTrailClient(settings), connection);

/** The console sign-ins of one region, the newest first, a page at a time. */
export class CloudTrailSignIns {
  constructor(
    private readonly client: CloudTrailClient,
    private readonly signal: AbortSignal,
  ) {}

  /** @throws ReadFailedError */
  async *pages(
    since: Date,
    until: Date,
  ): AsyncGenerator<{ logins: readonly ConsoleLogin[]; oldest: Date | undefined }> {
    let started = -Infinity;
    const page = async (NextToken: string | undefined) => {
      const wait = started + millisecondsBetweenCalls - performance.now();
      if (wait > 0) await new Promise((done) => setTimeout(done, wait));
      started = performance.now();
      const command = new LookupEventsCommand({
        LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: 'ConsoleLogin' }],
        StartTime: since,
        EndTime: until,
        MaxResults: 50,
        NextToken,
      });
      return ask(this.signal, () => this.client.send(command));
    };
    try {
      for await (const { Events: events = [] } of pagesOf(page, nextTokenOf)) {
        yield {
          logins: events
            .map(({ CloudTrailEvent }) => parseConsoleLogin(CloudTrailEvent ?? ''))
            .filter((login) => login !== undefined),
          oldest: events.at(-1)?.EventTime,
        };
      }
    } catch (error) {
      throw readFailed('cloudtrail:LookupEvents', error, this.signal);
    }
  }
}
