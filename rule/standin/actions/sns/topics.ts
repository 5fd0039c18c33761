import * as v from 'valibot';
import { action, textOf } from '../action';
import { ServiceError } from '../../service-error';

export const GetTopicAttributes = action(
  v.object({ TopicArn: textOf(1, 512) }),
  ({ store }, { TopicArn }) => {
    // A topic's policy decides who may ask: it may be another account's.
    const owner = store.accounts.get(TopicArn.split(':')[4] ?? '');
    const policy = owner?.deployment.resourcePolicies[TopicArn];
    if (policy === undefined) throw new ServiceError('NotFound', 'Topic does not exist', 404);
    return {
      Attributes: new Map([
        ['TopicArn', TopicArn],
        ['Policy', JSON.stringify(policy)],
      ]),
    };
  },
);
