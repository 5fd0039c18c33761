import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { ConfigServiceClient } from '@aws-sdk/client-config-service';
import { IAMClient } from '@aws-sdk/client-iam';
import { SecurityHubClient } from '@aws-sdk/client-securityhub';
import { STSClient } from '@aws-sdk/client-sts';
import { createStandin, type Standin, type StandinOptions } from '../../rule/standin';

export interface Clients {
  readonly iam: IAMClient;
  readonly config: ConfigServiceClient;
  readonly sts: STSClient;
  readonly cloudTrail: CloudTrailClient;
  readonly securityHub: SecurityHubClient;
}

/** The real SDK, aimed at the stand-in on loopback, without retries: a test sees the first answer. */
export function clientsFor(endpoint: string, accessKeyId = 'testing', region = 'us-east-1'): Clients {
  const settings = {
    endpoint,
    region,
    maxAttempts: 1,
    credentials: { accessKeyId, secretAccessKey: 'testing' },
  };
  return {
    iam: new IAMClient(settings),
    config: new ConfigServiceClient(settings),
    sts: new STSClient(settings),
    cloudTrail: new CloudTrailClient(settings),
    securityHub: new SecurityHubClient(settings),
  };
}

export interface Running extends Clients {
  readonly standin: Standin;
  readonly url: string;
}

/** Starts a stand-in for one piece of work and always ends it. */
export async function withStandin(
  seed: unknown,
  work: (running: Running) => Promise<void>,
  options: StandinOptions = {},
): Promise<void> {
  const standin = createStandin(seed, options);
  const url = await standin.listen();
  const clients = clientsFor(url);
  try {
    await work({ standin, url, ...clients });
  } finally {
    for (const client of Object.values(clients)) (client as Clients['iam']).destroy();
    await standin.close();
  }
}
