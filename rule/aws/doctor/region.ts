import { STSClient } from '@aws-sdk/client-sts';
import type { Connection } from '../clients/settings';

type Environment = Readonly<Record<string, string | undefined>>;

/** The region that was asked for: by flag, environment or profile. Undefined where none of them names one. */
export async function regionOf(connection: Connection, env: Environment): Promise<string | undefined> {
  const named = connection.region ?? env['AWS_REGION'] ?? env['AWS_DEFAULT_REGION'];
  if (named !== undefined && named !== '') return named;
  try {
    return await new STSClient({
      ...(connection.profile === undefined ? {} : { profile: connection.profile }),
    }).config.region();
  } catch {
    // The SDK says "Region is missing"; the partition's IAM region is the one to look at.
    return undefined;
  }
}
