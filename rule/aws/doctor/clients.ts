import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import type { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import type { ConfigServiceClient } from '@aws-sdk/client-config-service';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { IAMClient } from '@aws-sdk/client-iam';
import type { OrganizationsClient } from '@aws-sdk/client-organizations';
import { SecurityHubClient } from '@aws-sdk/client-securityhub';
import type { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { cloudTrailClient } from '../cloudtrail';
import { configClient } from '../clients/config-client';
import { iamClient } from '../clients/iam-client';
import { organizationsClient } from '../organizations';
import { paced, type Connection } from '../clients/settings';
import { snsClient } from '../sns';

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
}

/** The clients of one account and region, paced as the rule's own: a question that is throttled is asked again until its time is over. */
export function doctorClients(connection: Connection): DoctorClients {
  const trails = new Map<string, CloudTrailClient>();
  const clients = {
    config: configClient(connection),
    cloudFormation: paced('cloudformation', (settings) => new CloudFormationClient(settings), connection),
    events: paced('events', (settings) => new EventBridgeClient(settings), connection),
    iam: iamClient(connection),
    securityHub: paced('securityhub', (settings) => new SecurityHubClient(settings), connection),
    sns: snsClient(connection),
    // A queue's URL would be its own endpoint, and AWS_ENDPOINT_URL and private endpoints would not count.
    sqs: paced('sqs', (settings) => new SQSClient({ ...settings, useQueueUrlAsEndpoint: false }), connection),
    organizations: organizationsClient(connection),
  };
  return {
    ...clients,
    cloudTrailIn: (region) => {
      const client = trails.get(region) ?? cloudTrailClient({ ...connection, region });
      trails.set(region, client);
      return client;
    },
  };
}
