import type { DoctorClients } from '../../aws/doctor/clients';
import {
  readAggregators,
  readDelegated,
  readFeatureSet,
  readStackSetsAccess,
} from '../../aws/doctor/organization';
import { readPacks } from '../../aws/doctor/packs';
import { deploymentServices } from '../../doctor/organization';
import { isOurPack } from '../../doctor/pack';
import type { OrganizationFacts } from '../../doctor/ports';

export interface AskedOfOrganization extends Pick<
  OrganizationFacts,
  'callerAccountId' | 'managementAccountId' | 'region' | 'accounts'
> {
  readonly packName: string | undefined;
}

/** Everything that doctor asks about the organization itself, from the account that deploys. */
export async function organizationFacts(
  { organizations, cloudFormation, config }: DoctorClients,
  { packName, ...known }: AskedOfOrganization,
  signal: AbortSignal,
): Promise<OrganizationFacts> {
  const isManagementAccount = known.callerAccountId === known.managementAccountId;
  const [featureSet, stackSetsAccess, delegated, aggregators, packs] = await Promise.all([
    readFeatureSet(organizations, signal),
    readStackSetsAccess(cloudFormation, isManagementAccount, signal),
    readDelegated(organizations, deploymentServices, signal),
    readAggregators(config, signal),
    readPacks(config, (name) => isOurPack(name, packName), signal),
  ]);
  return { ...known, featureSet, stackSetsAccess, delegated, aggregators, packs };
}
