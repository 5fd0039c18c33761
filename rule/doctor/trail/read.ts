import {
  DescribeTrailsCommand,
  GetEventSelectorsCommand,
  GetTrailStatusCommand,
} from '@aws-sdk/client-cloudtrail';
import * as v from 'valibot';
import { MalformedResponseError } from '../../aws/clients/read-failed';
import { cloudTrailClient } from '../../aws/cloudtrail';
import type { Answer } from '../answer';
import type { Place } from '../place';
import type { Reading } from '../reading';
import type { Selectors, Trail, TrailFacts } from './facts';

const trailSchema = v.object({
  Name: v.optional(v.string()),
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

/** The trails that are seen in a region, an organization's and other regions' among them. */
export async function readTrails(reading: Reading<Place>): Promise<TrailFacts> {
  const trails = await reading.ask('cloudtrail:DescribeTrails', async () => {
    const command = new DescribeTrailsCommand({ includeShadowTrails: true });
    const { trailList } = await reading.client(cloudTrailClient, reading.place.region).send(command);
    return v.parse(v.array(trailSchema), trailList ?? []);
  });
  if ('failure' in trails) return { trails };
  return {
    trails: {
      value: await Promise.all(
        trails.value.map(async (trail): Promise<Trail> => {
          const [logging, selectors] = await Promise.all([
            isLogging(reading, trail),
            selectorsOf(reading, trail),
          ]);
          return {
            arn: trail.TrailARN,
            name: trail.Name ?? trail.TrailARN,
            homeRegion: trail.HomeRegion,
            multiRegion: trail.IsMultiRegionTrail,
            organization: trail.IsOrganizationTrail,
            globalEvents: trail.IncludeGlobalServiceEvents,
            logging,
            selectors,
          };
        }),
      ),
    },
  };
}

/** Status and selectors are asked in a trail's home region, by its full ARN. */
type AskedTrail = Pick<v.InferOutput<typeof trailSchema>, 'HomeRegion' | 'TrailARN'>;

const isLogging = (reading: Reading<Place>, trail: AskedTrail): Promise<Answer<boolean>> =>
  reading.ask('cloudtrail:GetTrailStatus', async () => {
    const client = reading.client(cloudTrailClient, trail.HomeRegion);
    const { IsLogging } = await client.send(new GetTrailStatusCommand({ Name: trail.TrailARN }));
    return v.parse(v.boolean(), IsLogging);
  });

const selectorsOf = (reading: Reading<Place>, trail: AskedTrail): Promise<Answer<Selectors>> =>
  reading.ask('cloudtrail:GetEventSelectors', async () => {
    const { EventSelectors, AdvancedEventSelectors } = await reading
      .client(cloudTrailClient, trail.HomeRegion)
      .send(new GetEventSelectorsCommand({ TrailName: trail.TrailARN }));
    // A trail has selectors of one make, the default ones where nobody has set any.
    if (EventSelectors === undefined && AdvancedEventSelectors === undefined)
      throw new MalformedResponseError('A trail without event selectors of either make.');
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
