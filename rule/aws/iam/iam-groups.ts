import {
  GetGroupPolicyCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  type IAMClient,
  ListAttachedGroupPoliciesCommand,
  ListGroupPoliciesCommand,
  ListGroupsForUserCommand,
} from '@aws-sdk/client-iam';
import * as v from 'valibot';
import type { Group, GroupQuestions } from '../../remediation/ports';
import { ReadFailedError } from '../../run/failures';
import { answerTo, MalformedResponseError } from '../clients/read-failed';
import type { markerOf } from '../pages';
import { groupSchema, wholeList } from './whole-list';

const attachedSchema = v.object({ PolicyArn: v.string() });

/** AWS publishes no managed policy that denies what is done without MFA, so their documents need not be read. */
const isManagedByAws = (policyArn: string): boolean => /^arn:[^:]+:iam::aws:/.test(policyArn);

/** Remediation's questions to IAM about groups. Every method throws ReadFailedError where IAM gives no answer. */
export class IamGroups implements GroupQuestions {
  constructor(
    private readonly client: IAMClient,
    private readonly signal: AbortSignal,
  ) {}

  async ofUser(userName: string): Promise<readonly Group[] | 'user-gone'> {
    const groups = await this.list(
      'iam:ListGroupsForUser',
      (page) => this.client.send(new ListGroupsForUserCommand({ UserName: userName, ...page })),
      ({ Groups }) => v.parse(v.array(groupSchema), Groups),
    );
    return groups ?? 'user-gone';
  }

  /** The documents of all policies of the group, inline and attached, but those that AWS manages. */
  async policyDocuments(groupName: string): Promise<readonly unknown[] | 'no-such-group'> {
    const asked = { GroupName: groupName };
    const attached = await this.list(
      'iam:ListAttachedGroupPolicies',
      (page) => this.client.send(new ListAttachedGroupPoliciesCommand({ ...asked, ...page })),
      ({ AttachedPolicies }) => v.parse(v.array(attachedSchema), AttachedPolicies),
    );
    if (attached === undefined) return 'no-such-group';
    const inline = await this.list(
      'iam:ListGroupPolicies',
      (page) => this.client.send(new ListGroupPoliciesCommand({ ...asked, ...page })),
      ({ PolicyNames }) => v.parse(v.array(v.string()), PolicyNames),
    );
    if (inline === undefined) return 'no-such-group';
    const documents: unknown[] = [];
    for (const policyName of inline) documents.push(await this.inlineDocument(groupName, policyName));
    for (const { PolicyArn } of attached) {
      if (!isManagedByAws(PolicyArn)) documents.push(await this.attachedDocument(PolicyArn));
    }
    return documents;
  }

  private async inlineDocument(groupName: string, policyName: string): Promise<unknown> {
    const command = new GetGroupPolicyCommand({ GroupName: groupName, PolicyName: policyName });
    return answerTo('iam:GetGroupPolicy', this.signal, async () =>
      documentOf((await this.client.send(command)).PolicyDocument),
    );
  }

  private async attachedDocument(policyArn: string): Promise<unknown> {
    const versionId = await answerTo('iam:GetPolicy', this.signal, async () => {
      const { Policy } = await this.client.send(new GetPolicyCommand({ PolicyArn: policyArn }));
      return v.parse(v.string(), Policy?.DefaultVersionId);
    });
    const command = new GetPolicyVersionCommand({ PolicyArn: policyArn, VersionId: versionId });
    return answerTo('iam:GetPolicyVersion', this.signal, async () =>
      documentOf((await this.client.send(command)).PolicyVersion?.Document),
    );
  }

  /** All of a list; undefined where the user or the group that was asked for is not there. */
  private async list<P extends Parameters<typeof markerOf>[0], T>(
    api: string,
    send: (page: { readonly Marker?: string | undefined }) => Promise<P>,
    read: (page: P) => readonly T[],
  ): Promise<readonly T[] | undefined> {
    try {
      return await wholeList(api, send, this.signal, read);
    } catch (error) {
      if (error instanceof ReadFailedError && error.failure.error === 'NoSuchEntity') return undefined;
      throw error;
    }
  }
}

/** A policy's text comes URL-encoded (RFC 3986). */
function documentOf(text: string | undefined): unknown {
  if (text === undefined) throw new MalformedResponseError('a policy without a document');
  try {
    return JSON.parse(text.trimStart().startsWith('{') ? text : decodeURIComponent(text)) as unknown;
  } catch (error) {
    throw new MalformedResponseError('a policy document that is no JSON', { cause: error });
  }
}
