import { fromIni } from '@aws-sdk/credential-provider-ini';
import { defaultProvider } from '@aws-sdk/credential-provider-node';
import type { AwsCredentialIdentity, Provider } from '@smithy/types';
import { CredentialsError } from './credentials-error';

export interface CredentialsOptions {
  /** The profile that was named. */
  readonly profile: string | undefined;
  /** The setting that named it, for the error message: `--profile audit` or `AWS_PROFILE=audit`. */
  readonly named: string | undefined;
  /** Whether the environment has an access key. */
  readonly hasKeys: boolean;
  readonly init: NonNullable<Parameters<typeof defaultProvider>[0]>;
}

const earlyMilliseconds = 300_000;

/** Kept until shortly before they expire, and so is a refusal: a person is asked for a code once. */
export function credentialsOf(options: CredentialsOptions): Provider<AwsCredentialIdentity> {
  let loading: Promise<AwsCredentialIdentity> | undefined;
  return async () => {
    const pending = (loading ??= load(options));
    const known = await pending;
    const left = (known.expiration?.getTime() ?? Infinity) - Date.now();
    if (left > earlyMilliseconds) return known;
    if (loading === pending) loading = load(options);
    return loading;
  };
}

/**
 * A profile's own provider says what is wrong. The whole chain would only say that no link had credentials, and would start a
 * failing program or sign-in up to two times more. Only where the profile holds no credentials may the chain have some. The
 * environment's keys go before the profile `default`.
 */
async function load({ profile, named, hasKeys, init }: CredentialsOptions): Promise<AwsCredentialIdentity> {
  const chain = defaultProvider(init);
  try {
    if (profile === undefined && hasKeys) return await chain();
    try {
      return await fromIni(profile === undefined ? init : { ...init, profile })();
    } catch (error) {
      if (!(error instanceof Error) || !holdsNone.test(error.message)) throw error;
      return await chain().catch((another: unknown) => {
        throw profile === undefined ? another : error;
      });
    }
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new CredentialsError(complaint(error, profile, named), { cause: error });
  }
}

const holdsNone = /^Could not resolve credentials using profile/;

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim().replace(/\.$/, '');

function complaint(error: Error, profile: string | undefined, named: string | undefined): string {
  const said = oneLine(error.message === '' ? error.name : error.message);
  // An error of STS or of the sign-in; the providers' own errors say themselves what they are about.
  const answered = '$metadata' in error && error.name !== 'Error' ? `${error.name}: ` : '';
  if (profile === undefined || named === undefined)
    return /^Could not load credentials from any providers/.test(said)
      ? `no AWS credentials were found; set AWS_PROFILE or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or name a profile with --profile (${said}).`
      : `no AWS credentials could be loaded: ${answered}${said}${adviceOn(said, '')}.`;
  return `${named} gives no credentials: ${answered}${said}${adviceOn(said, ` --profile ${profile}`)}.`;
}

const advice: readonly (readonly [RegExp, (flag: string) => string])[] = [
  [/\bSSO session\b|\baws sso login\b/i, (flag) => `; run "aws sso login${flag}"`],
  [/\baws login\b|\.aws\/login\/cache/, (flag) => `; run "aws login${flag}"`],
  [/no MFA code callback/, () => '; run it at a terminal, where the code is asked for'],
  [holdsNone, () => '; "aws configure list-profiles" lists the profiles'],
];

const adviceOn = (said: string, flag: string): string =>
  advice.find(([pattern]) => pattern.test(said))?.[1](flag) ?? '';
