import * as v from 'valibot';
import { date, jsonObject, region, text } from './seed-values';

const { optional, array, strictObject, looseObject } = v;

/** An event as CloudTrail writes it; what is named here is what LookupEvents needs. */
const event = looseObject({
  eventTime: date,
  eventName: text,
  eventSource: optional(text, 'signin.amazonaws.com'),
  awsRegion: optional(region, 'us-east-1'),
  eventID: optional(text),
  userIdentity: optional(looseObject({ type: optional(text), userName: optional(text) }), {}),
});

const trail = strictObject({
  name: text,
  homeRegion: optional(region, 'us-east-1'),
  isMultiRegion: optional(v.boolean(), true),
  isOrganization: optional(v.boolean(), false),
  includesGlobalServiceEvents: optional(v.boolean(), true),
  isLogging: optional(v.boolean(), true),
  /** As GetEventSelectors shows them. */
  eventSelectors: optional(array(jsonObject), [
    { ReadWriteType: 'All', IncludeManagementEvents: true, DataResources: [] },
  ]),
  advancedEventSelectors: optional(array(jsonObject)),
});

/** An account's CloudTrail in a seed. */
export const cloudTrail = strictObject({
  events: optional(array(event), []),
  trails: optional(array(trail), []),
});

export type CloudTrailSeed = v.InferOutput<typeof cloudTrail>;
export type CloudTrailEvent = v.InferOutput<typeof event>;
export type TrailSeed = v.InferOutput<typeof trail>;
