import { ConfigServiceClient } from '@aws-sdk/client-config-service';
import { IAMClient } from '@aws-sdk/client-iam';
import { callMeter, type Calls } from './call-meter';

export type Environment = Readonly<Record<string, string | undefined>>;

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

export function iamClient(env: Environment, calls: Calls): IAMClient {
  const client = new IAMClient(retries(env));
  client.middlewareStack.use(callMeter('iam', calls));
  return client;
}

export function configClient(env: Environment, calls: Calls): ConfigServiceClient {
  const client = new ConfigServiceClient(retries(env));
  client.middlewareStack.use(callMeter('config', calls));
  return client;
}
