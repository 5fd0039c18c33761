import * as v from 'valibot';
import { action, textOf } from '../action';
import { ServiceError } from '../../service-error';

/** Of service-linked roles alone: the stand-in has no others. */
export const GetRole = action(v.object({ RoleName: textOf(1, 64) }), ({ deployment, id }, { RoleName }) => {
  if (!deployment.serviceLinkedRoles.includes(RoleName))
    throw new ServiceError('NoSuchEntity', `The role with name ${RoleName} cannot be found.`);
  return {
    Role: {
      RoleName,
      RoleId: 'AROA00000000000000000',
      Path: '/aws-service-role/',
      Arn: `arn:aws:iam::${id}:role/aws-service-role/${RoleName}`,
      CreateDate: new Date('2024-01-01T00:00:00Z'),
    },
  };
});
