export type Kind = 'user' | 'group' | 'policy' | 'inlinePolicy';

/** The things that an attribute may name: the resource types, and the attributes by which others name them. */
export const namesOf: Readonly<
  Record<Kind, { readonly types: readonly string[]; readonly by: readonly string[] }>
> = {
  user: { types: ['aws_iam_user', 'awscc_iam_user'], by: ['name', 'user_name', 'id'] },
  group: { types: ['aws_iam_group', 'awscc_iam_group'], by: ['name', 'group_name', 'id'] },
  policy: { types: ['aws_iam_policy', 'awscc_iam_managed_policy'], by: ['arn', 'policy_arn', 'id'] },
  inlinePolicy: { types: ['aws_iam_user_policy', 'aws_iam_group_policy'], by: ['name'] },
};

export const kinds: readonly Kind[] = ['user', 'group', 'policy', 'inlinePolicy'];

/** A resource type, and its attribute that names the user or the group. */
export type Tie = readonly [type: string, attribute: string];

export interface Principal {
  readonly kind: 'user' | 'group';
  readonly inline: readonly Tie[];
  /** With `policy_arn` or `policy_arns`. */
  readonly attachments: readonly Tie[];
  /** The policy itself names those to whom it is attached. */
  readonly attachedTo: Tie;
  readonly inlineExclusive: Tie;
  readonly attachedExclusive: Tie;
}

const principal = (kind: Principal['kind']): Principal => ({
  kind,
  inline: [
    [`aws_iam_${kind}_policy`, kind],
    [`awscc_iam_${kind}_policy`, `${kind}_name`],
  ],
  attachments: [
    [`aws_iam_${kind}_policy_attachment`, kind],
    [`aws_iam_${kind}_policy_attachments_exclusive`, `${kind}_name`],
    ['aws_iam_policy_attachment', `${kind}s`],
  ],
  attachedTo: ['awscc_iam_managed_policy', `${kind}s`],
  inlineExclusive: [`aws_iam_${kind}_policies_exclusive`, `${kind}_name`],
  attachedExclusive: [`aws_iam_${kind}_policy_attachments_exclusive`, `${kind}_name`],
});

export const principals = { user: principal('user'), group: principal('group') };

/** The resources that put a user into a group: the attributes of the user and of the group. */
export const memberships = [
  { type: 'aws_iam_user_group_membership', member: 'user', group: 'groups' },
  { type: 'aws_iam_group_membership', member: 'users', group: 'group' },
] as const;
