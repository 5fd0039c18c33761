import {
  GetAccountPasswordPolicyCommand,
  GetGroupCommand,
  type IAMClient,
  ListGroupsCommand,
} from '@aws-sdk/client-iam';
import * as v from 'valibot';
import type { Group } from '../../remediation/ports';
import { ask } from '../clients/call-scope';
import { errorCode, readFailed } from '../clients/read-failed';
import { groupSchema, wholeList } from './whole-list';

const memberSchema = v.pipe(
  v.object({ UserId: v.string(), UserName: v.string() }),
  v.transform(({ UserId, UserName }) => ({ userId: UserId, userName: UserName })),
);

/** Facts of an account that only the command line reads: its groups, their members, and whether passwords expire. */
export class IamAccount {
  constructor(
    private readonly client: IAMClient,
    private readonly signal: AbortSignal,
  ) {}

  /** @throws ReadFailedError */
  groups(pathPrefix?: string): Promise<readonly Group[]> {
    return wholeList(
      'iam:ListGroups',
      (page) => this.client.send(new ListGroupsCommand({ PathPrefix: pathPrefix, ...page })),
      this.signal,
      ({ Groups }) => v.parse(v.array(groupSchema), Groups),
    );
  }

  /** @throws ReadFailedError */
  membersOf(groupName: string): Promise<readonly { userId: string; userName: string }[]> {
    return wholeList(
      'iam:GetGroup',
      (page) => this.client.send(new GetGroupCommand({ GroupName: groupName, ...page })),
      this.signal,
      ({ Users }) => v.parse(v.array(memberSchema), Users),
    );
  }

  /** After how many days passwords expire; `never` also where the account has no policy. @throws ReadFailedError */
  async passwordsExpireAfterDays(): Promise<number | 'never'> {
    try {
      const { PasswordPolicy } = await ask(this.signal, () =>
        this.client.send(new GetAccountPasswordPolicyCommand({})),
      );
      const { ExpirePasswords, MaxPasswordAge } = PasswordPolicy ?? {};
      return ExpirePasswords === true && MaxPasswordAge !== undefined && MaxPasswordAge > 0
        ? MaxPasswordAge
        : 'never';
    } catch (error) {
      if (errorCode(error) === 'NoSuchEntity') return 'never';
      throw readFailed('iam:GetAccountPasswordPolicy', error, this.signal);
    }
  }
}
