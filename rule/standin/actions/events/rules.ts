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

const noticePattern = {
  source: ['aws.config'],
  'detail-type': ['Config Rules Compliance Change'],
  detail: { configRuleName: ['iam-user-mfa'] },
};

export const ListRules = action(
  v.object({ NextToken: v.optional(v.string()) }),
  ({ deployment, partition, id }) => {
    const { reevaluation, notices } = deployment;
    const shown = (Name: string, State: string, EventPattern: object) => ({
      Name,
      Arn: `arn:${partition}:events:us-east-1:${id}:rule/${Name}`,
      State,
      EventPattern: JSON.stringify(EventPattern),
      EventBusName: 'default',
    });
    return {
      Rules: [
        ...(reevaluation === 'none' ? [] : [shown(name, reevaluation, pattern)]),
        ...(notices ? [shown('IamUserMfa-Notice', 'ENABLED', noticePattern)] : []),
      ],
    };
  },
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
