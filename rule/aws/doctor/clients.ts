import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { ConfigServiceClient } from '@aws-sdk/client-config-service';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { IAMClient } from '@aws-sdk/client-iam';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { SecurityHubClient } from '@aws-sdk/client-securityhub';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { settingsOf, type Connection } from '../clients/settings';

export interface DoctorClients {
  readonly config: ConfigServiceClient;
  readonly cloudTrailIn: (region: string) => CloudTrailClient;
  readonly cloudFormation: CloudFormationClient;
  readonly events: EventBridgeClient;
  readonly iam: IAMClient;
  readonly securityHub: SecurityHubClient;
  readonly sns: SNSClient;
  readonly sqs: SQSClient;
  readonly organizations: OrganizationsClient;
  destroy(): void;
}

/** Doctor asks each question once: what does not answer is unknown, and the next question is asked. */
const maxAttempts = 4;

/** The clients of one account and region. */
export function doctorClients(connection: Connection): DoctorClients {
  const all = { ...settingsOf(connection), maxAttempts };
  const trails = new Map<string, CloudTrailClient>();
  const clients = {
    config: new ConfigServiceClient(all),
    cloudFormation: new CloudFormationClient(all),
    events: new EventBridgeClient(all),
    iam: new IAMClient(all),
    securityHub: new SecurityHubClient(all),
    sns: new SNSClient(all),
    // A queue's URL would be its own endpoint, and AWS_ENDPOINT_URL and private endpoints would not count.
    sqs: new SQSClient({ ...all, useQueueUrlAsEndpoint: false }),
    organizations: new OrganizationsClient(all),
  };
  return {
    ...clients,
    cloudTrailIn: (region) => {
      const client = trails.get(region) ?? new CloudTrailClient({ ...all, region });
      trails.set(region, client);
      return client;
    },
    destroy: () => {
      for (const client of [...Object.values(clients), ...trails.values()]) client.destroy();
    },
  };
}
