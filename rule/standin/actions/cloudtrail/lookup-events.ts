import * as v from 'valibot';
import { action, between, oneOf, textOf } from '../action';
import { tokenPage } from '../token-pages';
import { ServiceError } from '../../service-error';
import type { CloudTrailEvent } from '../../state/cloud-trail-seed';
import { pageOfArray } from '../../state/sequence';
import { stableId } from '../../state/stable-id';

const daysKept = 90;

const time = v.pipe(
  v.number(),
  v.transform((seconds) => seconds * 1000),
);

/** How an attribute's value is found in an event. */
const attributes = {
  EventId: idOf,
  EventName: ({ eventName }: CloudTrailEvent) => eventName,
  EventSource: ({ eventSource }: CloudTrailEvent) => eventSource,
  Username: usernameOf,
} as const;
const attributeKeys = ['EventId', 'EventName', 'EventSource', 'Username'] as const;

/** Of one region, the last 90 days, the newest first; one attribute at most. */
export const LookupEvents = action(
  v.object({
    LookupAttributes: v.optional(
      v.pipe(
        v.array(v.object({ AttributeKey: oneOf(attributeKeys), AttributeValue: textOf(1, 2000) })),
        v.maxLength(1, 'Member must have length less than or equal to 1'),
      ),
      [],
    ),
    StartTime: v.optional(time),
    EndTime: v.optional(time),
    MaxResults: v.optional(between(1, 50), 50),
    NextToken: v.optional(v.string()),
  }),
  (account, input, { region }) => {
    const now = account.store.now().getTime();
    const from = Math.max(input.StartTime ?? 0, now - daysKept * 86_400_000);
    const to = input.EndTime ?? now;
    if (input.StartTime !== undefined && input.StartTime > to) {
      throw new ServiceError('InvalidTimeRangeException', 'The start time is after the end time.');
    }
    const events = account.cloudTrail.events
      .filter(({ awsRegion, eventTime }) => awsRegion === region && isBetween(from, eventTime, to))
      .filter((event) =>
        input.LookupAttributes.every((one) => attributes[one.AttributeKey](event) === one.AttributeValue),
      )
      .sort((a, b) => b.eventTime.getTime() - a.eventTime.getTime());
    const size = Math.min(input.MaxResults, account.pageSize);
    const page = tokenPage(input.NextToken, badToken, (after) => pageOfArray(events, after, size));
    return { Events: page.things.map(show), NextToken: page.NextToken };
  },
);

const badToken = (): ServiceError =>
  new ServiceError('InvalidNextTokenException', 'The token that was given is not valid.');

const isBetween = (from: number, time: Date, to: number): boolean =>
  from <= time.getTime() && time.getTime() <= to;

function idOf(event: CloudTrailEvent): string {
  return event.eventID ?? stableId(JSON.stringify(event));
}

function usernameOf({ userIdentity }: CloudTrailEvent): string | undefined {
  return userIdentity.userName ?? (userIdentity.type === 'Root' ? 'root' : undefined);
}

const show = (event: CloudTrailEvent): Record<string, unknown> => ({
  EventId: idOf(event),
  EventName: event.eventName,
  EventSource: event.eventSource,
  EventTime: event.eventTime,
  ReadOnly: 'false',
  Username: usernameOf(event),
  Resources: [],
  CloudTrailEvent: JSON.stringify({
    ...event,
    eventID: idOf(event),
    eventTime: `${event.eventTime.toISOString().slice(0, 19)}Z`,
  }),
});
