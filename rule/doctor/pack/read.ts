import {
  DescribeOrganizationConformancePacksCommand,
  DescribeOrganizationConformancePackStatusesCommand,
  GetOrganizationConformancePackDetailedStatusCommand,
} from '@aws-sdk/client-config-service';
import * as v from 'valibot';
import { configClient } from '../../aws/clients/config-client';
import { meta } from '../../meta';
import type { OrganizationPlace } from '../place';
import { allOf, type Reading } from '../reading';
import type { PackFacts, PackInAccount, PacksFacts } from './facts';

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

/** Packs that this project made: named after it, or named by the reader. */
const isOurs = (name: string, wanted: string | undefined): boolean =>
  wanted === undefined ? name.startsWith(meta.id) : name === wanted;

/** The organization's packs of this project, each with its state as a whole and in every account. */
export async function readPacks(reading: Reading<OrganizationPlace>): Promise<PacksFacts> {
  const client = reading.client(configClient);
  const names = await reading.ask('config:DescribeOrganizationConformancePacks', () =>
    allOf(
      (NextToken) => client.send(new DescribeOrganizationConformancePacksCommand({ NextToken })),
      (page) =>
        v
          .parse(v.array(packSchema), page.OrganizationConformancePacks ?? [])
          .map(({ OrganizationConformancePackName: name }) => name),
    ),
  );
  if ('failure' in names) return { packs: names };
  const ours = names.value.filter((name) => isOurs(name, reading.place.packName));
  return { packs: { value: await Promise.all(ours.map((name) => packOf(reading, name))) } };
}

async function packOf(reading: Reading<OrganizationPlace>, name: string): Promise<PackFacts> {
  const client = reading.client(configClient);
  const [status, accounts] = await Promise.all([
    reading.ask('config:DescribeOrganizationConformancePackStatuses', async () => {
      const command = new DescribeOrganizationConformancePackStatusesCommand({
        OrganizationConformancePackNames: [name],
      });
      const { OrganizationConformancePackStatuses: statuses } = await client.send(command);
      const { Status, ErrorMessage } = v.parse(statusSchema, statuses?.[0]);
      return { status: Status, error: ErrorMessage };
    }),
    reading.ask('config:GetOrganizationConformancePackDetailedStatus', () =>
      allOf(
        (NextToken) =>
          client.send(
            new GetOrganizationConformancePackDetailedStatusCommand({
              OrganizationConformancePackName: name,
              NextToken,
            }),
          ),
        (page) => v.parse(v.array(inAccountSchema), page.OrganizationConformancePackDetailedStatuses ?? []),
      ),
    ),
  ]);
  return { name, status, accounts };
}
