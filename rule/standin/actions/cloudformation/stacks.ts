import * as v from 'valibot';
import { action, textOf } from '../action';
import { ServiceError } from '../../service-error';
import { queueUrls } from '../sqs/queues';

const functionName = 'iam-user-mfa';

/** The stack of the rule owns its function, its queues, and the groups whose names start with the stack's. */
export const DescribeStackResources = action(
  v.object({ PhysicalResourceId: textOf(1, 2048) }),
  (account, { PhysicalResourceId: id }) => {
    const { stackName } = account.deployment;
    const owned = stackName !== null && (id === functionName || id.startsWith(`${stackName}-`));
    if (!owned) throw new ServiceError('ValidationError', `Stack for ${id} does not exist`);
    const resource = (ResourceType: string, PhysicalResourceId: string) => ({
      StackName: stackName,
      LogicalResourceId: ResourceType.split('::').at(-1),
      PhysicalResourceId,
      ResourceType,
      ResourceStatus: 'CREATE_COMPLETE',
      Timestamp: new Date('2024-01-01T00:00:00Z'),
    });
    const queues = queueUrls(account);
    return {
      StackResources: [
        resource('AWS::Lambda::Function', functionName),
        resource('AWS::SQS::Queue', queues.work),
        resource('AWS::SQS::Queue', queues.deadLetters),
      ],
    };
  },
);
