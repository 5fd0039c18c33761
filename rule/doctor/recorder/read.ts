import {
  DescribeConfigurationRecordersCommand,
  DescribeConfigurationRecorderStatusCommand,
  DescribeDeliveryChannelsCommand,
} from '@aws-sdk/client-config-service';
import * as v from 'valibot';
import { configClient } from '../../aws/clients/config-client';
import type { Place } from '../place';
import type { Reading } from '../reading';
import type { Recorder, RecorderFacts, RecorderStatus } from './facts';

const types = v.optional(v.object({ resourceTypes: v.optional(v.array(v.string()), []) }));

const recorderSchema = v.pipe(
  v.object({
    name: v.string(),
    roleARN: v.optional(v.string()),
    servicePrincipal: v.optional(v.string()),
    recordingMode: v.optional(v.unknown()),
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
  v.check(
    ({ servicePrincipal, recordingGroup }) => servicePrincipal !== undefined || recordingGroup !== undefined,
  ),
  v.transform(({ name, roleARN, servicePrincipal, recordingMode, recordingGroup: group }): Recorder => ({
    name,
    roleArn: roleARN,
    servicePrincipal,
    allSupported: group?.allSupported ?? false,
    includeGlobalResourceTypes: group?.includeGlobalResourceTypes ?? false,
    resourceTypes: group?.resourceTypes ?? [],
    excludedTypes: group?.exclusionByResourceTypes?.resourceTypes ?? [],
    strategy: group?.recordingStrategy?.useOnly,
    recordingMode,
  })),
);

const statusSchema = v.pipe(
  v.object({
    name: v.optional(v.string(), ''),
    recording: v.boolean(),
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

/** The recorders of one region, their state, and the delivery channels: three calls. */
export async function readRecorders(reading: Reading<Place>): Promise<RecorderFacts> {
  const client = reading.client(configClient);
  const [recorders, recorderStatuses, deliveryChannels] = await Promise.all([
    reading.ask('config:DescribeConfigurationRecorders', async () => {
      const { ConfigurationRecorders } = await client.send(new DescribeConfigurationRecordersCommand({}));
      return v.parse(v.array(recorderSchema), ConfigurationRecorders ?? []);
    }),
    reading.ask('config:DescribeConfigurationRecorderStatus', async () => {
      const { ConfigurationRecordersStatus } = await client.send(
        new DescribeConfigurationRecorderStatusCommand({}),
      );
      return v.parse(v.array(statusSchema), ConfigurationRecordersStatus ?? []);
    }),
    reading.ask('config:DescribeDeliveryChannels', async () => {
      const { DeliveryChannels } = await client.send(new DescribeDeliveryChannelsCommand({}));
      return v
        .parse(v.array(v.object({ name: v.optional(v.string(), 'default') })), DeliveryChannels ?? [])
        .map(({ name }) => name);
    }),
  ]);
  return { recorders, recorderStatuses, deliveryChannels };
}
