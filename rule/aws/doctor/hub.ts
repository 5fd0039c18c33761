import { DescribeHubCommand, type SecurityHubClient } from '@aws-sdk/client-securityhub';
import type { Answer } from '../../doctor/ports';
import { errorCode } from '../clients/read-failed';
import { asked } from './asked';

/** @see https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_DescribeHub.html both say "not subscribed" */
const notSubscribed = ['InvalidAccess', 'ResourceNotFound'];

export const readSecurityHub = (client: SecurityHubClient, signal: AbortSignal): Promise<Answer<boolean>> =>
  asked('securityhub:DescribeHub', signal, async () => {
    try {
      await client.send(new DescribeHubCommand({}), { abortSignal: signal });
      return true;
    } catch (error) {
      if (notSubscribed.includes(errorCode(error))) return false;
      throw error;
    }
  });
