import * as v from 'valibot';
import { action } from '../action';
import { subscribed } from './access';

export const DescribeHub = action(v.object({}), (account, _input, { region }) => ({
  HubArn: `arn:${account.partition}:securityhub:${region}:${account.id}:hub/default`,
  SubscribedAt: subscribed(account).subscribedAt,
  AutoEnableControls: true,
  ControlFindingGenerator: 'SECURITY_CONTROL',
}));
