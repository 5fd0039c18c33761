import {
  AttachGroupPolicyCommand,
  AttachUserPolicyCommand,
  CreateGroupCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  DeleteGroupCommand,
  DeletePolicyCommand,
  DetachGroupPolicyCommand,
  GetGroupPolicyCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetUserCommand,
  GetUserPolicyCommand,
  ListAttachedGroupPoliciesCommand,
  ListAttachedUserPoliciesCommand,
  ListGroupPoliciesCommand,
  ListGroupsCommand,
  ListUserPoliciesCommand,
  paginateGetAccountAuthorizationDetails,
  PutGroupPolicyCommand,
  PutUserPermissionsBoundaryCommand,
  PutUserPolicyCommand,
  RemoveUserFromGroupCommand,
  type EntityType,
  type IAMClient,
} from '@aws-sdk/client-iam';
import { describe, expect, test } from '@jest/globals';
import { withStandin } from './clients';

const document = { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: '*', Resource: '*' }] };
const PolicyDocument = JSON.stringify(document);
const own = (name: string): string => `arn:aws:iam::123456789012:policy/${name}`;
const read = (text: string | undefined): unknown => JSON.parse(decodeURIComponent(text ?? ''));

describe('groups', () => {
  test('ListGroups finds those under a path', () =>
    withStandin({ groups: ['staff'] }, async ({ iam }) => {
      await iam.send(new CreateGroupCommand({ GroupName: 'g-1', Path: '/iam-user-mfa-required/' }));
      const found = await iam.send(new ListGroupsCommand({ PathPrefix: '/iam-user-mfa-required/' }));
      expect(found.Groups).toMatchObject([
        { GroupName: 'g-1', Arn: 'arn:aws:iam::123456789012:group/iam-user-mfa-required/g-1' },
      ]);
      expect((await iam.send(new ListGroupsCommand({}))).Groups).toHaveLength(2);
    }));

  test.each([
    ['a member', { users: [{ userName: 'ann', groups: ['g'] }] }, 'must remove users from group first'],
    [
      'an attached policy',
      { groups: [{ groupName: 'g', attachedPolicies: ['arn:aws:iam::aws:policy/ReadOnlyAccess'] }] },
      'must detach all policies first',
    ],
    [
      'an inline policy',
      { groups: [{ groupName: 'g', inlinePolicies: { p: document } }] },
      'must delete policies',
    ],
  ])('a group with %s cannot be deleted', (_, seed, message) =>
    withStandin(seed, async ({ iam }) => {
      const call = iam.send(new DeleteGroupCommand({ GroupName: 'g' }));
      await expect(call).rejects.toMatchObject({
        name: 'DeleteConflictException',
        $metadata: { httpStatusCode: 409 },
      });
      await expect(iam.send(new DeleteGroupCommand({ GroupName: 'g' }))).rejects.toThrow(message);
    }),
  );

  test('a group that has been emptied is deleted', () =>
    withStandin({ users: [{ userName: 'ann', groups: ['g'] }] }, async ({ iam }) => {
      await iam.send(new RemoveUserFromGroupCommand({ GroupName: 'g', UserName: 'ann' }));
      await iam.send(new DeleteGroupCommand({ GroupName: 'g' }));
      expect((await iam.send(new ListGroupsCommand({}))).Groups).toEqual([]);
    }));
});

describe('managed policies', () => {
  test('one is created, attached to a group and a user, read and detached', () =>
    withStandin({ users: [{ userName: 'ann' }], groups: ['g'] }, async ({ iam }) => {
      const created = await iam.send(new CreatePolicyCommand({ PolicyName: 'mfa', PolicyDocument }));
      const PolicyArn = created.Policy?.Arn ?? '';
      expect(PolicyArn).toBe(own('mfa'));
      await iam.send(new AttachGroupPolicyCommand({ GroupName: 'g', PolicyArn }));
      await iam.send(new AttachUserPolicyCommand({ UserName: 'ann', PolicyArn }));

      const attached = [{ PolicyName: 'mfa', PolicyArn }];
      const ofGroup = await iam.send(new ListAttachedGroupPoliciesCommand({ GroupName: 'g' }));
      const ofUser = await iam.send(new ListAttachedUserPoliciesCommand({ UserName: 'ann' }));
      expect([ofGroup.AttachedPolicies, ofUser.AttachedPolicies]).toEqual([attached, attached]);
      const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn }));
      expect(Policy).toMatchObject({ DefaultVersionId: 'v1', AttachmentCount: 2 });
      const version = await iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId: 'v1' }));
      expect(read(version.PolicyVersion?.Document)).toEqual(document);

      await expect(iam.send(new DeletePolicyCommand({ PolicyArn }))).rejects.toMatchObject({
        name: 'DeleteConflictException',
      });
      await iam.send(new DetachGroupPolicyCommand({ GroupName: 'g', PolicyArn }));
      const left = await iam.send(new ListAttachedGroupPoliciesCommand({ GroupName: 'g' }));
      expect(left.AttachedPolicies).toEqual([]);
    }));

  test('a new version becomes the default only where it is asked for', () =>
    withStandin({ policies: [{ policyName: 'p', versions: [document] }] }, async ({ iam }) => {
      const versions = { PolicyArn: own('p'), PolicyDocument };
      await iam.send(new CreatePolicyVersionCommand(versions));
      expect((await iam.send(new GetPolicyCommand({ PolicyArn: own('p') }))).Policy?.DefaultVersionId).toBe(
        'v1',
      );
      await iam.send(new CreatePolicyVersionCommand({ ...versions, SetAsDefault: true }));
      expect((await iam.send(new GetPolicyCommand({ PolicyArn: own('p') }))).Policy?.DefaultVersionId).toBe(
        'v3',
      );
    }));

  test("AWS's own policies can be read", () =>
    withStandin({}, async ({ iam }) => {
      const PolicyArn = 'arn:aws:iam::aws:policy/AdministratorAccess';
      const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn }));
      const VersionId = Policy?.DefaultVersionId;
      const { PolicyVersion } = await iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId }));
      expect(read(PolicyVersion?.Document)).toMatchObject({
        Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
      });
    }));

  test('a text that is no policy document is refused', () =>
    withStandin({}, async ({ iam }) => {
      const call = iam.send(new CreatePolicyCommand({ PolicyName: 'p', PolicyDocument: '{"Statement":' }));
      await expect(call).rejects.toThrow('Member must be a policy document');
    }));
});

test('inline policies of users and groups are put, listed and read', () =>
  withStandin({ users: [{ userName: 'ann' }], groups: ['g'] }, async ({ iam }) => {
    await iam.send(new PutUserPolicyCommand({ UserName: 'ann', PolicyName: 'u', PolicyDocument }));
    await iam.send(new PutGroupPolicyCommand({ GroupName: 'g', PolicyName: 'gp', PolicyDocument }));
    const ofUser = await iam.send(new ListUserPoliciesCommand({ UserName: 'ann' }));
    const ofGroup = await iam.send(new ListGroupPoliciesCommand({ GroupName: 'g' }));
    expect([ofUser.PolicyNames, ofGroup.PolicyNames]).toEqual([['u'], ['gp']]);
    const user = await iam.send(new GetUserPolicyCommand({ UserName: 'ann', PolicyName: 'u' }));
    const group = await iam.send(new GetGroupPolicyCommand({ GroupName: 'g', PolicyName: 'gp' }));
    expect([read(user.PolicyDocument), read(group.PolicyDocument)]).toEqual([document, document]);
    await expect(
      iam.send(new GetGroupPolicyCommand({ GroupName: 'g', PolicyName: 'none' })),
    ).rejects.toMatchObject({ name: 'NoSuchEntityException' });
  }));

describe('GetAccountAuthorizationDetails', () => {
  const seed = {
    users: [
      {
        userName: 'ann',
        path: '/staff/',
        tags: { owner: 'ann@example.com' },
        groups: ['admins'],
        inlinePolicies: { inline: document },
        attachedPolicies: [own('p')],
        permissionsBoundary: own('p'),
      },
      { userName: 'bob' },
    ],
    groups: [{ groupName: 'admins', attachedPolicies: ['arn:aws:iam::aws:policy/AdministratorAccess'] }],
    policies: [{ policyName: 'p', versions: [document, document, document], defaultVersion: 'v2' }],
  };

  async function pages(iam: IAMClient, Filter?: EntityType[], pageSize = 1000) {
    const all = [];
    const query = Filter === undefined ? {} : { Filter };
    for await (const page of paginateGetAccountAuthorizationDetails({ client: iam, pageSize }, query)) {
      all.push(page);
    }
    return all;
  }

  test('a user has groups, policies, boundary and tags, and documents are URL-encoded', () =>
    withStandin(seed, async ({ iam }) => {
      const [page] = await pages(iam, ['User', 'Group']);
      expect(page?.UserDetailList?.[0]).toMatchObject({
        UserName: 'ann',
        Path: '/staff/',
        GroupList: ['admins'],
        UserPolicyList: [{ PolicyName: 'inline', PolicyDocument: encodeURIComponent(PolicyDocument) }],
        AttachedManagedPolicies: [{ PolicyName: 'p', PolicyArn: own('p') }],
        PermissionsBoundary: { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: own('p') },
        Tags: [{ Key: 'owner', Value: 'ann@example.com' }],
      });
      expect(page?.GroupDetailList).toMatchObject([
        {
          GroupName: 'admins',
          GroupPolicyList: [],
          AttachedManagedPolicies: [{ PolicyName: 'AdministratorAccess' }],
        },
      ]);
      expect(page?.Policies).toEqual([]);
    }));

  test('LocalManagedPolicy lists every version of the own policies and none of those of AWS', () =>
    withStandin(seed, async ({ iam }) => {
      const [page] = await pages(iam, ['LocalManagedPolicy']);
      expect(page?.UserDetailList).toEqual([]);
      expect(page?.Policies?.map(({ PolicyName }) => PolicyName)).toEqual(['p']);
      expect(page?.Policies?.[0]?.PolicyVersionList).toMatchObject([
        { VersionId: 'v1', IsDefaultVersion: false },
        { VersionId: 'v2', IsDefaultVersion: true },
        { VersionId: 'v3', IsDefaultVersion: false },
      ]);
    }));

  test('pages run through users, groups and policies, shorter where the service likes', () =>
    withStandin({ ...seed, pageSize: 1 }, async ({ iam, standin }) => {
      const all = await pages(iam);
      const count = (list: 'UserDetailList' | 'GroupDetailList' | 'Policies'): number[] =>
        all.map((page) => page[list]?.length ?? 0);
      expect(count('UserDetailList')).toEqual([1, 1, 0, 0, 0]);
      expect(count('GroupDetailList')).toEqual([0, 0, 1, 0, 0]);
      expect(count('Policies')).toEqual([0, 0, 0, 1, 1]);
      expect(standin.callCounts()).toEqual({ 'iam:GetAccountAuthorizationDetails': 5 });
    }));

  test('a boundary that is put shows in GetUser', () =>
    withStandin(seed, async ({ iam }) => {
      const PermissionsBoundary = own('p');
      await iam.send(new PutUserPermissionsBoundaryCommand({ UserName: 'bob', PermissionsBoundary }));
      const { User } = await iam.send(new GetUserCommand({ UserName: 'bob' }));
      expect(User?.PermissionsBoundary?.PermissionsBoundaryArn).toBe(own('p'));
    }));
});
