import type { AccountRow, OrganizationView } from '../findings/organization-view';
import { beforeVersions, isOlder, newestOf, otherVersions } from '../findings/versions';
import { meta } from '../meta';
import { failureWithDetail } from '../run/failures';
import type { Aggregator } from './ports';

const namedAtMost = 5;

/** What a function says of itself since 0.2.0, and what that of 0.1.0 does. The account's own people may write anything else. */
const pattern = new RegExp(`^${meta.id} (\\d{1,6}\\.\\d{1,6}\\.\\d{1,6}(?:-[\\w.-]{1,20})?): `);
const unversioned = 'Evaluates for AWS Config which IAM users have a console password and no MFA.';

const versionIn = (description: string): readonly string[] =>
  description === unversioned ? [beforeVersions] : (pattern.exec(description)?.slice(1) ?? []);

/** The view with the version that each account runs, and a line where they differ or are not known. */
export function withVersions(
  view: OrganizationView,
  read: Awaited<ReturnType<Aggregator['ruleFunctions']>>,
  toolVersion: string,
): OrganizationView {
  const known = new Map<string, string[]>();
  for (const { accountId, description } of 'functions' in read ? read.functions : [])
    known.set(accountId, [...(known.get(accountId) ?? []), ...versionIn(description)]);
  const accounts = view.accounts.map((row) => ({
    ...row,
    // A function that is left over in another region is the older one.
    version: newestOf(known.get(row.account) ?? []) ?? null,
  }));
  const found = { ...view, accounts, toolVersion };
  const notes = [...othersNote(found, toolVersion), ...unknownNote(found, read)];
  return notes.length === 0 ? found : { ...found, notes: [...(view.notes ?? []), ...notes] };
}

function othersNote(view: OrganizationView, toolVersion: string): readonly string[] {
  const others = otherVersions(view);
  if (others.length === 0) return [];
  const groups = others.map(
    ([version, accounts]) =>
      `${counted(accounts.length, 'account runs', 'accounts run')} ${version} (${firstOf(accounts)})`,
  );
  const fix = others.some(([version]) => isOlder(version, toolVersion))
    ? 'To update: npx cdk deploy IamUserMfaMembers'
    : 'This program is the older one.';
  return [`Not ${meta.id} ${toolVersion}, as this is: ${firstOf(groups)}. ${fix}`];
}

/** An account without the rule has nothing of which there could be a version. */
function unknownNote(
  { accounts }: OrganizationView,
  read: Awaited<ReturnType<Aggregator['ruleFunctions']>>,
): readonly string[] {
  if ('failure' in read)
    return [`The version that each account runs could not be read (${failureWithDetail(read.failure)}).`];
  const unknown = accounts.filter((row: AccountRow) => row.status === 'reporting' && row.version == null);
  if (unknown.length === 0) return [];
  return [
    `The version is unknown in ${counted(unknown.length, 'account')} that ${unknown.length === 1 ? 'reports' : 'report'}: the aggregator shows no function ` +
      `${meta.functionName} there that says one. AWS Config has to record AWS::Lambda::Function; a function of a stack for one account has another name.`,
  ];
}

const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;

function firstOf(texts: readonly string[]): string {
  const more = texts.length - namedAtMost;
  return `${texts.slice(0, namedAtMost).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
