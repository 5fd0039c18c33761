import { iamRegionOf } from '../../core/partition';
import type { SignInRegion } from '../../findings/account-scan';
import type { Finding, SignIn } from '../../findings/finding';
import type { ConsoleLogin } from '../../protocol/console-login';
import { failureText, ReadFailedError } from '../../run/failures';

/**
 * The regions in which the global sign-in endpoint logs an IAM user: four of `aws`, IAM's in the others. A regional
 * endpoint logs in its own region.
 */
export const signInRegionsIn = (partition: string): readonly string[] =>
  partition === 'aws' ? ['us-east-1', 'us-east-2', 'eu-north-1', 'ap-southeast-2'] : [iamRegionOf(partition)];

const millisecondsPerDay = 86_400_000;

export interface SignInOptions {
  readonly days: number;
  readonly regions: readonly string[];
  readonly now: Date;
  /** Milliseconds for each region. */
  readonly limit: number;
  readonly pagesOf: (
    region: string,
    since: Date,
    until: Date,
  ) => AsyncIterable<{ readonly logins: readonly ConsoleLogin[]; readonly oldest: Date | undefined }>;
}

export interface SignInsRead {
  readonly latest: ReadonlyMap<string, SignIn>;
  /** How far back each region was read, and what was refused. */
  readonly notes: readonly string[];
  readonly regions: readonly SignInRegion[];
}

/**
 * The latest sign-in of each listed user, the regions side by side. A region is read no further back than the oldest
 * PasswordLastUsed of the users within the days, until each has a sign-in, or until its time is over.
 */
export async function readSignIns(
  findings: readonly Finding[],
  options: SignInOptions,
): Promise<SignInsRead> {
  const { days, now, regions } = options;
  const earliest = now.getTime() - days * millisecondsPerDay;
  const used = findings
    .map(({ passwordLastUsed }) => (passwordLastUsed == null ? NaN : Date.parse(passwordLastUsed)))
    .filter((time) => time >= earliest);
  if (used.length === 0)
    return {
      latest: new Map(),
      notes: [`No listed user used a password in the last ${days} days, as far as IAM tells.`],
      regions: [],
    };
  // A day is left for the clock: IAM may tell PasswordLastUsed late.
  const since = new Date(Math.max(earliest, used.reduce((a, b) => Math.min(a, b)) - millisecondsPerDay));
  const wanted = new Set(
    findings
      .filter(({ passwordLastUsed }) => passwordLastUsed != null && Date.parse(passwordLastUsed) >= earliest)
      .map(({ userId }) => userId),
  );
  const latest = new Map<string, SignIn>();
  const read = await Promise.all(regions.map((region) => readRegion(region, since, wanted, latest, options)));
  return {
    latest,
    regions: read.map(({ region, complete }) => ({ region, complete })),
    notes: [
      ...read.map(({ note }) => note),
      'A sign-in that is not shown may still have been: absence proves nothing.',
    ],
  };
}

async function readRegion(
  region: string,
  since: Date,
  wanted: ReadonlySet<string>,
  latest: Map<string, SignIn>,
  { now, limit, pagesOf }: SignInOptions,
): Promise<SignInRegion & { readonly note: string }> {
  const said = (complete: boolean, note: string) => ({ region, complete, note });
  const end = performance.now() + limit;
  const here = new Set<string>();
  let back = now;
  try {
    for await (const { logins, oldest } of pagesOf(region, since, now)) {
      for (const login of logins) {
        if (!wanted.has(login.userId)) continue;
        here.add(login.userId);
        const known = latest.get(login.userId);
        const at = login.at.toISOString();
        if (known === undefined || known.at < at)
          latest.set(login.userId, { at, mfaUsed: login.mfaUsed, sourceIp: login.sourceIp, region });
      }
      back = oldest ?? back;
      if (here.size === wanted.size)
        return said(
          true,
          `Sign-ins in ${region} were read back to ${back.toISOString()}: every user has one.`,
        );
      if (performance.now() > end)
        return said(
          false,
          `Sign-ins in ${region} were read back to ${back.toISOString()}, then the time was over.`,
        );
    }
    return said(true, `Sign-ins in ${region} were read back to ${since.toISOString()}.`);
  } catch (error) {
    if (!(error instanceof ReadFailedError)) throw error;
    return said(false, `Sign-ins in ${region} could not be read (${failureText(error.failure)}).`);
  }
}
