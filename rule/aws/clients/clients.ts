import { ConfigServiceClient } from '@aws-sdk/client-config-service';
import { IAMClient } from '@aws-sdk/client-iam';
import { callMeter, type Calls } from './call-meter';

export type Environment = Readonly<Record<string, string | undefined>>;

/** What a flag says instead of the SDK's own environment; what is left out is as the SDK finds it. */
export interface Connection {
  readonly profile?: string;
  readonly region?: string;
}

/**
 * IAM throttles early, so the rule is more patient than the SDK by default; an operator's own AWS_MAX_ATTEMPTS or
 * AWS_RETRY_MODE still wins. Nothing else of the SDK's standard environment (endpoints, region, profile) is overridden.
 */
export function retries(env: Environment): { maxAttempts?: number; retryMode?: string } {
  return {
    ...(env['AWS_MAX_ATTEMPTS'] === undefined ? { maxAttempts: 8 } : {}),
    ...(env['AWS_RETRY_MODE'] === undefined ? { retryMode: 'adaptive' } : {}),
  };
}

export function iamClient(env: Environment, calls: Calls, connection: Connection = {}): IAMClient {
  const client = new IAMClient({ ...retries(env), ...connection });
  client.middlewareStack.use(callMeter('iam', calls));
  return client;
}

export function configClient(
  env: Environment,
  calls: Calls,
  connection: Connection = {},
): ConfigServiceClient {
  const client = new ConfigServiceClient({ ...retries(env), ...connection });
  client.middlewareStack.use(callMeter('config', calls));
  return client;
}
