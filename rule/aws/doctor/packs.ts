import {
  type ConfigServiceClient,
  DescribeOrganizationConformancePacksCommand,
  DescribeOrganizationConformancePackStatusesCommand,
  GetOrganizationConformancePackDetailedStatusCommand,
} from '@aws-sdk/client-config-service';
import * as v from 'valibot';
import type { Answer, PackFacts, PackInAccount } from '../../doctor/ports';
import { allOf, asked } from './asked';

const packSchema = v.object({ OrganizationConformancePackName: v.string() });
const statusSchema = v.object({ Status: v.string(), ErrorMessage: v.optional(v.string()) });
const inAccountSchema = v.pipe(
  v.object({
    AccountId: v.string(),
    Status: v.string(),
    ErrorCode: v.optional(v.string()),
    ErrorMessage: v.optional(v.string()),
  }),
  v.transform(({ AccountId, Status, ErrorCode, ErrorMessage }): PackInAccount => ({
    accountId: AccountId,
    status: Status,
    errorCode: ErrorCode,
    errorMessage: ErrorMessage,
  })),
);

/** The organization's packs that are wanted, each with its state as a whole and in every account. */
export async function readPacks(
  client: ConfigServiceClient,
  isWanted: (name: string) => boolean,
  signal: AbortSignal,
): Promise<Answer<readonly PackFacts[]>> {
  const abort = { abortSignal: signal };
  const names = await asked('config:DescribeOrganizationConformancePacks', signal, () =>
    allOf(
      (NextToken) => client.send(new DescribeOrganizationConformancePacksCommand({ NextToken }), abort),
      (page) =>
        v
          .parse(v.array(packSchema), page.OrganizationConformancePacks ?? [])
          .map(({ OrganizationConformancePackName: name }) => name),
    ),
  );
  if ('failure' in names) return names;
  return {
    value: await Promise.all(
      names.value.filter(isWanted).map(async (name): Promise<PackFacts> => {
        const [status, accounts] = await Promise.all([
          asked('config:DescribeOrganizationConformancePackStatuses', signal, async () => {
            const { OrganizationConformancePackStatuses: statuses } = await client.send(
              new DescribeOrganizationConformancePackStatusesCommand({
                OrganizationConformancePackNames: [name],
              }),
              abort,
            );
            const [first] = v.parse(v.array(statusSchema), statuses ?? []);
            return first && { status: first.Status, error: first.ErrorMessage };
          }),
          asked('config:GetOrganizationConformancePackDetailedStatus', signal, () =>
            allOf(
              (NextToken) =>
                client.send(
                  new GetOrganizationConformancePackDetailedStatusCommand({
                    OrganizationConformancePackName: name,
                    NextToken,
                  }),
                  abort,
                ),
              (page) =>
                v.parse(v.array(inAccountSchema), page.OrganizationConformancePackDetailedStatuses ?? []),
            ),
          ),
        ]);
        return { name, status, accounts };
      }),
    ),
  };
}
