import { DescribeHubCommand, SecurityHubClient } from '@aws-sdk/client-securityhub';
import { errorCode } from '../../aws/clients/read-failed';
import { paced, type Connection } from '../../aws/clients/settings';
import type { Place } from '../place';
import type { Reading } from '../reading';
import type { SecurityHubFacts } from './facts';

const securityHubClient = (connection: Connection): SecurityHubClient =>
  paced('securityhub', (settings) => new SecurityHubClient(settings), connection);

/** @see https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_DescribeHub.html both say "not subscribed" */
const notSubscribed = ['InvalidAccess', 'ResourceNotFound'];

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
  return { securityHub };
}
