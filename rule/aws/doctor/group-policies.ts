import {
  GetGroupPolicyCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  type IAMClient,
  ListAttachedGroupPoliciesCommand,
  ListGroupPoliciesCommand,
} from '@aws-sdk/client-iam';
import { policyJson } from '../../protocol/policy-document';

/** A group of ours has one policy; ten is IAM's quota of attached ones, so one page holds them all. */
const page = { MaxItems: 1000 } as const;

/** The documents of a group's policies, inline and attached, but those that AWS manages: none of them enforces MFA. */
export async function groupPolicies(
  client: IAMClient,
  groupName: string,
  signal: AbortSignal,
): Promise<readonly unknown[]> {
  const abort = { abortSignal: signal };
  const asked = { GroupName: groupName, ...page };
  const { AttachedPolicies: attached = [] } = await client.send(
    new ListAttachedGroupPoliciesCommand(asked),
    abort,
  );
  const { PolicyNames: inline = [] } = await client.send(new ListGroupPoliciesCommand(asked), abort);
  const documents: unknown[] = [];
  for (const policyName of inline) {
    const command = new GetGroupPolicyCommand({ GroupName: groupName, PolicyName: policyName });
    documents.push(policyJson((await client.send(command, abort)).PolicyDocument ?? ''));
  }
  for (const { PolicyArn: policyArn = '' } of attached) {
    if (/^arn:[^:]+:iam::aws:/.test(policyArn)) continue;
    const { Policy: policy } = await client.send(new GetPolicyCommand({ PolicyArn: policyArn }), abort);
    const command = new GetPolicyVersionCommand({
      PolicyArn: policyArn,
      VersionId: policy?.DefaultVersionId,
    });
    documents.push(policyJson((await client.send(command, abort)).PolicyVersion?.Document ?? ''));
  }
  return documents;
}
