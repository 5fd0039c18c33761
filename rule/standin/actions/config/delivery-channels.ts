import * as v from 'valibot';
import { action } from '../action';

export const DescribeDeliveryChannels = action(v.object({}), ({ deployment }) => ({
  DeliveryChannels: deployment.deliveryChannels.map((name) => ({ name, s3BucketName: 'config' })),
}));
