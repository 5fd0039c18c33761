import { iamRegionOf } from '../../core/partition';
import type { SignInRegion } from '../../findings/account-scan';
import type { Finding, SignIn } from '../../findings/finding';
import type { SignInEvent } from '../../protocol/sign-in-event';
import { failureText, ReadFailedError } from '../../run/failures';
import { within } from '../../run/time-limit';
import { mostByName, remarksOn, searchesFor, type Search } from './sign-in-searches';

/**
 * The regions in which the global sign-in endpoint logs an IAM user: four of `aws`, IAM's in the others. A regional
 * endpoint logs in its own region, and `aws login` in the one where the user signs in.
 */
export const signInRegionsIn = (partition: string): readonly string[] =>
  partition === 'aws' ? ['us-east-1', 'us-east-2', 'eu-north-1', 'ap-southeast-2'] : [iamRegionOf(partition)];

interface SignInPage {
  readonly events: readonly SignInEvent[];
  /** Undefined on a page without events; more may follow. */
  readonly oldest: Date | undefined;
  readonly isLast: boolean;
}

export interface SignInOptions {
  readonly days: number;
  readonly regions: readonly string[];
  readonly now: Date;
  /** Milliseconds for each region; 0 is no limit. */
  readonly limit: number;
  readonly signal: AbortSignal;
  readonly pagesIn: (
    region: string,
    signal: AbortSignal,
  ) => (userName: string | undefined, since: Date, until: Date) => AsyncIterable<SignInPage>;
}

export interface SignInsRead {
  readonly of: (userId: string) => Pick<Finding, 'signIn' | 'awsLogin'>;
  /** How far back each region was read, and what was refused. */
  readonly notes: readonly string[];
  readonly regions: readonly SignInRegion[];
}

/** The latest sign-ins of each listed user, the regions side by side. */
export async function readSignIns(
  findings: readonly Finding[],
  options: SignInOptions,
): Promise<SignInsRead> {
  const { now, days, regions } = options;
  const searches = searchesFor(findings, now, days);
  const latest = { console: new Map<string, SignIn>(), 'aws login': new Map<string, SignIn>() };
  const found = ({ by, userId, at: time, mfaUsed, sourceIp }: SignInEvent, region: string): void => {
    const at = time.toISOString();
    const known = latest[by].get(userId);
    if (known === undefined || known.at < at) latest[by].set(userId, { at, mfaUsed, sourceIp, region });
  };
  const read = await Promise.all(
    (searches.length === 0 ? [] : regions).map((region) => readRegion(region, searches, found, options)),
  );
  return {
    of: (userId) => ({
      signIn: latest.console.get(userId) ?? null,
      ...(findings.length > mostByName ? {} : { awsLogin: latest['aws login'].get(userId) ?? null }),
    }),
    regions: read.map(({ region, complete }) => ({ region, complete })),
    notes: [...read.map(({ note }) => note), ...remarksOn(searches, findings.length, days)],
  };
}

/** A search in one region, a page at a time. */
class RegionSearch {
  readonly pages: AsyncIterator<SignInPage>;
  private readonly missing: Set<string>;
  private read = 0;
  private isEnded = false;
  isOpen = true;

  constructor(
    private readonly search: Search,
    pages: AsyncIterable<SignInPage>,
    public back: Date,
  ) {
    this.pages = pages[Symbol.asyncIterator]();
    this.missing = new Set(search.wanted);
  }

  get hasAll(): boolean {
    return this.missing.size === 0;
  }

  /** Whether an older event would change nothing, or there is none. */
  get isComplete(): boolean {
    return this.hasAll || this.isEnded;
  }

  async next(found: (event: SignInEvent) => void): Promise<void> {
    const page = await this.pages.next();
    const { events, oldest, isLast }: SignInPage =
      page.done === true ? { events: [], oldest: undefined, isLast: true } : page.value;
    for (const event of events) {
      if (!this.search.wanted.has(event.userId)) continue;
      found(event);
      if (event.by === 'console') this.missing.delete(event.userId);
    }
    this.isEnded = isLast;
    this.back = isLast ? this.search.since : (oldest ?? this.back);
    if (oldest !== undefined) this.read += 1;
    this.isOpen = !this.isComplete && this.read < this.search.mostPages;
  }
}

async function readRegion(
  region: string,
  searches: readonly Search[],
  found: (event: SignInEvent, region: string) => void,
  { now, limit, pagesIn, signal }: SignInOptions,
): Promise<SignInRegion & { readonly note: string }> {
  const said = (complete: boolean, text: string) => ({
    region,
    complete,
    note: `Sign-ins in ${region} ${text}.`,
  });
  /** As far as of every user; where a sign-in was found, nothing older is wanted. */
  const backIn = (all: readonly RegionSearch[]): Date => {
    const without = all.filter(({ hasAll }) => !hasAll);
    const of = (without.length === 0 ? all : without).map((one) => one.back.getTime());
    return new Date(of.reduce((latest, time) => Math.max(latest, time)));
  };
  const back = (all: readonly RegionSearch[]): string => `were read back to ${backIn(all).toISOString()}`;
  return within(signal, limit, async (limited) => {
    const pages = pagesIn(region, limited);
    const all = searches.map(
      (search) => new RegionSearch(search, pages(search.userName, search.since, now), now),
    );
    let open: readonly RegionSearch[] = all;
    try {
      // A page of each in turn: a user of many events takes no time from the others.
      for (; open.length > 0; open = open.filter(({ isOpen }) => isOpen))
        for (const one of open) {
          if (limited.aborted) return said(false, `${back(all)}, then the time was over`);
          await one.next((event) => found(event, region));
        }
    } catch (error) {
      if (!(error instanceof ReadFailedError)) throw error;
      const why = failureText(error.failure);
      if (limited.aborted) return said(false, `${back(all)}, then the time was over (${why})`);
      const refused = `could not be read (${why})`;
      return said(false, backIn(all) < now ? `${back(all)}; what is older ${refused}` : refused);
    }
    const everyone = all.every(({ hasAll }) => hasAll) ? ': every user has one' : '';
    return said(
      all.every(({ isComplete }) => isComplete),
      `${back(all)}${everyone}`,
    );
  });
}
