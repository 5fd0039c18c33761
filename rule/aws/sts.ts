import { partitionOfArn } from '../core/partition';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import * as v from 'valibot';
import { meta } from '../meta';
import type { ReadFailure } from '../run/ports';
import { ask } from './clients/call-scope';
import { answerTo, readFailed } from './clients/read-failed';
import { paced, type Connection } from './clients/settings';

export const stsClient = (connection: Connection = {}): STSClient =>
  paced('sts', (settings) => new STSClient(settings), connection);

export interface Caller {
  readonly accountId: string;
  readonly partition: string;
  /** The caller, as an ARN. */
  readonly arn: string;
  /** The caller's own id, with the name of the session where it is a role's. */
  readonly userId: string;
}

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

const callerSchema = v.pipe(
  v.object({ Account: v.string(), Arn: v.string(), UserId: v.string() }),
  v.transform(({ Account, Arn, UserId }): Caller => ({
    accountId: Account,
    partition: partitionOfArn(Arn),
    arn: Arn,
    userId: UserId,
  })),
);

const credentialsSchema = v.pipe(
  v.object({ AccessKeyId: v.string(), SecretAccessKey: v.string(), SessionToken: v.string() }),
  v.transform(({ AccessKeyId, SecretAccessKey, SessionToken }): Credentials => ({
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
  })),
);

/** @throws ReadFailedError */
export async function callerOf(client: STSClient, signal: AbortSignal): Promise<Caller> {
  return answerTo('sts:GetCallerIdentity', signal, async () =>
    v.parse(callerSchema, await client.send(new GetCallerIdentityCommand({}))),
  );
}

/** `roleName` may have a path, like `audit/iam-reader`. */
export const roleArn = (
  { accountId, partition }: Pick<Caller, 'accountId' | 'partition'>,
  roleName: string,
): string => `arn:${partition}:iam::${accountId}:role/${roleName.replace(/^\//, '')}`;

export async function assumeRole(
  client: STSClient,
  arn: string,
  externalId: string | undefined,
  signal: AbortSignal,
): Promise<{ credentials: Credentials } | { failure: ReadFailure }> {
  try {
    const command = new AssumeRoleCommand({
      RoleArn: arn,
      RoleSessionName: meta.id,
      ...(externalId === undefined ? {} : { ExternalId: externalId }),
    });
    const output = await ask(signal, () => client.send(command));
    return { credentials: v.parse(credentialsSchema, output.Credentials) };
  } catch (error) {
    return { failure: readFailed('sts:AssumeRole', error, signal).failure };
  }
}
