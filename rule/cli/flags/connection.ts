import type { Command } from 'commander';
import type { ReadFailure } from '../../run/ports';
import { UsageError } from '../terminal/io';

export interface ConnectionFlags {
  readonly profile?: string;
  readonly region?: string;
}

/** The SDK's own environment (AWS_PROFILE, AWS_REGION, AWS_ENDPOINT_URL, ...) counts where a flag is not given. */
export function addConnectionFlags(command: Command): Command {
  return command
    .option('--profile <name>', 'a profile of the shared AWS config and credentials files')
    .option(
      '--region <region>',
      "the region to sign for (default: AWS_REGION, the profile's, or the partition's IAM region)",
    );
}

const fixes: Readonly<Record<string, string>> = {
  TokenProviderError: 'the sign-in of this profile is not valid any more; run "aws sso login"',
  ExpiredToken: 'the AWS credentials have expired; get new ones, for example with "aws sso login"',
  InvalidClientTokenId: 'AWS does not know these credentials; check AWS_PROFILE or --profile',
  UnrecognizedClient: 'AWS does not know these credentials; check AWS_PROFILE or --profile',
  SignatureDoesNotMatch: 'the secret access key does not belong to the access key id; check the credentials',
  ClockSkew: 'the clock of this computer is wrong; the credentials may be right',
  RegionInvalid:
    "no usable AWS region is set; set AWS_REGION or use --region with the partition's IAM region, like us-east-1",
};

/** @throws UsageError where a failure lies in who calls, not in what AWS holds: every other call would fail alike */
export function refuseBadCredentials(failure: ReadFailure | undefined): void {
  if (failure?.error === 'CredentialsProviderError')
    throw new UsageError(failure.detail ?? 'no AWS credentials were found.');
  const fix = failure === undefined ? undefined : fixes[failure.error];
  if (failure === undefined || fix === undefined) return;
  const said = failure.detail === undefined ? '' : `: ${failure.detail.replace(/\.$/, '')}`;
  throw new UsageError(`${fix} (${failure.error} on ${failure.api}${said}).`);
}
