import {
  type ConfigServiceClient,
  GetOrganizationConformancePackDetailedStatusCommand,
} from '@aws-sdk/client-config-service';
import * as v from 'valibot';
import type { OrganizationPacks, PackStatus } from '../../organization/ports';
import { ask } from '../clients/call-scope';
import { nextTokenOf, pagesOf } from '../pages';
import { errorCode, readFailed } from '../clients/read-failed';

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
        const pageOf = (NextToken: string | undefined) =>
          ask(this.signal, () =>
            this.client.send(
              new GetOrganizationConformancePackDetailedStatusCommand({
                OrganizationConformancePackName: packName,
                Filters: { Status },
                Limit: 100,
                NextToken,
              }),
            ),
          );
        for await (const page of pagesOf(pageOf, nextTokenOf))
          failed.push(
            ...v.parse(v.array(statusSchema), page.OrganizationConformancePackDetailedStatuses ?? []),
          );
      }
      return { failed };
    } catch (error) {
      // The rule is in the member stacks, or another account deploys the pack.
      if (errorCode(error) === 'NoSuchOrganizationConformancePack') return { failed: [] };
      const api = 'config:GetOrganizationConformancePackDetailedStatus';
      return { failure: readFailed(api, error, this.signal).failure };
    }
  }
}
