import { createHandler } from '../../rule/doors/handler';
import { perEndpoint } from '../per-endpoint';
import { createStandin, type SeedInput, type Standin, type PutEvaluation } from '../../rule/standin';

const handler = perEndpoint(createHandler);

/** A stand-in that listens, and the environment that aims the real handler at it. */
export interface Aim {
  readonly standin: Standin;
  readonly url: string;
}

export async function withAccount<T>(
  seed: SeedInput,
  work: (aim: Aim) => Promise<T>,
  env: Readonly<Record<string, string>> = {},
): Promise<T> {
  const standin = createStandin(seed);
  const url = await standin.listen();
  try {
    return await withEnvironment({ AWS_ENDPOINT_URL: url, ...env }, () => work({ standin, url }));
  } finally {
    await standin.close();
  }
}

/** The handler reads its endpoints and retries where the SDK does: in the environment. */
export async function withEnvironment<T>(
  env: Readonly<Record<string, string>>,
  work: () => Promise<T>,
): Promise<T> {
  const before = Object.keys(env).map((key) => [key, process.env[key]] as const);
  Object.assign(process.env, env);
  try {
    return await work();
  } finally {
    for (const [key, value] of before) {
      if (value === undefined) Reflect.deleteProperty(process.env, key);
      else process.env[key] = value;
    }
  }
}

/** Runs the handler and gives its failure back, if any. */
export async function outcomeOf(event: unknown, remainingMilliseconds?: number): Promise<Error | undefined> {
  const context =
    remainingMilliseconds === undefined
      ? undefined
      : { getRemainingTimeInMillis: () => remainingMilliseconds };
  try {
    await handler(event, context);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** The message of a run that had to fail. */
export async function failureOf(event: unknown, remainingMilliseconds?: number): Promise<string> {
  const failure = await outcomeOf(event, remainingMilliseconds);
  if (failure === undefined) throw new Error('the handler did not reject');
  return failure.message;
}

export const postedTo = ({ store }: Standin): readonly PutEvaluation[] =>
  store.config.puts.flatMap(({ evaluations }) => evaluations);

export const countOf = (
  evaluations: readonly PutEvaluation[],
  type: PutEvaluation['ComplianceType'],
): number =>
  evaluations.filter(
    ({ ComplianceType, ComplianceResourceType }) =>
      ComplianceType === type && ComplianceResourceType === 'AWS::IAM::User',
  ).length;

/** What is written to stdout meanwhile, for a test of the log or to keep the test's own output readable. */
export function mutedStdout(): { readonly lines: string[]; restore(): void } {
  const lines: string[] = [];
  // eslint-disable-next-line @typescript-eslint/unbound-method -- it is put back as it was
  const write = process.stdout.write;
  process.stdout.write = (chunk: string | Uint8Array): boolean => {
    lines.push(String(chunk));
    return true;
  };
  return { lines, restore: () => void (process.stdout.write = write) };
}
