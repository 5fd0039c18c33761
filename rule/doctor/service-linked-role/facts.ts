import type { Answer } from '../answer';
import type { Grants } from '../grants';

export interface ServiceLinkedRoleFacts {
  readonly packRole: Answer<boolean>;
}

/** @see https://docs.aws.amazon.com/config/latest/developerguide/cpack-prerequisites.html */
export const packRoleName = 'AWSServiceRoleForConfigMultiAccountSetup';

export const serviceLinkedRoleGrants: Grants = ({ partition }) => ({
  PackRole: {
    actions: ['iam:GetRole'],
    resources: [
      `arn:${partition}:iam::*:role/aws-service-role/config-multiaccountsetup.amazonaws.com/${packRoleName}`,
    ],
  },
});
