import type { IAMClient } from '@aws-sdk/client-iam';
import type { User } from '../core/user';
import type { UserList } from '../ports';
import { forEachOf } from './for-each-of';
import { IamApi } from './iam-api';
import { usersAtOnce } from './iam-directory';
import { ReadFailedError } from './read-failed-error';

/** Who has these names now. CloudTrail tells names only, and Config holds its results by id. */
export class UserNames {
  private readonly api: IamApi;

  constructor(client: IAMClient, signal: AbortSignal) {
    this.api = new IamApi(client, signal);
  }

  /** A name that is missing from the answer belongs to nobody; with a `failure`, that is not known. */
  async holders(userNames: readonly string[]): Promise<UserList> {
    const users: User[] = [];
    try {
      await forEachOf(userNames, usersAtOnce, async (userName) => {
        const user = await this.api.user(userName);
        if (user !== 'user-gone') users.push(user);
      });
      return { users };
    } catch (error) {
      if (error instanceof ReadFailedError) return { users, failure: error.failure };
      throw error;
    }
  }
}
