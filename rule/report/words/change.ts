import { keyOf, type Difference } from '../../findings/difference';
import type { Finding } from '../../findings/finding';

export type Change = 'new' | 'exemption ended' | 'still open' | 'fixed' | 'not read this time';

/** The change for a user since the baseline; undefined without one, and for users with none of these changes. */
export function changeOf(
  difference: Difference | undefined,
): (finding: Pick<Finding, 'account' | 'userId'>) => Change | undefined {
  if (difference === undefined) return () => undefined;
  const changes = new Map<string, Change>();
  const add = (change: Change, users: Difference['new']): void => {
    for (const user of users) changes.set(keyOf(user), change);
  };
  add('new', difference.new);
  add('exemption ended', difference.exemptionEnded);
  add('still open', difference.stillOpen);
  add('fixed', difference.mended);
  add('not read this time', difference.unknown);
  return (finding) => changes.get(keyOf(finding));
}
