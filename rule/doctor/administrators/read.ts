import {
  ListAWSServiceAccessForOrganizationCommand,
  ListDelegatedAdministratorsCommand,
} from '@aws-sdk/client-organizations';
import * as v from 'valibot';
import { organizationsClient } from '../../aws/organizations';
import type { OrganizationPlace } from '../place';
import { allOf, type Reading } from '../reading';
import { deploymentServices, type AdministratorsFacts, type DelegatedAdministrator } from './facts';

const administratorSchema = v.object({ Id: v.string() });
const principalSchema = v.object({ ServicePrincipal: v.string() });

export async function readAdministrators(reading: Reading<OrganizationPlace>): Promise<AdministratorsFacts> {
  const client = reading.client(organizationsClient);
  const delegated = await reading.ask('organizations:ListDelegatedAdministrators', async () => {
    const found: DelegatedAdministrator[] = [];
    for (const service of deploymentServices) {
      const administrators = await allOf(
        (NextToken) =>
          client.send(new ListDelegatedAdministratorsCommand({ ServicePrincipal: service, NextToken })),
        (page) => v.parse(v.array(administratorSchema), page.DelegatedAdministrators ?? []),
      );
      found.push({ service, accountIds: administrators.map(({ Id }) => Id) });
    }
    return found;
  });
  const serviceAccess = await reading.ask('organizations:ListAWSServiceAccessForOrganization', () =>
    allOf(
      (NextToken) => client.send(new ListAWSServiceAccessForOrganizationCommand({ NextToken })),
      (page) =>
        v
          .parse(v.array(principalSchema), page.EnabledServicePrincipals ?? [])
          .map((one) => one.ServicePrincipal),
    ),
  );
  return { delegated, serviceAccess };
}
