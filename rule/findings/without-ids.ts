import type { KnownUser } from './difference';
import type { Finding } from './finding';

/** A scan of a credential report knows no ids of users: the ARN takes their place. */
export const hasNoId = ({ userId }: { readonly userId: string }): boolean => userId.startsWith('arn:');

/** A user of an earlier scan, with the ARN where it was told. */
export interface EarlierUser extends KnownUser {
  readonly arn?: string;
}

/**
 * The users of an earlier scan by the ids of this one. Where both scans know ids, the id alone says who is who: a name can be
 * given to another user. Where one of them knows none, the ARN has to do.
 */
export function withIdsOf(
  earlier: readonly EarlierUser[],
  findings: readonly Pick<Finding, 'userId' | 'arn'>[],
): readonly KnownUser[] {
  const ids = new Map(findings.map(({ arn, userId }) => [arn, userId]));
  return earlier.map(({ arn, ...user }) => {
    const now = ids.get(hasNoId(user) ? user.userId : (arn ?? ''));
    return now !== undefined && (hasNoId(user) || now.startsWith('arn:')) ? { ...user, userId: now } : user;
  });
}
