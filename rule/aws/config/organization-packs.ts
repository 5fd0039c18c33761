import {
  type ConfigServiceClient,
  GetOrganizationConformancePackDetailedStatusCommand,
} from '@aws-sdk/client-config-service';
import * as v from 'valibot';
import type { OrganizationPacks, PackStatus } from '../../organization/ports';
import { ReadFailedError } from '../../run/failures';
import { tokenList } from '../lists';

const statusSchema = v.pipe(
  v.object({
    AccountId: v.string(),
    Status: v.string(),
    ErrorCode: v.optional(v.string(), ''),
    ErrorMessage: v.optional(v.string(), ''),
  }),
  v.transform(({ AccountId, Status, ErrorCode, ErrorMessage }): PackStatus => ({
    accountId: AccountId,
    status: Status,
    code: ErrorCode,
    message: ErrorMessage,
  })),
);

/** Only what failed is asked for: an organization of 5,000 accounts has few such, and 50 pages of the others. */
const failedStatuses = ['CREATE_FAILED', 'UPDATE_FAILED'] as const;

export class ConfigOrganizationPacks implements OrganizationPacks {
  constructor(
    private readonly client: ConfigServiceClient,
    private readonly signal: AbortSignal,
  ) {}

  async failedAccounts(packName: string): ReturnType<OrganizationPacks['failedAccounts']> {
    const failed: PackStatus[] = [];
    try {
      for (const Status of failedStatuses) {
        const input = { OrganizationConformancePackName: packName, Filters: { Status }, Limit: 100 };
        const some = await tokenList(
          'config:GetOrganizationConformancePackDetailedStatus',
          (NextToken) =>
            this.client.send(
              new GetOrganizationConformancePackDetailedStatusCommand({ ...input, NextToken }),
            ),
          this.signal,
          (page) => v.parse(v.array(statusSchema), page.OrganizationConformancePackDetailedStatuses ?? []),
        );
        failed.push(...some);
      }
      return { failed };
    } catch (error) {
      if (!(error instanceof ReadFailedError)) throw error;
      // The rule is in the member stacks, or another account deploys the pack.
      if (error.failure.error === 'NoSuchOrganizationConformancePack') return { failed: [] };
      return { failure: error.failure };
    }
  }
}
