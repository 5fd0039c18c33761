import { GetGroupCommand, ListGroupsCommand, type IAMClient } from '@aws-sdk/client-iam';
import * as v from 'valibot';
import type { Answer, RequiredGroup } from '../../doctor/ports';
import { meta } from '../../meta';
import { markerOf, pagesOf } from '../pages';
import { errorCode } from '../clients/read-failed';
import { asked } from './asked';
import type { Stack } from './stack';

const groupSchema = v.object({ GroupName: v.string(), Arn: v.string() });
type Group = v.InferOutput<typeof groupSchema>;

export interface GroupReader {
  readonly client: IAMClient;
  readonly signal: AbortSignal;
  /** Whether the policies of a group enforce MFA. */
  readonly enforces: (groupName: string) => Promise<boolean>;
  readonly stackOf: (physicalResourceId: string) => Promise<Answer<Stack | undefined>>;
}

/** The groups of require-mfa: those under the path, and one of the fixed name that was made before or by hand. */
export async function readGroups(reader: GroupReader): Promise<Answer<readonly RequiredGroup[]>> {
  const groups = await asked('iam:ListGroups', reader.signal, () => listed(reader));
  if ('failure' in groups) return groups;
  return asked('iam:GetGroup', reader.signal, async () => {
    const named = await membersOf(reader, meta.requiredGroupName);
    const all = [...groups.value.map((group) => ({ group })), ...(named === undefined ? [] : [named])];
    return Promise.all(
      all.map(async ({ group, members }: { group: Group; members?: number }): Promise<RequiredGroup> => {
        const [enforces, stack, counted] = await Promise.all([
          asked('iam:GetPolicyVersion', reader.signal, () => reader.enforces(group.GroupName)),
          reader.stackOf(group.GroupName),
          members === undefined ? membersOf(reader, group.GroupName) : undefined,
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
  });
}

async function listed({ client, signal }: GroupReader): Promise<readonly Group[]> {
  const groups: Group[] = [];
  const page = (Marker: string | undefined) =>
    client.send(new ListGroupsCommand({ PathPrefix: meta.requiredGroupPath, Marker }), {
      abortSignal: signal,
    });
  for await (const one of pagesOf(page, markerOf))
    groups.push(...v.parse(v.array(groupSchema), one.Groups ?? []));
  return groups.filter(({ GroupName }) => GroupName !== meta.requiredGroupName);
}

/** A group and how many members it has; undefined where there is no such group. */
async function membersOf(
  { client, signal }: GroupReader,
  groupName: string,
): Promise<{ group: Group; members: number } | undefined> {
  let members = 0;
  let group: Group | undefined;
  try {
    const page = (Marker: string | undefined) =>
      client.send(new GetGroupCommand({ GroupName: groupName, Marker }), { abortSignal: signal });
    for await (const one of pagesOf(page, markerOf)) {
      group = v.parse(groupSchema, one.Group);
      members += one.Users?.length ?? 0;
    }
    return group && { group, members };
  } catch (error) {
    if (errorCode(error) === 'NoSuchEntity') return undefined;
    throw error;
  }
}
