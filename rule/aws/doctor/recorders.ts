import {
  type ConfigServiceClient,
  DescribeConfigurationRecordersCommand,
  DescribeConfigurationRecorderStatusCommand,
  DescribeDeliveryChannelsCommand,
} from '@aws-sdk/client-config-service';
import * as v from 'valibot';
import type { Answer, Recorder, RecorderStatus } from '../../doctor/ports';
import { asked } from './asked';

const types = v.optional(v.object({ resourceTypes: v.optional(v.array(v.string()), []) }));

const recorderSchema = v.pipe(
  v.object({
    name: v.string(),
    roleARN: v.optional(v.string()),
    servicePrincipal: v.optional(v.string()),
    recordingGroup: v.optional(
      v.object({
        allSupported: v.optional(v.boolean(), false),
        includeGlobalResourceTypes: v.optional(v.boolean(), false),
        resourceTypes: v.optional(v.array(v.string()), []),
        exclusionByResourceTypes: types,
        recordingStrategy: v.optional(v.object({ useOnly: v.optional(v.string()) })),
      }),
    ),
  }),
  v.transform(({ name, roleARN, servicePrincipal, recordingGroup: group }): Recorder => ({
    name,
    roleArn: roleARN,
    servicePrincipal,
    allSupported: group?.allSupported ?? true,
    includeGlobalResourceTypes: group?.includeGlobalResourceTypes ?? false,
    resourceTypes: group?.resourceTypes ?? [],
    excludedTypes: group?.exclusionByResourceTypes?.resourceTypes ?? [],
    strategy: group?.recordingStrategy?.useOnly,
  })),
);

const statusSchema = v.pipe(
  v.object({
    name: v.optional(v.string(), ''),
    recording: v.optional(v.boolean(), false),
    lastStatus: v.optional(v.string()),
    lastErrorCode: v.optional(v.string()),
    lastErrorMessage: v.optional(v.string()),
  }),
  v.transform(({ name, recording, lastStatus, lastErrorCode, lastErrorMessage }): RecorderStatus => ({
    name,
    recording,
    lastStatus,
    lastError: lastErrorMessage ?? lastErrorCode,
  })),
);

export interface RecorderAnswers {
  readonly recorders: Answer<readonly Recorder[]>;
  readonly recorderStatuses: Answer<readonly RecorderStatus[]>;
  readonly deliveryChannels: Answer<readonly string[]>;
}

/** The recorders of one region, their state, and the delivery channels: three calls. */
export async function readRecorders(
  client: ConfigServiceClient,
  signal: AbortSignal,
): Promise<RecorderAnswers> {
  const abort = { abortSignal: signal };
  const [recorders, recorderStatuses, deliveryChannels] = await Promise.all([
    asked('config:DescribeConfigurationRecorders', signal, async () => {
      const { ConfigurationRecorders } = await client.send(
        new DescribeConfigurationRecordersCommand({}),
        abort,
      );
      return v.parse(v.array(recorderSchema), ConfigurationRecorders ?? []);
    }),
    asked('config:DescribeConfigurationRecorderStatus', signal, async () => {
      const { ConfigurationRecordersStatus } = await client.send(
        new DescribeConfigurationRecorderStatusCommand({}),
        abort,
      );
      return v.parse(v.array(statusSchema), ConfigurationRecordersStatus ?? []);
    }),
    asked('config:DescribeDeliveryChannels', signal, async () => {
      const { DeliveryChannels } = await client.send(new DescribeDeliveryChannelsCommand({}), abort);
      return v
        .parse(v.array(v.object({ name: v.optional(v.string(), 'default') })), DeliveryChannels ?? [])
        .map(({ name }) => name);
    }),
  ]);
  return { recorders, recorderStatuses, deliveryChannels };
}
