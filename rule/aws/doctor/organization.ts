import {
  type CloudFormationClient,
  DescribeOrganizationsAccessCommand,
} from '@aws-sdk/client-cloudformation';
import {
  type ConfigServiceClient,
  DescribeConfigurationAggregatorsCommand,
} from '@aws-sdk/client-config-service';
import {
  DescribeOrganizationCommand,
  ListDelegatedAdministratorsCommand,
  type OrganizationsClient,
} from '@aws-sdk/client-organizations';
import * as v from 'valibot';
import type { AggregatorFacts, Answer, DelegatedAdministrator } from '../../doctor/ports';
import { allOf, asked } from './asked';

export const readFeatureSet = (client: OrganizationsClient, signal: AbortSignal): Promise<Answer<string>> =>
  asked('organizations:DescribeOrganization', signal, async () => {
    const { Organization } = await client.send(new DescribeOrganizationCommand({}), { abortSignal: signal });
    return v.parse(v.string(), Organization?.FeatureSet);
  });

/** Asked as a delegated administrator where the caller is not the management account. */
export const readStackSetsAccess = (
  client: CloudFormationClient,
  isManagementAccount: boolean,
  signal: AbortSignal,
): Promise<Answer<string>> =>
  asked('cloudformation:DescribeOrganizationsAccess', signal, async () => {
    const command = new DescribeOrganizationsAccessCommand(
      isManagementAccount ? {} : { CallAs: 'DELEGATED_ADMIN' },
    );
    const { Status } = await client.send(command, { abortSignal: signal });
    return v.parse(v.string(), Status);
  });

const administratorSchema = v.object({ Id: v.string() });

export const readDelegated = (
  client: OrganizationsClient,
  services: readonly string[],
  signal: AbortSignal,
): Promise<Answer<readonly DelegatedAdministrator[]>> =>
  asked('organizations:ListDelegatedAdministrators', signal, async () => {
    const delegated: DelegatedAdministrator[] = [];
    for (const service of services) {
      const administrators = await allOf(
        (NextToken) =>
          client.send(new ListDelegatedAdministratorsCommand({ ServicePrincipal: service, NextToken }), {
            abortSignal: signal,
          }),
        (page) => v.parse(v.array(administratorSchema), page.DelegatedAdministrators ?? []),
      );
      delegated.push({ service, accountIds: administrators.map(({ Id }) => Id) });
    }
    return delegated;
  });

const aggregatorSchema = v.pipe(
  v.object({
    ConfigurationAggregatorName: v.string(),
    OrganizationAggregationSource: v.optional(
      v.object({
        AllAwsRegions: v.optional(v.boolean(), false),
        AwsRegions: v.optional(v.array(v.string()), []),
      }),
    ),
  }),
  v.transform(
    ({ ConfigurationAggregatorName: name, OrganizationAggregationSource: source }): AggregatorFacts => ({
      name,
      organization: source !== undefined,
      allRegions: source?.AllAwsRegions ?? false,
      regions: source?.AwsRegions ?? [],
    }),
  ),
);

export const readAggregators = (
  client: ConfigServiceClient,
  signal: AbortSignal,
): Promise<Answer<readonly AggregatorFacts[]>> =>
  asked('config:DescribeConfigurationAggregators', signal, () =>
    allOf(
      (NextToken) =>
        client.send(new DescribeConfigurationAggregatorsCommand({ NextToken }), { abortSignal: signal }),
      (page) => v.parse(v.array(aggregatorSchema), page.ConfigurationAggregators ?? []),
    ),
  );
