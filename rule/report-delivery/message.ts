import { partitionOf } from '../core/partition';
import type { KnownUser } from '../findings/difference';
import type { OrganizationView } from '../findings/organization-view';
import { otherVersions } from '../findings/versions';

export interface Place {
  readonly bucket: string;
  readonly region: string;
  /** Of the page of this report, under its date. */
  readonly key: string;
}

const most = 5;

/** SNS takes a subject of at most 100 ASCII characters. */
export function subject(view: OrganizationView): string {
  const { totals, difference } = view;
  const fresh =
    difference === undefined ? '' : `, ${difference.new.length + difference.exemptionEnded.length} new`;
  const unknown = totals.unknown === 0 ? '' : `, ${totals.unknown} accounts unknown`;
  const text = `IAM users without MFA in ${view.organization}: ${totals.withoutMfa}${fresh}${unknown}`;
  return text.replace(/[^\x20-\x7e]/g, '?').slice(0, 100);
}

/** Five lines: how many, who is new, who does not report, where the page is, twice. No presigned URL: mail is forwarded. */
export function message(view: OrganizationView, place: Place, comparison: Comparison): string {
  return [
    howMany(view),
    whoIsNew(view, comparison),
    whoDoesNotReport(view),
    `Page: ${consoleUrl(place)}`,
    `File: s3://${place.bucket}/${place.key}`,
  ].join('\n');
}

/** `unreadable`: there is a last report, and it could not be read or is another program's. */
export type Comparison = 'compared' | 'first-report' | 'unreadable';

function howMany({ organization, totals, accounts }: OrganizationView): string {
  const affected = accounts.filter(
    ({ withoutMfa, withoutMfaCount }) => withoutMfa.length > 0 || (withoutMfaCount ?? 0) > 0,
  ).length;
  if (totals.reporting === 0 && totals.withoutMfa === 0 && totals.unknown > 0)
    return `Organization ${organization}: no account could be read, so it is unknown who can sign in without sufficient MFA.`;
  const people =
    totals.withoutMfa === 1
      ? '1 IAM user can sign in without sufficient MFA'
      : `${totals.withoutMfa === 0 ? 'No' : totals.withoutMfa} IAM users can sign in without sufficient MFA`;
  const where = totals.withoutMfa === 0 ? '' : ` in ${counted(affected, 'account')}`;
  return `Organization ${organization}: ${people}${where}, of ${counted(totals.consoleUsers, 'console user')} in ${counted(totals.reporting, 'account')} that report.`;
}

function whoIsNew({ difference }: OrganizationView, comparison: Comparison): string {
  if (comparison === 'unreadable') return 'New: unknown, the last report could not be read.';
  if (difference === undefined) return 'New: this is the first report, so there is nothing to compare with.';
  const fresh = [...difference.new, ...difference.exemptionEnded];
  const day = difference.since.slice(0, 10);
  const fixed = `${difference.mended.length} fixed`;
  if (fresh.length === 0) return `New since ${day}: no one; ${fixed}.`;
  return `New since ${day}: ${firstOf(fresh.map(userText))}; ${fixed}.`;
}

/** A mail program makes a link of whatever looks like one: the member sets its account's name, and a user may be called `example.com`. */
const withoutLinks = (name: string): string => name.replace(/[^\p{L}\p{N} _-]+/gu, ' ').trim();

/** A name that is not shown letter by letter has the id behind it. */
function userText({ userName, userId, account }: KnownUser): string {
  const name = withoutLinks(userName ?? userId);
  const user = name === (userName ?? userId) ? name : `${name} (${userId})`.trim();
  return `${user} in ${account ?? 'an unknown account'}`;
}

function whoDoesNotReport(view: OrganizationView): string {
  const { notReporting, totals } = view;
  if (notReporting.length === 0)
    return `Not reporting: no account; all ${totals.accounts} report.${versions(view)}`;
  const unread = notReporting.filter(({ reason }) => reason === 'unreadable').length;
  const accounts = notReporting.map(({ account, name, reason }) => {
    const why = reason === 'unreadable' ? 'not read' : reason;
    const shown = withoutLinks(name);
    return `${account}${shown === '' ? '' : ` ${shown}`} (${why})`;
  });
  const notRead = unread === 0 ? '' : `, ${unread} of them not read`;
  return `Not reporting: ${notReporting.length} of ${counted(totals.accounts, 'account')}${notRead}: ${firstOf(accounts)}. Their users are unknown, not compliant.${versions(view)}`;
}

/** Nothing where every account runs the version of the report's function. */
function versions(view: OrganizationView): string {
  const others = otherVersions(view).map(
    // Its function says it, which the member can change: what stands behind the three numbers may look like a domain.
    ([version, accounts]) =>
      `${counted(accounts.length, 'account')} ${version.replace(/-.*$/s, ' (pre-release)')}`,
  );
  return others.length === 0 ? '' : ` Not ${view.toolVersion ?? ''}, as this report is: ${firstOf(others)}.`;
}

/** The S3 console's page of the object: its reader signs in first. */
function consoleUrl({ bucket, region, key }: Place): string {
  const partition = partitionOf(region);
  const host =
    partition === 'aws-cn'
      ? `${region}.console.amazonaws.cn`
      : partition === 'aws-us-gov'
        ? `${region}.console.amazonaws-us-gov.com`
        : `${region}.console.aws.amazon.com`;
  return `https://${host}/s3/object/${bucket}?region=${region}&prefix=${encodeURIComponent(key).replaceAll('%2F', '/')}`;
}

const counted = (count: number, thing: string): string => `${count} ${thing}${count === 1 ? '' : 's'}`;

function firstOf(texts: readonly string[]): string {
  const more = texts.length - most;
  return more > 0 ? `${texts.slice(0, most).join(', ')} and ${more} more` : texts.join(', ');
}
