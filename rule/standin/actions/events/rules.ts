import * as v from 'valibot';
import { action, textOf } from '../action';
import { ServiceError } from '../../service-error';

const name = 'IamUserMfa-Reevaluation';
const pattern = {
  source: ['aws.iam'],
  'detail-type': ['AWS API Call via CloudTrail'],
  detail: {
    eventSource: ['iam.amazonaws.com'],
    eventName: [
      'CreateLoginProfile',
      'DeleteLoginProfile',
      'EnableMFADevice',
      'DeactivateMFADevice',
      'DeleteUser',
      'UpdateUser',
    ],
  },
};

export const ListRules = action(
  v.object({ NextToken: v.optional(v.string()) }),
  ({ deployment, partition, id }) => ({
    Rules:
      deployment.reevaluation === 'none'
        ? []
        : [
            {
              Name: name,
              Arn: `arn:${partition}:events:us-east-1:${id}:rule/${name}`,
              State: deployment.reevaluation,
              EventPattern: JSON.stringify(pattern),
              EventBusName: 'default',
            },
          ],
  }),
);

export const EnableRule = action(v.object({ Name: textOf(1, 64) }), ({ deployment }, input) => {
  if (deployment.reevaluation === 'none' || input.Name !== name)
    throw new ServiceError(
      'ResourceNotFoundException',
      `Rule ${input.Name} does not exist on EventBus default.`,
    );
  deployment.reevaluation = 'ENABLED';
  return {};
});
