import type { IAMClient } from '@aws-sdk/client-iam';
import type { User } from '../core/user';
import type { ReadFailure } from '../ports';
import { IamApi } from './iam-api';
import { ReadFailedError } from './read-failed-error';

/** Who has a name now. CloudTrail tells names only, and Config holds its results by id. */
export class UserNames {
  private readonly api: IamApi;

  constructor(client: IAMClient, signal: AbortSignal) {
    this.api = new IamApi(client, signal);
  }

  async holder(userName: string): Promise<{ user: User } | 'user-gone' | { failure: ReadFailure }> {
    try {
      const user = await this.api.user(userName);
      return user === 'user-gone' ? user : { user };
    } catch (error) {
      if (error instanceof ReadFailedError) return { failure: error.failure };
      throw error;
    }
  }
}
