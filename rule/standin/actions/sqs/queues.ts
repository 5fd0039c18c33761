import * as v from 'valibot';
import { action, textOf } from '../action';
import { ServiceError } from '../../service-error';
import type { Account } from '../../state/account';

/** The re-evaluation queue, and the queue of what failed. */
export const queueUrls = ({ id }: Pick<Account, 'id'>): { work: string; deadLetters: string } => ({
  work: `https://sqs.us-east-1.amazonaws.com/${id}/IamUserMfa-Reevaluation`,
  deadLetters: `https://sqs.us-east-1.amazonaws.com/${id}/IamUserMfa-DeadLetters`,
});

export const ListQueues = action(v.object({}), () => ({}));

export const GetQueueAttributes = action(
  v.object({ QueueUrl: textOf(1, 2048) }),
  (account, { QueueUrl: url }) => {
    const { work, deadLetters } = queueUrls(account);
    if (url === deadLetters)
      return { Attributes: { ApproximateNumberOfMessages: String(account.deployment.deadLetters) } };
    if (url !== work) throw new ServiceError('QueueDoesNotExist', 'The specified queue does not exist.');
    const deadLetterTargetArn = `arn:${account.partition}:sqs:us-east-1:${account.id}:IamUserMfa-DeadLetters`;
    return {
      Attributes: {
        ApproximateNumberOfMessages: '0',
        RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 1000 }),
      },
    };
  },
);
