import { GetKeyPolicyCommand, KMSClient } from '@aws-sdk/client-kms';
import * as v from 'valibot';
import { paced, type Connection } from '../../aws/clients/settings';
import type { Place } from '../place';
import { statementsOf } from '../policy-text';
import type { Reading } from '../reading';
import type { KeyPolicyFacts } from './facts';

const kmsClient = (connection: Connection): KMSClient =>
  paced('kms', (settings) => new KMSClient(settings), connection);

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyPolicy.html no cross-account use */
export async function readKeyPolicy(reading: Reading<Place>): Promise<KeyPolicyFacts> {
  const { kmsKeyArn, accountId } = reading.place;
  if (kmsKeyArn?.split(':')[4] !== accountId) return {};
  const client = reading.client(kmsClient, kmsKeyArn.split(':')[3]);
  const keyPolicy = await reading.ask('kms:GetKeyPolicy', async () => {
    const { Policy } = await client.send(new GetKeyPolicyCommand({ KeyId: kmsKeyArn }));
    return statementsOf(v.parse(v.string(), Policy));
  });
  return { keyPolicy };
}
