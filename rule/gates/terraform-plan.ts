import type { DeclaredPolicy, DeclaredUser, KnownEnforcement } from './declared';
import { isObject, listAt, objectAt, textAt } from './json-object';
import type { GateDocument } from './parse-document';
import type { Instance } from './terraform-instances';
import { Plan, type Target } from './terraform-links';

const loginProfileType = 'aws_iam_user_login_profile';

/**
 * The users of a Terraform plan whose login profile it creates or updates, each with the policies that the plan ties to that
 * user. What the plan deletes, and what only `prior_state` and `resource_drift` hold, does not count.
 * @see https://developer.hashicorp.com/terraform/internals/json-format
 */
export function usersOfPlan(document: GateDocument, known: KnownEnforcement): readonly DeclaredUser[] {
  const plan = new Plan(document.content);
  const ties = new Ties(plan, known);
  const place = { file: document.file, line: 1 };
  const profiles = plan
    .ofType(loginProfileType)
    .filter(({ actions }) => actions.includes('create') || actions.includes('update'))
    .map((profile) => ({ profile, users: plan.targets(profile, 'user', 'aws_iam_user') }));
  const ofCloudControl = plan
    .ofType('awscc_iam_user')
    .filter(({ actions }) => actions.includes('create') || actions.includes('update'))
    .filter(
      ({ after, afterUnknown }) => isObject(after['login_profile']) || afterUnknown['login_profile'] === true,
    )
    .map((user) => ({ profile: user, users: [plan.targetOf(user, 'user_name')] }));
  return [...profiles, ...ofCloudControl].map(({ profile, users }) => {
    const [user] = users;
    const resource = user?.instances[0];
    const resourceName = resource === undefined ? undefined : textAt(resource.after, 'name');
    return {
      address: profile.address,
      userName: user?.name ?? resourceName,
      path: resource === undefined ? undefined : (textAt(resource.after, 'path') ?? '/'),
      tags: resource === undefined ? undefined : tagsOf(resource),
      policies: user === undefined ? [] : ties.policiesOf(user),
      place,
    };
  });
}

function tagsOf({ after, afterUnknown }: Instance): DeclaredUser['tags'] {
  const unknown = afterUnknown['tags'] === true || isObject(afterUnknown['tags']);
  if (unknown && Object.keys(objectAt(afterUnknown, 'tags')).length > 0) return undefined;
  if (afterUnknown['tags'] === true) return undefined;
  // The provider's default_tags are in tags_all only.
  const tags = { ...objectAt(after, 'tags_all'), ...objectAt(after, 'tags') };
  return Object.entries(tags).flatMap(([key, value]) => (typeof value === 'string' ? [{ key, value }] : []));
}

/** What ties a policy to a user in the provider's resources. */
class Ties {
  constructor(
    private readonly plan: Plan,
    private readonly known: KnownEnforcement,
  ) {}

  policiesOf(user: Target): readonly DeclaredPolicy[] {
    return [
      ...this.ofPrincipal(user, principals.user),
      ...this.groupsOf(user).flatMap((group) => this.ofGroup(group)),
    ];
  }

  private groupsOf(user: Target): readonly Target[] {
    const { plan } = this;
    return [
      ...plan
        .tiedTo('aws_iam_user_group_membership', 'user', 'aws_iam_user', user)
        .flatMap((membership) => plan.targets(membership, 'groups', 'aws_iam_group')),
      ...plan
        .tiedTo('aws_iam_group_membership', 'users', 'aws_iam_user', user)
        .flatMap((membership) => plan.targets(membership, 'group', 'aws_iam_group')),
      ...user.instances.flatMap((instance) => plan.targets(instance, 'groups', 'awscc_iam_group')),
    ];
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
    const { plan } = this;
    const { resource } = types;
    const inline = [types.inline, types.cloudControlInline].flatMap(([type, attribute]) =>
      plan
        .tiedTo(type, attribute, resource, principal)
        .filter((policy) =>
          this.isKept(policy, 'name', types.inlineExclusive, 'policy_names', principal, types),
        )
        .map((policy) => policyText(policy.address, policy)),
    );
    const attached = [types.attachment, types.attachedExclusive].flatMap(([type, attribute]) =>
      plan
        .tiedTo(type, attribute, resource, principal)
        .flatMap((attachment) => [
          ...this.managed(attachment, 'policy_arn', principal, types),
          ...this.managed(attachment, 'policy_arns', principal, types),
        ]),
    );
    const attaching = plan
      .tiedTo('aws_iam_policy_attachment', types.list, resource, principal)
      .flatMap((attachment) => this.managed(attachment, 'policy_arn', principal, types));
    const cloudControl = [
      ...plan
        .tiedTo('awscc_iam_managed_policy', types.list, resource, principal)
        .map((policy) => policyText(policy.address, policy)),
      ...principal.instances.flatMap((instance) => [
        ...this.managed(instance, 'managed_policy_arns', principal, types),
        ...listAt(instance.after, 'policies').map((policy) =>
          policyText(instance.address, { after: policy }),
        ),
      ]),
    ];
    return [...inline, ...attached, ...attaching, ...cloudControl];
  }

  private managed(
    attachment: Instance,
    attribute: string,
    principal: Target,
    types: Principal,
  ): readonly DeclaredPolicy[] {
    const targets = this.plan.targets(attachment, attribute, 'aws_iam_policy');
    // One ARN, as of a condition: which of them, only apply decides. With for_each there is an attachment for each.
    if (attribute === 'policy_arn' && attachment.index === undefined && targets.length > 1)
      return [
        { kind: 'unseen', address: attachment.address, why: 'it is one of several, known after apply' },
      ];
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

  /** An exclusive resource takes away each inline policy that it does not name. */
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
      .every((one) =>
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

/** A resource type, and its attribute that names the user or the group. */
type Tie = readonly [type: string, attribute: string];

interface Principal {
  readonly resource: string;
  readonly list: string;
  readonly inline: Tie;
  readonly cloudControlInline: Tie;
  readonly attachment: Tie;
  readonly inlineExclusive: Tie;
  readonly attachedExclusive: Tie;
}

const principals = {
  user: {
    resource: 'aws_iam_user',
    list: 'users',
    inline: ['aws_iam_user_policy', 'user'],
    cloudControlInline: ['awscc_iam_user_policy', 'user_name'],
    attachment: ['aws_iam_user_policy_attachment', 'user'],
    inlineExclusive: ['aws_iam_user_policies_exclusive', 'user_name'],
    attachedExclusive: ['aws_iam_user_policy_attachments_exclusive', 'user_name'],
  },
  group: {
    resource: 'aws_iam_group',
    list: 'groups',
    inline: ['aws_iam_group_policy', 'group'],
    cloudControlInline: ['awscc_iam_group_policy', 'group_name'],
    attachment: ['aws_iam_group_policy_attachment', 'group'],
    inlineExclusive: ['aws_iam_group_policies_exclusive', 'group_name'],
    attachedExclusive: ['aws_iam_group_policy_attachments_exclusive', 'group_name'],
  },
} as const satisfies Record<string, Principal>;

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
