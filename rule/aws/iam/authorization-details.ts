import {
  GetAccountAuthorizationDetailsCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  type IAMClient,
  type GetAccountAuthorizationDetailsResponse,
} from '@aws-sdk/client-iam';
import * as v from 'valibot';
import { relevantToPrivileges } from '../../core/privileges';
import { parsePolicyDocument, policyJson } from '../../protocol/policy-document';
import type { AuthorizationDetails, GroupDetails, ReadPolicy, UserDetails } from '../../run/privileges';
import { ask } from '../clients/call-scope';
import { markerOf, pagesOf } from '../pages';
import { readFailed } from '../clients/read-failed';

const listing = 'iam:GetAccountAuthorizationDetails';
/**
 * A user or group is small; a customer policy comes with up to five versions of 6,144 characters. At 1,500 of them, pages of
 * 50 had a lower peak of memory under Lambda's Node (about 178 MiB, 195 with pages of 100).
 */
const pageSizes = { principals: 1000, policies: 50 } as const;

/**
 * A copy of its own. The SDK's texts are slices of the whole page, and one ARN that is kept would keep megabytes of documents.
 */
const copied = v.pipe(
  v.string(),
  v.transform((text) => Buffer.from(text).toString()),
);

const inlinePolicies = v.optional(v.array(v.object({ PolicyName: copied, PolicyDocument: v.string() })), []);
const attachedPolicies = v.optional(v.array(v.object({ PolicyArn: copied })), []);
const groupSchema = v.object({
  GroupName: copied,
  Arn: copied,
  GroupPolicyList: inlinePolicies,
  AttachedManagedPolicies: attachedPolicies,
});
const userSchema = v.object({
  UserId: copied,
  UserName: copied,
  Path: copied,
  Arn: copied,
  GroupList: v.optional(v.array(copied), []),
  UserPolicyList: inlinePolicies,
  AttachedManagedPolicies: attachedPolicies,
  PermissionsBoundary: v.optional(v.object({ PermissionsBoundaryArn: v.optional(copied) })),
});
const policySchema = v.object({
  Arn: copied,
  DefaultVersionId: v.string(),
  PolicyVersionList: v.array(v.object({ VersionId: v.string(), Document: v.string() })),
});

export interface IamAuthorizationDetailsOptions {
  readonly client: IAMClient;
  /** Aborts what is under way when the time for reading is over. */
  readonly signal: AbortSignal;
  /** AWS's own policies that this process has read; they are the same in every account. */
  readonly awsManaged: Map<string, ReadPolicy>;
}

/** GetAccountAuthorizationDetails in two listings, and AWS's own policies, which are in neither. */
export class IamAuthorizationDetails implements AuthorizationDetails {
  constructor(private readonly options: IamAuthorizationDetailsOptions) {}

  async principals(): ReturnType<AuthorizationDetails['principals']> {
    const users: UserDetails[] = [];
    const groups: GroupDetails[] = [];
    try {
      for await (const page of this.pages({ Filter: ['User', 'Group'], MaxItems: pageSizes.principals })) {
        for (const item of page.UserDetailList ?? []) users.push(userDetails(item));
        for (const item of page.GroupDetailList ?? []) groups.push(groupDetails(item));
      }
      return { users, groups };
    } catch (error) {
      return { users: [], groups: [], failure: readFailed(listing, error, this.options.signal).failure };
    }
  }

  async customerPolicies(arns: ReadonlySet<string>): ReturnType<AuthorizationDetails['customerPolicies']> {
    const policies: ReadPolicy[] = [];
    try {
      for await (const page of this.pages({
        Filter: ['LocalManagedPolicy'],
        MaxItems: pageSizes.policies,
      })) {
        for (const item of page.Policies ?? []) {
          if (item.Arn === undefined || !arns.has(item.Arn)) continue;
          const { Arn, DefaultVersionId, PolicyVersionList } = v.parse(policySchema, item);
          const version = PolicyVersionList.find(({ VersionId }) => VersionId === DefaultVersionId);
          policies.push(readPolicy(Arn, version?.Document));
        }
      }
      return { policies };
    } catch (error) {
      return { policies: [], failure: readFailed(listing, error, this.options.signal).failure };
    }
  }

  async awsManagedPolicy(arn: string): ReturnType<AuthorizationDetails['awsManagedPolicy']> {
    const { client, signal, awsManaged } = this.options;
    const known = awsManaged.get(arn);
    if (known !== undefined) return known;
    let api = 'iam:GetPolicy';
    try {
      const { Policy } = await ask(signal, () => client.send(new GetPolicyCommand({ PolicyArn: arn })));
      const VersionId = v.parse(v.string(), Policy?.DefaultVersionId);
      api = 'iam:GetPolicyVersion';
      const { PolicyVersion } = await ask(signal, () =>
        client.send(new GetPolicyVersionCommand({ PolicyArn: arn, VersionId })),
      );
      const read = readPolicy(arn, PolicyVersion?.Document);
      awsManaged.set(arn, read);
      return read;
    } catch (error) {
      return { failure: readFailed(api, error, signal).failure };
    }
  }

  /** Pages may be shorter than asked for. */
  private pages(
    request: ConstructorParameters<typeof GetAccountAuthorizationDetailsCommand>[0],
  ): AsyncGenerator<GetAccountAuthorizationDetailsResponse> {
    const { client, signal } = this.options;
    return pagesOf(
      (Marker) =>
        ask(signal, () =>
          client.send(
            new GetAccountAuthorizationDetailsCommand({
              ...request,
              ...(Marker === undefined ? {} : { Marker }),
            }),
          ),
        ),
      markerOf,
    );
  }
}

function userDetails(item: unknown): UserDetails {
  const user = v.parse(userSchema, item);
  return {
    user: { userId: user.UserId, userName: user.UserName, path: user.Path, arn: user.Arn },
    groupNames: user.GroupList,
    inline: user.UserPolicyList.map(({ PolicyName, PolicyDocument }) =>
      readPolicy(PolicyName, PolicyDocument),
    ),
    attachedArns: user.AttachedManagedPolicies.map(({ PolicyArn }) => PolicyArn),
    boundary: user.PermissionsBoundary?.PermissionsBoundaryArn,
  };
}

function groupDetails(item: unknown): GroupDetails {
  const group = v.parse(groupSchema, item);
  return {
    groupName: group.GroupName,
    arn: group.Arn,
    inline: group.GroupPolicyList.map(({ PolicyName, PolicyDocument }) =>
      readPolicy(PolicyName, PolicyDocument),
    ),
    attachedArns: group.AttachedManagedPolicies.map(({ PolicyArn }) => PolicyArn),
  };
}

/** Only what can matter is kept. A document that is none, or a missing one, is not read, never empty. */
function readPolicy(name: string, text: string | undefined): ReadPolicy {
  const json = text === undefined ? undefined : policyJson(text);
  const parsed = parsePolicyDocument(json);
  if (parsed === undefined) return { name, policy: 'not-read' };
  const mayEnforceMfa = parsed.statements.some(
    ({ effect, conditions }) =>
      effect === 'Deny' && conditions.some(({ key }) => /^aws:multifactorauth/i.test(key)),
  );
  return { name, policy: relevantToPrivileges(parsed), ...(mayEnforceMfa ? { mayEnforceMfa: json } : {}) };
}
