import type { Caller } from './account';
import type { UserRecord } from './iam-store';
import { stableId } from './stable-id';

export function roleCaller(partition: string, accountId: string, role: string, session: string): Caller {
  return {
    accountId,
    arn: `arn:${partition}:sts::${accountId}:assumed-role/${role}/${session}`,
    userId: `AROA${stableId(`${accountId}/${role}`)}:${session}`,
  };
}

export const userCaller = (partition: string, accountId: string, user: UserRecord): Caller => ({
  accountId,
  arn: `arn:${partition}:iam::${accountId}:user${user.path}${user.userName}`,
  userId: user.userId,
  userName: user.userName,
});
