import {
  type CloudTrailClient,
  DescribeTrailsCommand,
  GetEventSelectorsCommand,
  GetTrailStatusCommand,
} from '@aws-sdk/client-cloudtrail';
import * as v from 'valibot';
import type { Answer, Selectors, Trail } from '../../doctor/ports';
import { asked } from './asked';

const trailSchema = v.object({
  Name: v.optional(v.string(), ''),
  TrailARN: v.string(),
  HomeRegion: v.string(),
  IsMultiRegionTrail: v.optional(v.boolean(), false),
  IsOrganizationTrail: v.optional(v.boolean(), false),
  IncludeGlobalServiceEvents: v.optional(v.boolean(), true),
});

const texts = v.optional(v.array(v.string()), []);
const basicSchema = v.object({
  ReadWriteType: v.optional(v.string(), 'All'),
  IncludeManagementEvents: v.optional(v.boolean(), true),
  ExcludeManagementEventSources: texts,
});
const advancedSchema = v.object({
  FieldSelectors: v.array(v.object({ Field: v.string(), Equals: texts, NotEquals: texts })),
});

/** A client for a region: status and selectors are asked in a trail's home region, by its full ARN. */
export type CloudTrailIn = (region: string) => CloudTrailClient;

/** The trails that are seen in a region, an organization's and other regions' among them. */
export async function readTrails(
  clientIn: CloudTrailIn,
  region: string,
  signal: AbortSignal,
): Promise<Answer<readonly Trail[]>> {
  const trails = await asked('cloudtrail:DescribeTrails', signal, async () => {
    const command = new DescribeTrailsCommand({ includeShadowTrails: true });
    const { trailList } = await clientIn(region).send(command, { abortSignal: signal });
    return v.parse(v.array(trailSchema), trailList ?? []);
  });
  if ('failure' in trails) return trails;
  return {
    value: await Promise.all(
      trails.value.map(async (trail): Promise<Trail> => {
        const client = clientIn(trail.HomeRegion);
        const [logging, selectors] = await Promise.all([
          isLogging(client, trail.TrailARN, signal),
          selectorsOf(client, trail.TrailARN, signal),
        ]);
        return {
          arn: trail.TrailARN,
          name: trail.Name,
          homeRegion: trail.HomeRegion,
          multiRegion: trail.IsMultiRegionTrail,
          organization: trail.IsOrganizationTrail,
          globalEvents: trail.IncludeGlobalServiceEvents,
          logging,
          selectors,
        };
      }),
    ),
  };
}

const isLogging = (client: CloudTrailClient, arn: string, signal: AbortSignal): Promise<Answer<boolean>> =>
  asked('cloudtrail:GetTrailStatus', signal, async () => {
    const { IsLogging } = await client.send(new GetTrailStatusCommand({ Name: arn }), {
      abortSignal: signal,
    });
    return v.parse(v.boolean(), IsLogging);
  });

const selectorsOf = (
  client: CloudTrailClient,
  arn: string,
  signal: AbortSignal,
): Promise<Answer<Selectors>> =>
  asked('cloudtrail:GetEventSelectors', signal, async () => {
    const { EventSelectors, AdvancedEventSelectors } = await client.send(
      new GetEventSelectorsCommand({ TrailName: arn }),
      { abortSignal: signal },
    );
    const advanced = v.parse(v.array(advancedSchema), AdvancedEventSelectors ?? []);
    return {
      basic: v.parse(v.array(basicSchema), EventSelectors ?? []).map((selector) => ({
        readWriteType: selector.ReadWriteType,
        managementEvents: selector.IncludeManagementEvents,
        excludedSources: selector.ExcludeManagementEventSources,
      })),
      advanced: advanced.map(({ FieldSelectors }) =>
        FieldSelectors.map(({ Field, Equals, NotEquals }) => ({
          field: Field,
          equals: Equals,
          notEquals: NotEquals,
        })),
      ),
      raw: advanced.length > 0 ? (AdvancedEventSelectors ?? []) : (EventSelectors ?? []),
    };
  });
