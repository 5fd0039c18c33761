import type { OrganizationView } from './organization-view';

/** An account's function says the version of the stack that brought it; one from before 0.2.0 says none. */
export const beforeVersions = 'before 0.2.0';

/** A version as text that sorts: 0.9.0 before 0.10.0, 1.0.0-rc.1 before 1.0.0. */
const sortKey = (version: string): string =>
  version === beforeVersions ? '' : `${version.replace(/\d+/g, (digits) => digits.padStart(9, '0'))}~`;

export const isOlder = (a: string, b: string): boolean => sortKey(a) < sortKey(b);

const byVersion = (a: string, b: string): number => (a === b ? 0 : isOlder(a, b) ? -1 : 1);

export const newestOf = (versions: readonly string[]): string | undefined =>
  [...versions].sort(byVersion).at(-1);

/** The accounts, without the closed ones, that run another version than the program that asks, by version, the oldest first. */
export function otherVersions({
  accounts,
  toolVersion,
}: Pick<OrganizationView, 'accounts' | 'toolVersion'>): readonly (readonly [string, readonly string[]])[] {
  const groups = new Map<string, string[]>();
  for (const { account, status, version } of accounts)
    if (status !== 'suspended' && version != null && version !== toolVersion)
      groups.set(version, [...(groups.get(version) ?? []), account]);
  return [...groups].sort(([a], [b]) => byVersion(a, b));
}
