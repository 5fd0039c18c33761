/** A resource type, and its attribute that names the user or the group. */
export type Tie = readonly [type: string, attribute: string];

export interface Principal {
  readonly resource: string;
  readonly list: string;
  readonly inline: Tie;
  readonly cloudControlInline: Tie;
  readonly attachment: Tie;
  readonly inlineExclusive: Tie;
  readonly attachedExclusive: Tie;
}

export const principals = {
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
