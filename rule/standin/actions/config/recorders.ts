import * as v from 'valibot';
import { action, textOf } from '../action';
import { ServiceError } from '../../service-error';
import type { Account } from '../../state/account';
import type { RecorderSeed } from '../../state/recorder-seed';
import { configRegion } from './shown';

const wanted = v.object({
  ConfigurationRecorderNames: v.optional(v.array(textOf(1, 256)), []),
  ServicePrincipal: v.optional(textOf(1, 128)),
});

/** Without a name or a service principal, it is about the customer-managed recorder alone. */
function recordersOf({ config }: Account, input: v.InferOutput<typeof wanted>): readonly RecorderSeed[] {
  const { ConfigurationRecorderNames: names, ServicePrincipal: principal } = input;
  const [missing] = names.filter((name) => !config.recorders.some((one) => one.name === name));
  if (missing !== undefined) {
    throw new ServiceError(
      'NoSuchConfigurationRecorderException',
      `Cannot find configuration recorder with the specified name '${missing}'.`,
    );
  }
  if (names.length > 0) return config.recorders.filter(({ name }) => names.includes(name));
  return config.recorders.filter(({ servicePrincipal }) => servicePrincipal === principal);
}

const arnOf = ({ partition, id }: Account, { name }: RecorderSeed): string =>
  `arn:${partition}:config:${configRegion}:${id}:configuration-recorder/${name}/1`;

export const DescribeConfigurationRecorders = action(wanted, (account, input) => ({
  ConfigurationRecorders: recordersOf(account, input).map((recorder) => ({
    name: recorder.name,
    arn: arnOf(account, recorder),
    roleARN: `arn:${account.partition}:iam::${account.id}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig`,
    recordingGroup: recorder.recordingGroup,
    recordingMode: recorder.recordingMode,
    recordingScope: recorder.servicePrincipal === undefined ? 'PAID' : 'INTERNAL',
    servicePrincipal: recorder.servicePrincipal,
  })),
}));

export const DescribeConfigurationRecorderStatus = action(wanted, (account, input) => ({
  ConfigurationRecordersStatus: recordersOf(account, input).map((recorder) => ({
    name: recorder.name,
    arn: arnOf(account, recorder),
    recording: recorder.recording,
    lastStatus: recorder.lastStatus,
    lastErrorCode: recorder.lastErrorCode,
    lastErrorMessage: recorder.lastErrorMessage,
    lastStatusChangeTime: recorder.lastStatusChangeTime,
    servicePrincipal: recorder.servicePrincipal,
  })),
}));
