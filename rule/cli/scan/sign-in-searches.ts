import type { Finding } from '../../findings/finding';

/** A list of events that is read for some users, until each has a console sign-in, or back to a time. */
export interface Search {
  /** Without a name, everybody's console sign-ins. */
  readonly userName?: string;
  readonly wanted: ReadonlySet<string>;
  readonly since: Date;
  readonly mostPages: number;
}

/** So many users are looked up one by one; of more, everybody's console sign-ins are fewer calls. */
export const mostByName = 50;

const millisecondsPerDay = 86_400_000;

/**
 * A day before PasswordLastUsed is enough: IAM may tell it late. Whether `aws login` moves it is not documented, so a user without
 * a use is looked up by name, too, but no further than a page: programs with the user's access keys make events without end.
 */
export function searchesFor(findings: readonly Finding[], now: Date, days: number): readonly Search[] {
  const earliest = now.getTime() - days * millisecondsPerDay;
  const users = findings.map(({ userId, userName, passwordLastUsed }) => {
    const used = passwordLastUsed == null ? NaN : Date.parse(passwordLastUsed);
    const isRecent = used >= earliest;
    return {
      userId,
      userName,
      isRecent,
      since: isRecent ? Math.max(earliest, used - millisecondsPerDay) : earliest,
    };
  });
  if (users.length <= mostByName)
    return users.map(({ userId, userName, isRecent, since }) => ({
      userName,
      wanted: new Set([userId]),
      since: new Date(since),
      mostPages: isRecent ? Infinity : 1,
    }));
  const recent = users.filter(({ isRecent }) => isRecent);
  if (recent.length === 0) return [];
  const since = new Date(recent.map((user) => user.since).reduce((a, b) => Math.min(a, b)));
  return [{ wanted: new Set(recent.map(({ userId }) => userId)), since, mostPages: Infinity }];
}

/** What the reading of the regions does not say by itself. */
export function remarksOn(searches: readonly Search[], listed: number, days: number): readonly string[] {
  if (listed === 0) return [];
  if (searches.length === 0)
    return [`No listed user used a password in the last ${days} days, as far as IAM tells.`];
  const unused = searches.filter(({ mostPages }) => mostPages === 1).length;
  return [
    ...(listed > mostByName
      ? [`More than ${mostByName} users are listed: use of \`aws login\` was not looked for.`]
      : []),
    ...(unused === 0
      ? []
      : [
          `IAM knows of no use of a password in the last ${days} days by ${unused} of ${listed} listed users: of each the latest 50 events of a region were read.`,
        ]),
    'A sign-in that is not shown may still have been: absence proves nothing.',
  ];
}
