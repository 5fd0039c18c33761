import { STSClient } from '@aws-sdk/client-sts';
import type { Connection } from './settings';

type Environment = Readonly<Record<string, string | undefined>>;

/** The region that was asked for: by flag, environment or profile. Undefined where none of them names one. */
export async function regionOf(
  { region, profile }: Pick<Connection, 'region' | 'profile'>,
  env: Environment,
): Promise<string | undefined> {
  const named =
    (typeof region === 'string' ? region : undefined) ?? env['AWS_REGION'] ?? env['AWS_DEFAULT_REGION'];
  if (named !== undefined && named !== '') return named;
  try {
    return await new STSClient(profile === undefined ? {} : { profile }).config.region();
  } catch {
    // The SDK says "Region is missing".
    return undefined;
  }
}
