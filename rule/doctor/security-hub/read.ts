import { DescribeEffectivePolicyCommand } from '@aws-sdk/client-organizations';
import { DescribeHubCommand, SecurityHubClient } from '@aws-sdk/client-securityhub';
import { errorCode } from '../../aws/clients/read-failed';
import { organizationsClient } from '../../aws/organizations';
import { paced, type Connection } from '../../aws/clients/settings';
import type { Place } from '../place';
import type { Reading } from '../reading';
import type { SecurityHubFacts } from './facts';

const securityHubClient = (connection: Connection): SecurityHubClient =>
  paced('securityhub', (settings) => new SecurityHubClient(settings), connection);

/** @see https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_DescribeHub.html both say "not subscribed" */
const notSubscribed = ['InvalidAccess', 'ResourceNotFound'];
/** @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_DescribeEffectivePolicy.html */
const noPolicy = ['EffectivePolicyNotFound', 'AWSOrganizationsNotInUse'];

export async function readSecurityHub(reading: Reading<Place>): Promise<SecurityHubFacts> {
  const securityHub = await reading.ask('securityhub:DescribeHub', async () => {
    try {
      await reading.client(securityHubClient).send(new DescribeHubCommand({}));
      return true;
    } catch (error) {
      if (notSubscribed.includes(errorCode(error))) return false;
      throw error;
    }
  });
  const securityHubPolicy = await reading.ask('organizations:DescribeEffectivePolicy', async () => {
    try {
      const command = new DescribeEffectivePolicyCommand({ PolicyType: 'SECURITYHUB_CSPM_POLICY' });
      await reading.client(organizationsClient).send(command);
      return true;
    } catch (error) {
      if (noPolicy.includes(errorCode(error))) return false;
      throw error;
    }
  });
  return { securityHub, securityHubPolicy };
}
