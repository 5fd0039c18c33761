import { blocking, checked, missing, ok, quoted, unknown, warning, type Check } from '../check';
import type { Place } from '../place';
import type { Recorder, RecorderFacts, RecorderStatus } from './facts';

const userType = 'AWS::IAM::User';
const resultType = 'AWS::Config::ResourceCompliance';

type Facts = RecorderFacts & Place;

/** A customer-managed recorder that is on and records IAM users, and whether it records what rules say. */
export function checkRecorder(facts: Facts): readonly Check[] {
  return checked('recorder', 'The configuration recorder', facts.recorders, (recorders) => {
    const own = recorders.find(({ servicePrincipal }) => servicePrincipal === undefined);
    if (own === undefined) return [noRecorder(recorders, facts)];
    return [
      ok('recorder', `The recorder ${own.name} is customer-managed, as a rule needs it.`),
      channelOf(facts),
      isOn(own, facts),
      recordsUsers(own, facts),
      recordsResults(own, facts),
    ];
  });
}

const serviceRole = ({ partition, accountId }: Facts): string =>
  `arn:${partition}:iam::${accountId}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig`;

function noRecorder(recorders: readonly Recorder[], facts: Facts): Check {
  const [service] = recorders;
  const what =
    service === undefined
      ? 'There is no customer-managed configuration recorder here'
      : `The only recorder, ${service.name}, belongs to ${service.servicePrincipal ?? 'an AWS service'}; a rule needs a customer-managed one`;
  return blocking(
    'recorder',
    `${what}. AWS Config refuses the rule, and a conformance pack fails in this account.`,
    `aws configservice put-configuration-recorder --region ${facts.region} --configuration-recorder ${quoted(
      JSON.stringify({ name: 'default', roleARN: serviceRole(facts) }),
    )} --recording-group allSupported=true,includeGlobalResourceTypes=true`,
  );
}

function channelOf({ deliveryChannels, region }: Facts): Check {
  if ('failure' in deliveryChannels)
    return unknown('delivery-channel', 'The delivery channel', deliveryChannels.failure);
  const [name] = deliveryChannels.value;
  if (name !== undefined) return ok('delivery-channel', `The delivery channel ${name} is there.`);
  return missing(
    'delivery-channel',
    'There is no delivery channel, and without one the recorder cannot be started.',
    `aws configservice put-delivery-channel --region ${region} --delivery-channel name=default,s3BucketName=BUCKET`,
  );
}

function isOn(recorder: Recorder, { recorderStatuses, region }: Facts): Check {
  if ('failure' in recorderStatuses)
    return unknown('recorder-on', 'Whether the recorder is on', recorderStatuses.failure);
  const status: RecorderStatus | undefined = recorderStatuses.value.find(
    ({ name }) => name === recorder.name,
  );
  // AWS has a status of every recorder.
  if (status === undefined)
    return unknown('recorder-on', 'Whether the recorder is on', {
      api: 'config:DescribeConfigurationRecorderStatus',
      error: 'MalformedResponse',
    });
  if (!status.recording)
    return missing(
      'recorder-on',
      `The recorder ${recorder.name} is off: new, renamed and re-tagged users are not seen until the next scheduled scan, and what Config shows of them is old.`,
      `aws configservice start-configuration-recorder --region ${region} --configuration-recorder-name ${quoted(recorder.name)}`,
    );
  if (status.lastStatus?.toUpperCase() === 'FAILURE')
    return warning(
      'recorder-on',
      `The recorder ${recorder.name} is on, but its last delivery failed${
        status.lastError === undefined ? '' : ` (${status.lastError})`
      }. Check its role and the bucket of the delivery channel.`,
      `aws configservice describe-delivery-channel-status --region ${region}`,
    );
  return ok('recorder-on', `The recorder ${recorder.name} is on.`);
}

/** IAM users are "global resources", so "all supported types" alone leaves them out. */
const isGlobal = (type: string): boolean => type.startsWith('AWS::IAM::');

function records(recorder: Recorder, type: string): boolean {
  const { strategy, allSupported, includeGlobalResourceTypes, resourceTypes, excludedTypes } = recorder;
  if (strategy === 'EXCLUSION_BY_RESOURCE_TYPES') return !excludedTypes.includes(type);
  // A recorder that was made before there were strategies has none, and one of types by name says so by its fields, too.
  const all = allSupported || strategy === 'ALL_SUPPORTED_RESOURCE_TYPES';
  return all ? !isGlobal(type) || includeGlobalResourceTypes : resourceTypes.includes(type);
}

/** The recording group that also records a type, and loses nothing of what it records now. */
function widened(recorder: Recorder, type: string): object {
  const { strategy, allSupported, resourceTypes, excludedTypes } = recorder;
  if (strategy === 'EXCLUSION_BY_RESOURCE_TYPES')
    return {
      exclusionByResourceTypes: { resourceTypes: excludedTypes.filter((excluded) => excluded !== type) },
      recordingStrategy: { useOnly: 'EXCLUSION_BY_RESOURCE_TYPES' },
    };
  if (allSupported || strategy === 'ALL_SUPPORTED_RESOURCE_TYPES')
    return { allSupported: true, includeGlobalResourceTypes: true };
  return { allSupported: false, resourceTypes: [...resourceTypes, type] };
}

function widenCommand(recorder: Recorder, type: string, facts: Facts): string {
  const { name, roleArn, recordingMode } = recorder;
  const identity = {
    name,
    roleARN: roleArn ?? serviceRole(facts),
    // A setting that is left out of a recorder may be put back to its default.
    ...(recordingMode === undefined ? {} : { recordingMode }),
  };
  return `aws configservice put-configuration-recorder --region ${facts.region} --configuration-recorder ${quoted(
    JSON.stringify(identity),
  )} --recording-group ${quoted(JSON.stringify(widened(recorder, type)))}`;
}

function recordsUsers(recorder: Recorder, facts: Facts): Check {
  if (records(recorder, userType))
    return ok('records-users', `The recorder ${recorder.name} records ${userType}.`);
  const why = recorder.allSupported
    ? 'it records all types without the global ones, and IAM users are global'
    : 'its recording group leaves them out';
  return missing(
    'records-users',
    `The recorder ${recorder.name} does not record ${userType}: ${why}. New, renamed and re-tagged users are seen by the schedule alone.`,
    widenCommand(recorder, userType, facts),
  );
}

function recordsResults(recorder: Recorder, facts: Facts): Check {
  if (records(recorder, resultType))
    return ok(
      'records-results',
      `The recorder ${recorder.name} records ${resultType}, so saved queries work.`,
    );
  return warning(
    'records-results',
    `The recorder ${recorder.name} does not record ${resultType}: saved queries return nothing, which looks like "no user". The rule itself and org-report work.`,
    widenCommand(recorder, resultType, facts),
  );
}
