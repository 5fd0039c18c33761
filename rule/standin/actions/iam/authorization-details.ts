import * as v from 'valibot';
import { action, oneOf } from '../action';
import { pageOfArray } from '../../state/sequence';
import type { Account } from '../../state/account';
import type { GroupRecord, UserRecord } from '../../state/iam-store';
import type { ManagedPolicy, PolicyHolder } from '../../state/policy-store';
import { paging } from './inputs';
import { paged } from './pages';
import { shownDocument, showPolicy, showVersion } from './policies';
import { showBoundary, showGroup, showTags, showUser } from './shown';

type EntityType = 'User' | 'Role' | 'Group' | 'LocalManagedPolicy' | 'AWSManagedPolicy';
const entityTypes = ['User', 'Role', 'Group', 'LocalManagedPolicy', 'AWSManagedPolicy'] as const;

interface Detail {
  readonly list: 'UserDetailList' | 'GroupDetailList' | 'Policies';
  readonly shown: unknown;
}

/** Users, groups and policies in one list of pages. The stand-in has no roles. */
export const GetAccountAuthorizationDetails = action(
  v.object({ ...paging, Filter: v.optional(v.array(oneOf(entityTypes)), []) }),
  (account, input) => {
    const wants = (type: EntityType): boolean => input.Filter.length === 0 || input.Filter.includes(type);
    const all = [
      ...(wants('User') ? [...account.iam.users] : []).map(({ userName }) => ({ user: userName })),
      ...(wants('Group') ? [...account.iam.groups.values()] : []).map((group) => ({ group })),
      ...(wants('LocalManagedPolicy') ? account.policies.customerManaged : []).map((policy) => ({ policy })),
      ...(wants('AWSManagedPolicy') ? account.policies.attachedAwsManaged : []).map((policy) => ({ policy })),
    ];
    const page = paged(
      account,
      input,
      'details',
      (after, size) => pageOfArray(all, after, size),
      (one): Detail => {
        if ('user' in one)
          return { list: 'UserDetailList', shown: showDetail(account, account.iam.user(one.user)) };
        if ('group' in one) return { list: 'GroupDetailList', shown: showGroupDetail(account, one.group) };
        return { list: 'Policies', shown: showPolicyDetail(one.policy) };
      },
    );
    const { details, ...rest } = page;
    const of = (list: Detail['list']): readonly unknown[] =>
      (details as readonly Detail[]).filter((one) => one.list === list).map(({ shown }) => shown);
    return {
      UserDetailList: of('UserDetailList'),
      GroupDetailList: of('GroupDetailList'),
      RoleDetailList: [],
      Policies: of('Policies'),
      ...rest,
    };
  },
);

const inline = ({ inlinePolicies }: PolicyHolder): readonly unknown[] =>
  [...inlinePolicies].map(([name, document]) => ({
    PolicyName: name,
    PolicyDocument: shownDocument(document),
  }));

const attached = ({ attachedPolicies }: PolicyHolder): readonly unknown[] =>
  [...attachedPolicies].map(({ policyName, arn }) => ({ PolicyName: policyName, PolicyArn: arn }));

function showDetail(account: Account, user: UserRecord): Record<string, unknown> {
  return {
    ...showUser(account, user),
    PasswordLastUsed: undefined,
    UserPolicyList: inline(user),
    GroupList: [...user.groups].map(({ groupName }) => groupName),
    AttachedManagedPolicies: attached(user),
    PermissionsBoundary: showBoundary(user),
    Tags: showTags(user),
  };
}

const showGroupDetail = (account: Account, group: GroupRecord): Record<string, unknown> => ({
  ...showGroup(account, group),
  GroupPolicyList: inline(group),
  AttachedManagedPolicies: attached(group),
});

const showPolicyDetail = (policy: ManagedPolicy): Record<string, unknown> => ({
  ...showPolicy(policy),
  PolicyVersionList: policy.versions.map((one) => showVersion(policy, one)),
});
