import * as v from 'valibot';
import { differenceOf, type Difference, type KnownState, type KnownUser } from '../findings/difference';
import type { OrganizationView } from '../findings/organization-view';

/** As much of an earlier report of an organization (its JSON) as a difference needs. */
const reportSchema = v.object({
  organization: v.string(),
  generatedAt: v.pipe(v.string(), v.isoTimestamp()),
  notReporting: v.array(v.object({ account: v.string() })),
  accounts: v.array(
    v.object({
      account: v.string(),
      status: v.string(),
      withoutMfa: v.array(
        v.object({
          userId: v.string(),
          userName: v.nullable(v.string()),
          annotation: v.nullable(v.string()),
        }),
      ),
    }),
  ),
});

export type EarlierReport = v.InferOutput<typeof reportSchema>;

/** An earlier JSON report of an organization; undefined for a text that is none. */
export function parseEarlierReport(text: string): EarlierReport | undefined {
  try {
    const parsed = v.safeParse(reportSchema, JSON.parse(text));
    return parsed.success ? parsed.output : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The changes since the earlier report. An account that did not report then or now is left out: of its users it is not
 * known whether they are new or fixed.
 */
export function organizationDifference(before: EarlierReport, now: OrganizationView): Difference {
  const unread = new Set([...before.notReporting, ...now.notReporting].map(({ account }) => account));
  const present = new Set(now.accounts.map(({ account }) => account));
  const state = (report: EarlierReport | OrganizationView): KnownState => ({
    at: report.generatedAt,
    open: openIn(report).filter(({ account }) => account === null || !unread.has(account)),
    exempt: [],
    // An account that has left the organization is not known to be safe.
    knows: ({ account }) => account !== null && present.has(account) && !unread.has(account),
  });
  return differenceOf(state(before), state(now));
}

const openIn = ({ accounts }: EarlierReport | OrganizationView): readonly KnownUser[] =>
  accounts.flatMap(({ account, withoutMfa }) =>
    withoutMfa.map(({ userId, userName, annotation }) => ({ account, userId, userName, annotation })),
  );
