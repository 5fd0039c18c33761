import { GetRoleCommand } from '@aws-sdk/client-iam';
import { iamClient } from '../../aws/clients/iam-client';
import { errorCode } from '../../aws/clients/read-failed';
import type { Place } from '../place';
import type { Reading } from '../reading';
import { packRoleName, type ServiceLinkedRoleFacts } from './facts';

export async function readServiceLinkedRole(reading: Reading<Place>): Promise<ServiceLinkedRoleFacts> {
  const packRole = await reading.ask('iam:GetRole', async () => {
    try {
      await reading.client(iamClient).send(new GetRoleCommand({ RoleName: packRoleName }));
      return true;
    } catch (error) {
      if (errorCode(error) === 'NoSuchEntity') return false;
      throw error;
    }
  });
  return { packRole };
}
