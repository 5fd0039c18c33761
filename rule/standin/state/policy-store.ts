import { alreadyExists, deleteConflict, noSuchEntity, overQuota, ServiceError } from '../service-error';
import { awsManagedPolicies } from './aws-managed-policies';
import { stableId } from './stable-id';
import type { ManagedPolicySeed, PolicyDocument } from './policy-seed';

export interface PolicyVersion {
  readonly versionId: string;
  readonly document: PolicyDocument;
  readonly createDate: Date;
}

export interface ManagedPolicy {
  readonly policyName: string;
  readonly policyId: string;
  readonly arn: string;
  readonly path: string;
  readonly isAwsManaged: boolean;
  readonly createDate: Date;
  readonly versions: PolicyVersion[];
  defaultVersionId: string;
  /** Users and groups that have it attached. */
  attachmentCount: number;
}

/** A thing with policies of its own: a user, a group. */
export interface PolicyHolder {
  readonly inlinePolicies: Map<string, PolicyDocument>;
  readonly attachedPolicies: Set<ManagedPolicy>;
}

const versionsPerPolicy = 5;
const awsCreateDate = new Date('2015-02-06T18:39:46Z');

/** The managed policies that one account can attach: its own and AWS's. */
export class PolicyStore {
  private readonly byArn = new Map<string, ManagedPolicy>();

  constructor(
    private readonly accountId: string,
    private readonly partition: string,
    awsManaged: Readonly<Record<string, PolicyDocument>>,
  ) {
    for (const [policyName, document] of Object.entries({ ...awsManagedPolicies, ...awsManaged })) {
      this.put(policyName, '/', 'aws', awsCreateDate, [document]);
    }
  }

  get customerManaged(): readonly ManagedPolicy[] {
    return [...this.byArn.values()].filter(({ isAwsManaged }) => !isAwsManaged);
  }

  get attachedAwsManaged(): readonly ManagedPolicy[] {
    return [...this.byArn.values()].filter((one) => one.isAwsManaged && one.attachmentCount > 0);
  }

  policy(arn: string): ManagedPolicy {
    const policy = this.byArn.get(arn);
    if (policy === undefined) throw noSuchEntity(`Policy ${arn} does not exist or is not attachable.`);
    return policy;
  }

  create(seed: ManagedPolicySeed, createDate: Date): ManagedPolicy {
    const policy = this.put(seed.policyName, seed.path, this.accountId, createDate, seed.versions);
    if (seed.defaultVersion !== undefined)
      policy.defaultVersionId = version(policy, seed.defaultVersion).versionId;
    return policy;
  }

  addVersion(arn: string, document: PolicyDocument, isDefault: boolean, createDate: Date): PolicyVersion {
    const policy = this.ownPolicy(arn);
    if (policy.versions.length >= versionsPerPolicy) throw overQuota('VersionsPerPolicy', versionsPerPolicy);
    const last = Number(policy.versions.at(-1)?.versionId.slice(1) ?? 0);
    const fresh = { versionId: `v${last + 1}`, document, createDate };
    policy.versions.push(fresh);
    if (isDefault) policy.defaultVersionId = fresh.versionId;
    return fresh;
  }

  remove(arn: string): void {
    const policy = this.ownPolicy(arn);
    if (policy.attachmentCount > 0) throw deleteConflict('detach the policy from all entities');
    this.byArn.delete(arn);
  }

  private ownPolicy(arn: string): ManagedPolicy {
    const policy = this.policy(arn);
    if (!policy.isAwsManaged) return policy;
    throw new ServiceError('InvalidInput', `Policy ${arn} is managed by AWS and cannot be changed.`);
  }

  private put(
    policyName: string,
    path: string,
    owner: string,
    createDate: Date,
    documents: readonly PolicyDocument[],
  ): ManagedPolicy {
    const arn = `arn:${this.partition}:iam::${owner}:policy${path}${policyName}`;
    if (this.byArn.has(arn)) throw alreadyExists(`A policy called ${policyName} already exists.`);
    const versions = documents.map((document, n) => ({ versionId: `v${n + 1}`, document, createDate }));
    const policy: ManagedPolicy = {
      policyName,
      policyId: `ANPA${stableId(arn)}`,
      arn,
      path,
      isAwsManaged: owner === 'aws',
      createDate,
      versions,
      defaultVersionId: `v${documents.length}`,
      attachmentCount: 0,
    };
    this.byArn.set(arn, policy);
    return policy;
  }
}

export function version(policy: ManagedPolicy, versionId: string): PolicyVersion {
  const found = policy.versions.find((one) => one.versionId === versionId);
  if (found !== undefined) return found;
  throw noSuchEntity(`Policy ${policy.arn} version ${versionId} does not exist or is not attachable.`);
}

export function attach(holder: PolicyHolder, policy: ManagedPolicy): void {
  if (holder.attachedPolicies.has(policy)) return;
  if (holder.attachedPolicies.size >= 10) throw overQuota('PoliciesPerUser', 10);
  holder.attachedPolicies.add(policy);
  policy.attachmentCount += 1;
}

export function detach(holder: PolicyHolder, policy: ManagedPolicy): void {
  if (!holder.attachedPolicies.delete(policy)) throw noSuchEntity(`Policy ${policy.arn} was not found.`);
  policy.attachmentCount -= 1;
}
