import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import * as v from 'valibot';
import { parseSignInEvent, type SignInEvent } from '../protocol/sign-in-event';
import { ask } from './clients/call-scope';
import { paced, type Connection } from './clients/settings';
import { readFailed } from './clients/read-failed';
import { tokenList } from './lists';
import { nextTokenOf, pagesOf } from './pages';

/** LookupEvents takes two calls a second of an account and region. */
const millisecondsBetweenCalls = 500;

export const cloudTrailClient = (connection: Connection): CloudTrailClient =>
  paced('cloudtrail', (settings) => new CloudTrailClient(settings), connection);

/** The sign-ins of one region, the newest first, a page at a time; its lists share one pace. */
export class CloudTrailSignIns {
  private started = -Infinity;

  constructor(
    private readonly client: CloudTrailClient,
    private readonly signal: AbortSignal,
  ) {}

  /**
   * Of one user by name, or the console sign-ins of everybody: LookupEvents takes one attribute.
   * @throws ReadFailedError
   */
  async *pages(
    userName: string | undefined,
    since: Date,
    until: Date,
  ): AsyncGenerator<{ events: readonly SignInEvent[]; oldest: Date | undefined; isLast: boolean }> {
    const attribute =
      userName === undefined
        ? { AttributeKey: 'EventName' as const, AttributeValue: 'ConsoleLogin' }
        : { AttributeKey: 'Username' as const, AttributeValue: userName };
    const page = async (NextToken: string | undefined) => {
      const wait = this.started + millisecondsBetweenCalls - performance.now();
      if (wait > 0) await new Promise((done) => setTimeout(done, wait));
      this.started = performance.now();
      const command = new LookupEventsCommand({
        LookupAttributes: [attribute],
        StartTime: since,
        EndTime: until,
        MaxResults: 50,
        NextToken,
      });
      return ask(this.signal, () => this.client.send(command));
    };
    try {
      for await (const one of pagesOf(page, nextTokenOf)) {
        const { Events = [] } = one;
        yield {
          events: Events.map(({ CloudTrailEvent }) => parseSignInEvent(CloudTrailEvent ?? '')).filter(
            (event) => event !== undefined,
          ),
          oldest: Events.at(-1)?.EventTime,
          isLast: nextTokenOf(one) === undefined,
        };
      }
    } catch (error) {
      throw readFailed('cloudtrail:LookupEvents', error, this.signal);
    }
  }
}

const eventSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({ requestParameters: v.nullish(v.object({ userName: v.optional(v.string()) })) }),
);

/** The source of the event by which a user got a password since then; undefined where none is shown yet. @throws ReadFailedError */
export async function passwordEventSource(
  client: CloudTrailClient,
  signal: AbortSignal,
  { userName, since }: { readonly userName: string; readonly since: Date },
): Promise<string | undefined> {
  const LookupAttributes = [{ AttributeKey: 'EventName' as const, AttributeValue: 'CreateLoginProfile' }];
  const [found] = await tokenList(
    'cloudtrail:LookupEvents',
    (NextToken) => client.send(new LookupEventsCommand({ LookupAttributes, StartTime: since, NextToken })),
    signal,
    ({ Events = [] }) =>
      Events.filter(({ CloudTrailEvent }) => {
        const event = v.safeParse(eventSchema, CloudTrailEvent);
        return event.success && event.output.requestParameters?.userName === userName;
      }),
  );
  return found && (found.EventSource ?? '');
}
