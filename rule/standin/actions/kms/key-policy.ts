import * as v from 'valibot';
import { action, textOf } from '../action';
import { ServiceError } from '../../service-error';

export const GetKeyPolicy = action(v.object({ KeyId: textOf(1, 2048) }), ({ deployment }, { KeyId }) => {
  const policy = deployment.resourcePolicies[KeyId];
  if (policy === undefined) throw new ServiceError('NotFoundException', `Key ${KeyId} does not exist`);
  return { Policy: JSON.stringify(policy), PolicyName: 'default' };
});
