import type { DeclaredPolicy, KnownEnforcement } from '../declared';
import { isObject, listAt, textAt } from '../json-object';
import type { Instance } from './instances';
import type { Plan, Target } from './links';
import { principals, type Principal, type Tie } from './principals';

/** What ties a policy to a user in the provider's resources. */
export class Ties {
  constructor(
    private readonly plan: Plan,
    private readonly known: KnownEnforcement,
  ) {}

  policiesOf(user: Target): readonly DeclaredPolicy[] {
    return [...this.ofPrincipal(user, principals.user), ...this.ofGroups(user)];
  }

  private ofGroups(user: Target): readonly DeclaredPolicy[] {
    const memberships = [
      { type: 'aws_iam_user_group_membership', member: 'user', group: 'groups' },
      { type: 'aws_iam_group_membership', member: 'users', group: 'group' },
    ];
    const byMembership = memberships.flatMap(({ type, member, group }) =>
      this.tied([type, member], principals.user.resource, user, (membership) =>
        this.groupsIn(membership, group, 'aws_iam_group'),
      ),
    );
    return [
      ...byMembership,
      ...user.instances.flatMap((instance) => this.groupsIn(instance, 'groups', 'awscc_iam_group')),
    ];
  }

  private groupsIn(instance: Instance, attribute: string, type: string): readonly DeclaredPolicy[] {
    if (this.plan.isUndecided(instance, attribute, type)) return [undecided(instance)];
    return this.plan.targets(instance, attribute, type).flatMap((group) => this.ofGroup(group));
  }

  /** The policies of the resources whose attribute names the principal; unseen where only apply tells whom it names. */
  private tied(
    [type, attribute]: Tie,
    principalType: string,
    principal: Target,
    policiesOf: (instance: Instance) => readonly DeclaredPolicy[],
  ): readonly DeclaredPolicy[] {
    return this.plan
      .tiedTo(type, attribute, principalType, principal)
      .flatMap((instance) =>
        this.plan.isUndecided(instance, attribute, principalType)
          ? [undecided(instance)]
          : policiesOf(instance),
      );
  }

  private ofGroup(group: Target): readonly DeclaredPolicy[] {
    if (group.name !== undefined && this.known.groups.includes(group.name))
      return [{ kind: 'known-enforcement', address: `the group ${group.name}` }];
    const own = this.ofPrincipal(group, principals.group);
    if (group.instances.length > 0) return own;
    const address = group.name === undefined ? `a group (${group.why})` : `the group ${group.name}`;
    return [...own, { kind: 'unseen', address, why: 'it is outside the plan' }];
  }

  private ofPrincipal(principal: Target, types: Principal): readonly DeclaredPolicy[] {
    const { resource } = types;
    const inline = [types.inline, types.cloudControlInline].flatMap((tie) =>
      this.tied(tie, resource, principal, (policy) =>
        this.isKept(policy, 'name', types.inlineExclusive, 'policy_names', principal, types)
          ? [policyText(policy.address, policy)]
          : [],
      ),
    );
    const attaching: Tie = ['aws_iam_policy_attachment', types.list];
    const attached = [types.attachment, types.attachedExclusive, attaching].flatMap((tie) =>
      this.tied(tie, resource, principal, (attachment) => [
        ...this.managed(attachment, 'policy_arn', principal, types, tie),
        ...this.managed(attachment, 'policy_arns', principal, types, tie),
      ]),
    );
    const cloudControl = [
      ...this.tied(['awscc_iam_managed_policy', types.list], resource, principal, (policy) => [
        policyText(policy.address, policy),
      ]),
      ...principal.instances.flatMap((instance) => [
        ...this.managed(instance, 'managed_policy_arns', principal, types),
        ...listAt(instance.after, 'policies').map((policy) =>
          policyText(instance.address, { after: policy }),
        ),
      ]),
    ];
    return [...inline, ...attached, ...cloudControl];
  }

  private managed(
    attachment: Instance,
    attribute: string,
    principal: Target,
    types: Principal,
    tie?: Tie,
  ): readonly DeclaredPolicy[] {
    const targets = this.plan.targets(attachment, attribute, 'aws_iam_policy');
    if (
      this.plan.isUndecided(attachment, attribute, 'aws_iam_policy') &&
      !this.isForEach(targets, attachment, attribute, principal, types, tie)
    )
      return [undecided(attachment)];
    return targets.flatMap((target): readonly DeclaredPolicy[] => {
      const exclusive = types.attachedExclusive[0];
      if (attachment.type !== exclusive && this.isTakenAway(target, exclusive, principal, types)) return [];
      if (target.instances.length > 0)
        return target.instances.map((policy) => policyText(policy.address, policy));
      const arn = target.name;
      if (arn === undefined) return [{ kind: 'unseen', address: attachment.address, why: target.why }];
      if (this.known.policyArns.includes(arn)) return [{ kind: 'known-enforcement', address: arn }];
      // Of AWS's own managed policies none denies what is done without MFA.
      if (/:iam::aws:policy\//.test(arn)) return [];
      return [{ kind: 'unseen', address: arn, why: 'its text is outside the plan' }];
    });
  }

  /** for_each over several policies of one user or group makes an attachment for each, and all of them are attached. */
  private isForEach(
    targets: readonly Target[],
    attachment: Instance,
    attribute: string,
    principal: Target,
    { resource }: Principal,
    tie: Tie | undefined,
  ): boolean {
    if (tie === undefined || targets.some(({ instances }) => instances.length === 0)) return false;
    if (this.plan.dependsOnMore(attachment, attribute, 'aws_iam_policy')) return false;
    const [type, principalAttribute] = tie;
    const siblings = this.plan.siblings(attachment);
    const toPrincipal = this.plan.tiedTo(type, principalAttribute, resource, principal);
    return (
      siblings.length >= targets.length &&
      siblings.every(
        (one) =>
          toPrincipal.includes(one) && this.plan.targets(one, principalAttribute, resource).length === 1,
      )
    );
  }

  /** An exclusive resource takes away each inline policy that it does not name, and may take away what only apply decides. */
  private isKept(
    policy: Instance,
    nameAttribute: string,
    [exclusive, attribute]: readonly [string, string],
    listName: string,
    principal: Target,
    { resource }: Principal,
  ): boolean {
    const name = textAt(policy.after, nameAttribute);
    return this.plan
      .tiedTo(exclusive, attribute, resource, principal)
      .every(
        (one) =>
          !this.plan.isUndecided(one, listName, policy.type) &&
          this.plan
            .targets(one, listName, policy.type)
            .some(
              (target) => (name !== undefined && target.name === name) || target.instances.includes(policy),
            ),
      );
  }

  private isTakenAway(target: Target, exclusive: string, principal: Target, types: Principal): boolean {
    return this.plan
      .tiedTo(exclusive, types.attachedExclusive[1], types.resource, principal)
      .some(
        (one) =>
          this.plan.isUndecided(one, 'policy_arns', 'aws_iam_policy') ||
          !this.plan
            .targets(one, 'policy_arns', 'aws_iam_policy')
            .some(
              (kept) =>
                (kept.name !== undefined && kept.name === target.name) ||
                kept.instances.some((instance) => target.instances.includes(instance)),
            ),
      );
  }
}

const undecided = ({ address }: Instance): DeclaredPolicy => ({
  kind: 'unseen',
  address,
  why: 'it is one of several, known after apply',
});

/** The provider holds a policy as its JSON text. */
function policyText(address: string, { after }: { readonly after: unknown }): DeclaredPolicy {
  const held = isObject(after) ? (after['policy'] ?? after['policy_document'] ?? after['json']) : undefined;
  if (isObject(held)) return { kind: 'document', address, document: held };
  if (typeof held !== 'string') return { kind: 'unseen', address, why: 'its text is known only after apply' };
  try {
    const document: unknown = JSON.parse(held);
    return { kind: 'document', address, document };
  } catch {
    return { kind: 'unseen', address, why: 'its text is not JSON' };
  }
}
