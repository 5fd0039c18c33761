import * as v from 'valibot';
import { action, textOf } from '../action';
import { ServiceError } from '../../service-error';
import { version, type ManagedPolicy, type PolicyVersion } from '../../state/policy-store';
import type { PolicyDocument } from '../../state/policy-seed';
import { flag, iamName, iamPath } from './inputs';

export const policyArn = textOf(20, 2048);

/** A document as a request brings it: JSON text. */
export const policyDocument = v.pipe(
  textOf(1, 131_072),
  v.rawTransform(({ dataset, addIssue, NEVER }): PolicyDocument => {
    try {
      const parsed: unknown = JSON.parse(dataset.value);
      if (typeof parsed === 'object' && parsed !== null && 'Statement' in parsed) {
        return { ...parsed };
      }
    } catch {
      // It is malformed either way.
    }
    addIssue({ message: 'Member must be a policy document' });
    return NEVER;
  }),
);

/** IAM gives documents back URL-encoded (RFC 3986). */
export const shownDocument = (document: PolicyDocument): string =>
  encodeURIComponent(JSON.stringify(document));

export const showPolicy = (policy: ManagedPolicy): Record<string, unknown> => ({
  PolicyName: policy.policyName,
  PolicyId: policy.policyId,
  Arn: policy.arn,
  Path: policy.path,
  DefaultVersionId: policy.defaultVersionId,
  AttachmentCount: policy.attachmentCount,
  PermissionsBoundaryUsageCount: 0,
  IsAttachable: true,
  CreateDate: policy.createDate,
  UpdateDate: policy.versions.at(-1)?.createDate,
});

export const showVersion = (policy: ManagedPolicy, one: PolicyVersion): Record<string, unknown> => ({
  Document: shownDocument(one.document),
  VersionId: one.versionId,
  IsDefaultVersion: one.versionId === policy.defaultVersionId,
  CreateDate: one.createDate,
});

export const CreatePolicy = action(
  v.object({ PolicyName: iamName, Path: v.optional(iamPath, '/'), PolicyDocument: policyDocument }),
  ({ policies, store }, input) => {
    const seed = { policyName: input.PolicyName, path: input.Path, versions: [input.PolicyDocument] };
    return { Policy: showPolicy(policies.create(seed, store.now())) };
  },
);

export const GetPolicy = action(v.object({ PolicyArn: policyArn }), ({ policies }, input) => ({
  Policy: showPolicy(policies.policy(input.PolicyArn)),
}));

export const GetPolicyVersion = action(
  v.object({ PolicyArn: policyArn, VersionId: textOf(2, 20) }),
  ({ policies }, input) => {
    const policy = policies.policy(input.PolicyArn);
    return { PolicyVersion: showVersion(policy, version(policy, input.VersionId)) };
  },
);

export const CreatePolicyVersion = action(
  v.object({
    PolicyArn: policyArn,
    PolicyDocument: policyDocument,
    SetAsDefault: v.optional(flag, 'false'),
  }),
  ({ policies, store }, input) => {
    const fresh = policies.addVersion(input.PolicyArn, input.PolicyDocument, input.SetAsDefault, store.now());
    const shown = showVersion(policies.policy(input.PolicyArn), fresh);
    return { PolicyVersion: { ...shown, Document: undefined } };
  },
);

export const DeletePolicy = action(v.object({ PolicyArn: policyArn }), ({ policies }, input) => {
  const policy = policies.policy(input.PolicyArn);
  if (policy.versions.length > 1) {
    throw new ServiceError(
      'DeleteConflict',
      'This policy has more than one version. Before you delete a policy, you must delete the other versions.',
    );
  }
  policies.remove(policy.arn);
  return undefined;
});
