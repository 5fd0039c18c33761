import type { IAMClient } from '@aws-sdk/client-iam';
import { iamClient } from '../aws/clients/iam-client';
import type { Connection } from '../aws/clients/settings';
import { IamAccountSummary } from '../aws/iam/account-summary';
import { IamAuthorizationDetails } from '../aws/iam/authorization-details';
import { IamApi } from '../aws/iam/iam-api';
import { areEnforcement } from '../enforcement/is-enforcement';
import { Directory } from '../run/directory';
import type { Log } from '../run/ports';
import { readPrivileges, type PrivilegesReader, type ReadPolicy } from '../run/privileges';

/** The adapters that read IAM of one account for a command. */
export interface LiveAccount {
  readonly iam: IAMClient;
  readonly api: IamApi;
  readonly directory: Directory;
  readonly privileges: PrivilegesReader;
  readonly summary: IamAccountSummary;
  readonly log: Pick<Log, 'warn'>;
}

/** @param awsManaged AWS's own policies, which are the same in every account */
export function liveAccount(
  connection: Connection,
  signal: AbortSignal,
  log: Pick<Log, 'warn'>,
  awsManaged = new Map<string, ReadPolicy>(),
): LiveAccount {
  const iam = iamClient(connection);
  const api = new IamApi(iam, signal);
  const details = new IamAuthorizationDetails({ client: iam, signal, awsManaged });
  return {
    iam,
    api,
    log,
    directory: new Directory({ iam: api, log }),
    privileges: () => readPrivileges(details, areEnforcement),
    summary: new IamAccountSummary(iam, signal),
  };
}
