import type { Answer } from '../answer';
import type { Grants } from '../grants';

export interface Recorder {
  readonly name: string;
  readonly roleArn: string | undefined;
  /** Set where an AWS service made the recorder for itself; such a recorder is not enough for a rule. */
  readonly servicePrincipal: string | undefined;
  readonly allSupported: boolean;
  readonly includeGlobalResourceTypes: boolean;
  readonly resourceTypes: readonly string[];
  readonly excludedTypes: readonly string[];
  /** Recorders made before 2023 have none: then the other fields decide. */
  readonly strategy: string | undefined;
  /** How often it records, as AWS gave it: to be put back with the rest. */
  readonly recordingMode: unknown;
}

export interface RecorderStatus {
  readonly name: string;
  readonly recording: boolean;
  /** SUCCESS, FAILURE, PENDING or NOT_APPLICABLE; absent before the first delivery. */
  readonly lastStatus: string | undefined;
  readonly lastError: string | undefined;
}

export interface RecorderFacts {
  readonly recorders: Answer<readonly Recorder[]>;
  readonly recorderStatuses: Answer<readonly RecorderStatus[]>;
  readonly deliveryChannels: Answer<readonly string[]>;
}

export const recorderGrants: Grants = () => ({
  Recorders: {
    actions: [
      'config:DescribeConfigurationRecorders',
      'config:DescribeConfigurationRecorderStatus',
      'config:DescribeDeliveryChannels',
    ],
    resources: ['*'],
  },
});
