import * as v from 'valibot';
import { action, between, textOf } from '../action';
import { requestedFault } from '../../service-error';
import { stableId } from '../../state/stable-id';
import { roleCaller } from '../../state/callers';

export const GetCallerIdentity = action(v.object({}), (_account, _input, { caller }) => ({
  UserId: caller.userId,
  Account: caller.accountId,
  Arn: caller.arn,
}));

/** The credentials select the role's account in every later call. */
export const AssumeRole = action(
  v.object({
    RoleArn: textOf(20, 2048),
    RoleSessionName: textOf(2, 64),
    DurationSeconds: v.optional(between(900, 43_200), 3600),
  }),
  ({ store }, input, { caller }) => {
    const [, partition, accountId, role] =
      /^arn:(aws[a-z-]*):iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/.exec(input.RoleArn) ?? [];
    const target = store.accounts.get(accountId ?? '');
    if (target === undefined || role === undefined || partition !== target.partition) {
      throw requestedFault('AccessDenied', {
        action: 'sts:AssumeRole',
        callerArn: caller.arn,
        resource: input.RoleArn,
      });
    }
    const session = roleCaller(target.partition, target.id, role, input.RoleSessionName);
    const accessKeyId = `ASIA${stableId(`${input.RoleArn}/${store.callers.size}`).slice(0, 16)}`;
    store.callers.set(accessKeyId, { ...session, assumedBy: caller.assumedBy ?? caller.accountId });
    return {
      Credentials: {
        AccessKeyId: accessKeyId,
        SecretAccessKey: stableId(accessKeyId).repeat(3).slice(0, 40),
        SessionToken: `standin-session-of-${target.id}`,
        Expiration: new Date(store.now().getTime() + input.DurationSeconds * 1000),
      },
      AssumedRoleUser: { AssumedRoleId: session.userId, Arn: session.arn },
    };
  },
);
