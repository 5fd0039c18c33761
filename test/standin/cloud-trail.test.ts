import {
  DescribeTrailsCommand,
  GetEventSelectorsCommand,
  GetTrailStatusCommand,
  LookupEventsCommand,
  paginateLookupEvents,
} from '@aws-sdk/client-cloudtrail';
import { expect, test } from '@jest/globals';
import { clientsFor, withStandin } from './clients';

const now = () => new Date('2026-11-20T00:00:00Z');
const signIn = (overrides: Record<string, unknown> = {}) => ({
  eventTime: '2026-11-12T08:00:00Z',
  eventName: 'ConsoleLogin',
  userIdentity: { type: 'IAMUser', userName: 'ann' },
  sourceIPAddress: '203.0.113.9',
  responseElements: { ConsoleLogin: 'Success' },
  additionalEventData: { MFAUsed: 'No' },
  ...overrides,
});
const consoleLogins = {
  LookupAttributes: [{ AttributeKey: 'EventName' as const, AttributeValue: 'ConsoleLogin' }],
};

test('events of the region are found by name, the newest first, with the whole event as text', () =>
  withStandin(
    {
      cloudTrail: {
        events: [
          signIn({ eventTime: '2026-11-01T08:00:00Z' }),
          signIn(),
          signIn({ awsRegion: 'eu-north-1' }),
          signIn({ eventName: 'CheckMfa' }),
          signIn({ eventTime: '2026-01-01T08:00:00Z' }),
        ],
      },
    },
    async ({ cloudTrail, url }) => {
      const { Events = [] } = await cloudTrail.send(new LookupEventsCommand(consoleLogins));
      expect(Events.map(({ EventTime }) => EventTime?.toISOString().slice(0, 10))).toEqual([
        '2026-11-12',
        '2026-11-01',
      ]);
      expect(Events[0]).toMatchObject({ Username: 'ann', EventSource: 'signin.amazonaws.com' });
      expect(JSON.parse(Events[0]?.CloudTrailEvent ?? '')).toMatchObject({
        eventTime: '2026-11-12T08:00:00Z',
        awsRegion: 'us-east-1',
        additionalEventData: { MFAUsed: 'No' },
      });
      const north = clientsFor(url, 'testing', 'eu-north-1').cloudTrail;
      expect((await north.send(new LookupEventsCommand(consoleLogins))).Events).toHaveLength(1);
    },
    { now },
  ));

test('start and end bound what is found, and pages hold 50', () =>
  withStandin(
    {
      cloudTrail: {
        events: Array.from({ length: 70 }, (_, n) =>
          signIn({ eventTime: new Date(Date.parse('2026-11-10T00:00:00Z') + n * 3_600_000) }),
        ),
      },
    },
    async ({ cloudTrail }) => {
      const sizes: number[] = [];
      const query = { ...consoleLogins, StartTime: new Date('2026-11-10T05:00:00Z') };
      for await (const page of paginateLookupEvents({ client: cloudTrail }, query)) {
        sizes.push(page.Events?.length ?? 0);
      }
      expect(sizes).toEqual([50, 15]);
    },
    { now },
  ));

test('two calls a second are a rate limit of the seed, for each region', () =>
  withStandin(
    { rateLimits: [{ action: 'cloudtrail:LookupEvents', callsPerSecond: 2 }] },
    async ({ cloudTrail, url }) => {
      const look = new LookupEventsCommand({});
      await cloudTrail.send(look);
      await cloudTrail.send(look);
      await expect(cloudTrail.send(look)).rejects.toMatchObject({ name: 'ThrottlingException' });
      await clientsFor(url, 'testing', 'eu-north-1').cloudTrail.send(look);
    },
    { now },
  ));

test('a trail is found by name in its home region, by ARN everywhere, and shows whether it logs', () =>
  withStandin(
    { cloudTrail: { trails: [{ name: 'main', isLogging: false }] } },
    async ({ cloudTrail, url }) => {
      const west = clientsFor(url, 'testing', 'eu-west-1').cloudTrail;
      const { trailList = [] } = await west.send(new DescribeTrailsCommand({}));
      expect(trailList).toMatchObject([{ Name: 'main', HomeRegion: 'us-east-1', IsMultiRegionTrail: true }]);
      expect((await west.send(new DescribeTrailsCommand({ includeShadowTrails: false }))).trailList).toEqual(
        [],
      );
      const arn = trailList[0]?.TrailARN ?? '';
      expect(arn).toBe('arn:aws:cloudtrail:us-east-1:123456789012:trail/main');
      expect((await west.send(new GetTrailStatusCommand({ Name: arn }))).IsLogging).toBe(false);
      expect((await cloudTrail.send(new GetTrailStatusCommand({ Name: 'main' }))).IsLogging).toBe(false);
      await expect(west.send(new GetTrailStatusCommand({ Name: 'main' }))).rejects.toMatchObject({
        name: 'TrailNotFoundException',
      });
    },
  ));

test("an organization's trail shows in its members, with the selectors that it has", () =>
  withStandin(
    {
      cloudTrail: {
        trails: [
          {
            name: 'org',
            isOrganization: true,
            advancedEventSelectors: [
              { FieldSelectors: [{ Field: 'eventCategory', Equals: ['Management'] }] },
            ],
          },
        ],
      },
      accounts: [{ accountId: '111122223333' }],
      accessKeys: { AKIAMEMBER: '111122223333' },
      organization: { accounts: [{ accountId: '111122223333', name: 'prod' }] },
    },
    async ({ url }) => {
      const member = clientsFor(url, 'AKIAMEMBER').cloudTrail;
      const { trailList = [] } = await member.send(new DescribeTrailsCommand({}));
      const TrailName = 'arn:aws:cloudtrail:us-east-1:123456789012:trail/org';
      expect(trailList).toMatchObject([{ TrailARN: TrailName, IsOrganizationTrail: true }]);
      const selectors = await member.send(new GetEventSelectorsCommand({ TrailName }));
      expect(selectors.AdvancedEventSelectors).toMatchObject([
        { FieldSelectors: [{ Field: 'eventCategory', Equals: ['Management'] }] },
      ]);
    },
  ));
