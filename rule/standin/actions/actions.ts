import type { Action } from './action';
import * as lookupEvents from './cloudtrail/lookup-events';
import * as trails from './cloudtrail/trails';
import * as stackSets from './cloudformation/stack-sets';
import * as stacks from './cloudformation/stacks';
import * as organizationsAccess from './cloudformation/organizations-access';
import * as aggregators from './config/aggregators';
import * as compliance from './config/compliance';
import * as organizationPacks from './config/organization-packs';
import * as deliveryChannels from './config/delivery-channels';
import * as putEvaluations from './config/put-evaluations';
import * as recorders from './config/recorders';
import * as rules from './config/rules';
import * as eventRules from './events/rules';
import * as customDetectionRules from './guardduty/custom-detection-rules';
import * as iamAccount from './iam/account';
import * as authorizationDetails from './iam/authorization-details';
import * as credentialReport from './iam/credential-report';
import * as groups from './iam/groups';
import * as loginProfiles from './iam/login-profiles';
import * as mfaDevices from './iam/mfa-devices';
import { CreatePolicy, CreatePolicyVersion, DeletePolicy, GetPolicy, GetPolicyVersion } from './iam/policies';
import * as policyHolders from './iam/policy-holders';
import { GetRole } from './iam/roles';
import * as simulate from './iam/simulate';
import { ListUserTags, TagUser, UntagUser } from './iam/tags';
import * as users from './iam/users';
import * as virtualMfaDevices from './iam/virtual-mfa-devices';
import { GetKeyPolicy } from './kms/key-policy';
import * as functions from './lambda/functions';
import { DescribeLogGroups } from './logs/groups';
import * as organizationAccounts from './organizations/accounts';
import * as organization from './organizations/organization';
import * as organizationPolicies from './organizations/policies';
import * as organizationUnits from './organizations/units';
import * as getFindings from './securityhub/get-findings';
import * as hub from './securityhub/hub';
import * as importFindings from './securityhub/import-findings';
import * as updateFindings from './securityhub/update-findings';
import { GetTopicAttributes } from './sns/topics';
import * as queues from './sqs/queues';
import * as automations from './ssm/automations';
import * as identity from './sts/identity';

/** Every action by service and name: a new one is a new file and one line here. */
export const actions: Readonly<Record<string, Readonly<Record<string, Action>>>> = {
  iam: {
    ...users,
    ...groups,
    ...iamAccount,
    ...authorizationDetails,
    ...credentialReport,
    ...policyHolders,
    CreatePolicy,
    CreatePolicyVersion,
    DeletePolicy,
    GetPolicy,
    GetPolicyVersion,
    GetRole,
    ...simulate,
    ...loginProfiles,
    ...mfaDevices,
    ...virtualMfaDevices,
    ListUserTags,
    TagUser,
    UntagUser,
  },
  config: {
    ...deliveryChannels,
    ...aggregators,
    ...organizationPacks,
    ...recorders,
    ...compliance,
    ...putEvaluations,
    ...rules,
  },
  organizations: { ...organization, ...organizationAccounts, ...organizationPolicies, ...organizationUnits },
  cloudtrail: { ...lookupEvents, ...trails },
  securityhub: { ...hub, ...importFindings, ...getFindings, ...updateFindings },
  cloudformation: { ...stacks, ...stackSets, ...organizationsAccess },
  events: { ...eventRules },
  sqs: { GetQueueAttributes: queues.GetQueueAttributes, ListQueues: queues.ListQueues },
  lambda: { ...functions },
  logs: { DescribeLogGroups },
  guardduty: { ...customDetectionRules },
  kms: { GetKeyPolicy },
  sns: { GetTopicAttributes },
  ssm: { ...automations },
  sts: { ...identity },
};
