import * as v from 'valibot';
import { action, textOf } from '../action';
import { ServiceError } from '../../service-error';
import type { Account } from '../../state/account';
import type { TrailSeed } from '../../state/cloud-trail-seed';

interface Trail extends TrailSeed {
  readonly arn: string;
}

/** An organization's trail shows in every member; it belongs to the management account. */
function trailsOf(account: Account): readonly Trail[] {
  const { accounts, organization } = account.store;
  const isMember = organization?.members.has(account.id) === true;
  const others = isMember
    ? [...accounts.values()].filter((one) => one !== account && organization.members.has(one.id))
    : [];
  const own = account.cloudTrail.trails.map((trail) => withArn(account, trail));
  const shared = others.flatMap((one) =>
    one.cloudTrail.trails.filter(({ isOrganization }) => isOrganization).map((trail) => withArn(one, trail)),
  );
  return [...own, ...shared];
}

const withArn = ({ id, partition }: Account, trail: TrailSeed): Trail => ({
  ...trail,
  arn: `arn:${partition}:cloudtrail:${trail.homeRegion}:${id}:trail/${trail.name}`,
});

/** A name finds a trail in its home region only, an ARN everywhere. */
function found(account: Account, nameOrArn: string, region: string): Trail {
  const trail = trailsOf(account).find(
    ({ arn, name, homeRegion }) => arn === nameOrArn || (name === nameOrArn && homeRegion === region),
  );
  if (trail !== undefined) return trail;
  const [partition, id] = [account.partition, account.id];
  const arn = nameOrArn.startsWith('arn:')
    ? nameOrArn
    : `arn:${partition}:cloudtrail:${region}:${id}:trail/${nameOrArn}`;
  throw new ServiceError('TrailNotFoundException', `Unknown trail: ${arn} for the user: ${id}`);
}

export const DescribeTrails = action(
  v.object({
    trailNameList: v.optional(v.array(v.string()), []),
    includeShadowTrails: v.optional(v.boolean(), true),
  }),
  (account, input, { region }) => {
    const shown = trailsOf(account).filter(
      ({ arn, name, homeRegion, isMultiRegion }) =>
        (homeRegion === region || (input.includeShadowTrails && isMultiRegion)) &&
        (input.trailNameList.length === 0 ||
          input.trailNameList.includes(name) ||
          input.trailNameList.includes(arn)),
    );
    return { trailList: shown.map(show) };
  },
);

const show = (trail: Trail): Record<string, unknown> => ({
  Name: trail.name,
  TrailARN: trail.arn,
  HomeRegion: trail.homeRegion,
  IsMultiRegionTrail: trail.isMultiRegion,
  IsOrganizationTrail: trail.isOrganization,
  IncludeGlobalServiceEvents: trail.includesGlobalServiceEvents,
  HasCustomEventSelectors: trail.advancedEventSelectors !== undefined,
  S3BucketName: 'trail-bucket',
  LogFileValidationEnabled: true,
});

export const GetTrailStatus = action(v.object({ Name: textOf(1, 2048) }), (account, input, { region }) => ({
  IsLogging: found(account, input.Name, region).isLogging,
}));

export const GetEventSelectors = action(
  v.object({ TrailName: textOf(1, 2048) }),
  (account, input, { region }) => {
    const { arn, eventSelectors, advancedEventSelectors } = found(account, input.TrailName, region);
    return advancedEventSelectors === undefined
      ? { TrailARN: arn, EventSelectors: eventSelectors }
      : { TrailARN: arn, AdvancedEventSelectors: advancedEventSelectors };
  },
);
