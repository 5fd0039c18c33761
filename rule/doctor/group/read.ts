import { GetGroupCommand, ListGroupsCommand } from '@aws-sdk/client-iam';
import * as v from 'valibot';
import { iamClient } from '../../aws/clients/iam-client';
import { errorCode } from '../../aws/clients/read-failed';
import { IamGroups } from '../../aws/iam/iam-groups';
import { markerOfGroups, pagesOf } from '../../aws/pages';
import { enforcementOf } from '../../enforcement/is-enforcement';
import { meta } from '../../meta';
import type { Place } from '../place';
import type { Reading } from '../reading';
import { stackOf } from '../stack';
import type { GroupFacts, RequiredGroup } from './facts';

const groupSchema = v.object({ GroupName: v.string(), Arn: v.string() });
type Group = v.InferOutput<typeof groupSchema>;

/** The groups of require-mfa: those under the path, and one of the fixed name that was made before or by hand. */
export async function readGroups(reading: Reading<Place>): Promise<GroupFacts> {
  const groups = await reading.ask('iam:ListGroups', () => listed(reading));
  if ('failure' in groups) return { groups };
  return {
    groups: await reading.ask('iam:GetGroup', async (signal) => {
      const named = await membersOf(reading, meta.requiredGroupName);
      const all = [...groups.value.map((group) => ({ group })), ...(named === undefined ? [] : [named])];
      return Promise.all(
        all.map(async ({ group, members }: { group: Group; members?: number }): Promise<RequiredGroup> => {
          const [enforces, stack, counted] = await Promise.all([
            reading.ask('iam:GetPolicyVersion', () => enforcesMfa(reading, group.GroupName, signal)),
            stackOf(reading, group.GroupName),
            members === undefined ? membersOf(reading, group.GroupName) : undefined,
          ]);
          return {
            name: group.GroupName,
            arn: group.Arn,
            members: members ?? counted?.members ?? 0,
            enforces,
            stack: 'failure' in stack ? stack : { value: stack.value?.name },
          };
        }),
      );
    }),
  };
}

/** Whether a policy of the group denies all but enrolling without MFA. */
async function enforcesMfa(
  reading: Reading<Place>,
  groupName: string,
  signal: AbortSignal,
): Promise<boolean> {
  const { accountId, partition } = reading.place;
  const documents = await new IamGroups(reading.client(iamClient), signal).policyDocuments(groupName);
  if (documents === 'no-such-group') return false;
  const anyMember = { userName: 'member', arn: `arn:${partition}:iam::${accountId}:user/member` };
  return enforcementOf(documents, anyMember) !== undefined;
}

async function listed(reading: Reading<Place>): Promise<readonly Group[]> {
  const groups: Group[] = [];
  const page = (Marker: string | undefined) =>
    reading.client(iamClient).send(new ListGroupsCommand({ PathPrefix: meta.requiredGroupPath, Marker }));
  for await (const one of pagesOf(page, markerOfGroups))
    groups.push(...v.parse(v.array(groupSchema), one.Groups ?? []));
  return groups.filter(({ GroupName }) => GroupName !== meta.requiredGroupName);
}

/** A group and how many members it has; undefined where there is no such group. */
async function membersOf(
  reading: Reading<Place>,
  groupName: string,
): Promise<{ group: Group; members: number } | undefined> {
  let members = 0;
  let group: Group | undefined;
  try {
    const page = (Marker: string | undefined) =>
      reading.client(iamClient).send(new GetGroupCommand({ GroupName: groupName, Marker }));
    for await (const one of pagesOf(page, markerOfGroups)) {
      group = v.parse(groupSchema, one.Group);
      members += one.Users?.length ?? 0;
    }
    return group && { group, members };
  } catch (error) {
    if (errorCode(error) === 'NoSuchEntity') return undefined;
    throw error;
  }
}
