import { checked, missing, ok, quoted, unknown, type Check } from '../check';
import type { Place } from '../place';
import type { FieldSelector, Selectors, Trail, TrailFacts } from './facts';

type Facts = TrailFacts & Place;

const meaning = 'Passwords and devices are then seen by the schedule alone, hours later instead of minutes.';

/** A trail that is on and logs IAM's management writes so that EventBridge sees them in this region. */
export function checkTrail(facts: Facts): readonly Check[] {
  return checked('trail', 'The trails', facts.trails, (trails) => {
    const here = trails.filter(({ multiRegion, homeRegion }) => multiRegion || homeRegion === facts.region);
    const lines = here.map((trail) => checkOne(trail, facts));
    const best =
      lines.find(({ status }) => status === 'ok') ?? lines.find(({ status }) => status === 'unknown');
    if (best !== undefined) return [best];
    return [lines[0] ?? noTrail(trails, facts)];
  });
}

/** A trail of the account by its name, another account's by its ARN: only there it has to be asked by that. */
const handleOf = ({ arn, name }: Trail, accountId: string): string =>
  arn.split(':')[4] === accountId ? quoted(name) : arn;

function noTrail(trails: readonly Trail[], { region, accountId }: Facts): Check {
  const [elsewhere] = trails;
  if (elsewhere === undefined)
    return missing(
      'trail',
      `There is no trail. ${meaning}`,
      `aws cloudtrail create-trail --region ${region} --name management-events --s3-bucket-name BUCKET --is-multi-region-trail`,
    );
  return missing(
    'trail',
    `The trail ${elsewhere.name} logs ${elsewhere.homeRegion} only, not ${region}. ${meaning}`,
    `aws cloudtrail update-trail --region ${elsewhere.homeRegion} --name ${handleOf(elsewhere, accountId)} --is-multi-region-trail --include-global-service-events`,
  );
}

function checkOne(trail: Trail, { accountId }: Facts): Check {
  const { arn, homeRegion, logging, selectors } = trail;
  const owner = arn.split(':')[4];
  const handle = handleOf(trail, accountId);
  const name = owner === accountId || owner === undefined ? trail.name : `${trail.name} of account ${owner}`;
  if ('failure' in logging) return unknown('trail', `Whether the trail ${name} is on`, logging.failure);
  if (!logging.value)
    return missing(
      'trail',
      `The trail ${name} is off. ${meaning}`,
      `aws cloudtrail start-logging --region ${homeRegion} --name ${handle}`,
    );
  if (!trail.globalEvents)
    return missing(
      'trail',
      `The trail ${name} leaves out global services, and IAM is one. ${meaning}`,
      `aws cloudtrail update-trail --region ${homeRegion} --name ${handle} --include-global-service-events`,
    );
  if ('failure' in selectors) return unknown('trail', `What the trail ${name} logs`, selectors.failure);
  if (logsIamWrites(selectors.value))
    return ok(
      'trail',
      `The trail ${name} is on and logs management writes, so IAM activity is seen in minutes.`,
    );
  return missing(
    'trail',
    `The trail ${name} is on, but its event selectors leave out IAM's management writes. ${meaning}`,
    selectCommand(trail, selectors.value, handle),
  );
}

const iamSource = 'iam.amazonaws.com';

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_EventSelector.html ReadWriteType is All by default */
function logsIamWrites({ basic, advanced }: Selectors): boolean {
  if (advanced.length > 0) return advanced.some(selectsIamWrites);
  if (basic.length === 0) return true;
  return basic.some(
    ({ readWriteType, managementEvents, excludedSources }) =>
      managementEvents && readWriteType !== 'ReadOnly' && !excludedSources.includes(iamSource),
  );
}

function selectsIamWrites(fields: readonly FieldSelector[]): boolean {
  const of = (name: string) => fields.find(({ field }) => field === name);
  const takes = (name: string, value: string): boolean => {
    const selector = of(name);
    if (selector === undefined) return true;
    return (
      (selector.equals.length === 0 || selector.equals.includes(value)) && !selector.notEquals.includes(value)
    );
  };
  return (
    (of('eventCategory')?.equals.includes('Management') ?? false) &&
    takes('readOnly', 'false') &&
    takes('eventSource', iamSource)
  );
}

/** Puts back what is there and adds the management writes: put-event-selectors replaces all selectors. */
function selectCommand({ homeRegion }: Trail, { advanced, raw }: Selectors, handle: string): string {
  const start = `aws cloudtrail put-event-selectors --region ${homeRegion} --trail-name ${handle}`;
  if (advanced.length > 0) {
    const management = {
      Name: 'ManagementWrites',
      FieldSelectors: [
        { Field: 'eventCategory', Equals: ['Management'] },
        { Field: 'readOnly', Equals: ['false'] },
      ],
    };
    return `${start} --advanced-event-selectors ${quoted(JSON.stringify([...raw, management]))}`;
  }
  const [first, ...others] = raw.filter((selector) => typeof selector === 'object' && selector !== null);
  const widened = {
    ...first,
    ReadWriteType: 'All',
    IncludeManagementEvents: true,
    ExcludeManagementEventSources: [],
  };
  return `${start} --event-selectors ${quoted(JSON.stringify([widened, ...others]))}`;
}
