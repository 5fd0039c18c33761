import { problem } from '../../core/problem';
import { agentsOf, EnvironmentError } from './agents';
import { watchCredentialPrograms } from './credential-programs';
import { credentialsOf } from './credentials';
import { regionOf } from './region';
import { requestHandlerOf, type Connection } from './settings';

type Environment = Readonly<Record<string, string | undefined>>;

export interface CommandLineOptions {
  readonly env: Environment;
  readonly profile?: string | undefined;
  readonly region?: string | undefined;
  /** The IAM region of the partition, used if neither flag, environment nor profile names one. */
  readonly defaultRegion: string;
  readonly maxSockets?: number;
  /** Asks a person for the code of an MFA device; without a terminal the SDK says that nobody can be asked. */
  readonly askMfaCode?: ((serial: string) => Promise<string>) | undefined;
}

/** One command's credentials (asked for once), region, proxies, certificates. @throws EnvironmentError */
export function commandLineConnection(
  options: CommandLineOptions,
): Required<Pick<Connection, 'agents'>> & Connection {
  const { env, profile, defaultRegion, maxSockets = 50, askMfaCode } = options;
  checkEnvironment(env);
  const agents = agentsOf(env, maxSockets);
  let region: Promise<string> | undefined;
  const regionProvider = (): Promise<string> =>
    (region ??= regionOf(
      options.region === undefined ? { ...named(profile) } : { region: options.region },
      env,
    ).then((found) => found ?? defaultRegion));
  watchCredentialPrograms();
  const requestHandler = requestHandlerOf(agents);
  const byEnvironment = env['AWS_PROFILE'] || undefined;
  const credentials = credentialsOf({
    profile: profile ?? byEnvironment,
    named: profile === undefined ? `AWS_PROFILE=${byEnvironment ?? ''}` : `--profile ${profile}`,
    hasKeys: Boolean(env['AWS_ACCESS_KEY_ID'] && env['AWS_SECRET_ACCESS_KEY']),
    init: {
      ...named(profile),
      ...(askMfaCode === undefined ? {} : { mfaCodeProvider: askMfaCode }),
      // The calls of an assumed role or of a sign-in take the same way out, and hang no longer than others.
      clientConfig: { requestHandler },
      // Those of a web identity look here only. The SDK's type says "not truly deprecated".
      // eslint-disable-next-line @typescript-eslint/no-deprecated
      parentClientConfig: { requestHandler },
      logger: silent,
    },
  });
  return { ...named(profile), region: regionProvider, credentials, agents };
}

const named = (profile: string | undefined): { profile?: string } =>
  profile === undefined ? {} : { profile };

const nothing = (): void => undefined;
/** The SDK would print a paragraph where both a profile and keys are set; the profile counts. */
const silent = { trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing };

/** One clear line for what the SDK would only stumble over later. @throws EnvironmentError */
function checkEnvironment(env: Environment): void {
  for (const [name, value = ''] of Object.entries(env)) {
    if (!/^AWS_ENDPOINT_URL(_[A-Z0-9_]+)?$/.test(name) || value === '') continue;
    if (!URL.canParse(value) || !/^https?:$/.test(new URL(value).protocol))
      throw new EnvironmentError(
        `${problem(name, value, 'a URL like https://iam.example.com or http://127.0.0.1:4566')}.`,
      );
  }
  const attempts = env['AWS_MAX_ATTEMPTS'] ?? '';
  if (attempts !== '' && !/^[1-9]\d{0,3}$/.test(attempts))
    throw new EnvironmentError(`${problem('AWS_MAX_ATTEMPTS', attempts, 'a whole number from 1 on')}.`);
  const mode = env['AWS_RETRY_MODE'] ?? '';
  if (mode !== '' && !/^(standard|adaptive|legacy)$/.test(mode))
    throw new EnvironmentError(`${problem('AWS_RETRY_MODE', mode, 'standard, adaptive, legacy')}.`);
  for (const name of ['AWS_REGION', 'AWS_DEFAULT_REGION']) {
    const region = env[name] ?? '';
    if (region !== '' && !regionPattern.test(region))
      throw new EnvironmentError(`${problem(name, region, 'a region like us-east-1')}.`);
  }
}

export const regionPattern = /^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$/;
