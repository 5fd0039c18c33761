# The users of a Terraform plan (terraform show -json) whose login profile it creates or updates, with their policies.
package iam_user_mfa.terraform

import data.iam_user_mfa.terraform.links

users contains user if {
	some profile in made("aws_iam_user_login_profile")

	# By a condition it may be any of several users, so each of them counts.
	some principal in each_target(profile, "user", links.types.user)
	user := user_with(principal, profile)
}

users contains user if {
	some profile in made("awscc_iam_user")
	is_object(profile.after.login_profile)
	user := user_with({"names": {lower(profile.after.user_name)}, "addresses": {profile.address}}, profile)
}

made(type) := {instance |
	some instance in links.managed
	instance.type == type
	some action in instance.actions
	action in {"create", "update"}
}

user_with(principal, profile) := {
	"name": shown_name(principal, profile),
	"path": path_of(principal),
	"tags": tags_of(principal),
	"policies": (of_principal(principal, ties.user) | of_groups(principal)),
}

shown_name(principal, profile) := name if {
	some instance in links.managed
	instance.address in principal.addresses
	name := object.get(instance.after, "name", object.get(instance.after, "user_name", ""))
	name != ""
} else := profile.after.user if {
	is_string(profile.after.user)
} else := profile.address

path_of(principal) := path if {
	some instance in links.managed
	instance.address in principal.addresses
	path := object.get(instance.after, "path", "/")
} else := ""

tags_of(principal) := {{"key": key, "value": value} |
	some instance in links.managed
	instance.address in principal.addresses
	some attribute in {"tags", "tags_all"}
	some key, value in object.get(instance.after, attribute, {})
}

# Groups

of_groups(user) := ({policy |
	some membership, groups in memberships(user)
	some policy in policies_in(membership, groups)
} | {policy |
	some instance in links.managed
	instance.address in user.addresses
	some policy in policies_in(instance, "groups")
}) | {{"address": address} | some address in undecided(membership_ties, links.types.user, user)}

membership_ties := [["aws_iam_user_group_membership", "user"], ["aws_iam_group_membership", "users"]]

memberships(user) := {membership: groups |
	some pair in membership_ties
	some membership in tied(pair[0], pair[1], links.types.user, user)
	groups := {"user": "groups", "users": "group"}[pair[1]]
}

policies_in(instance, attribute) := {{"address": instance.address}} if {
	links.undecided(instance, attribute, links.types.group)
} else := {policy |
	some group in each_target(instance, attribute, links.types.group)
	some policy in of_group(group)
}

of_group(group) := of_principal(group, ties.group) | outside if {
	count(group.addresses) == 0
	outside := {{"address": "a group outside the plan"}}
} else := of_principal(group, ties.group)

# Policies of a user or of a group

ties := {
	"user": {
		"types": links.types.user,
		"list": "users",
		"inline": [["aws_iam_user_policy", "user"], ["awscc_iam_user_policy", "user_name"]],
		"attachments": [["aws_iam_user_policy_attachment", "user"], ["aws_iam_user_policy_attachments_exclusive", "user_name"]],
		"inline_exclusive": "aws_iam_user_policies_exclusive",
		"exclusive": "aws_iam_user_policy_attachments_exclusive",
		"exclusive_attribute": "user_name",
	},
	"group": {
		"types": links.types.group,
		"list": "groups",
		"inline": [["aws_iam_group_policy", "group"], ["awscc_iam_group_policy", "group_name"]],
		"attachments": [["aws_iam_group_policy_attachment", "group"], ["aws_iam_group_policy_attachments_exclusive", "group_name"]],
		"inline_exclusive": "aws_iam_group_policies_exclusive",
		"exclusive": "aws_iam_group_policy_attachments_exclusive",
		"exclusive_attribute": "group_name",
	},
}

of_principal(principal, tie) := ((inline(principal, tie) | attached(principal, tie)) | cloud_control(principal, tie)) | {
{"address": address} |
	pairs := array.concat(array.concat(tie.inline, attaching(tie)), [["awscc_iam_managed_policy", tie.list]])
	some address in undecided(pairs, tie.types, principal)
}

attaching(tie) := array.concat(tie.attachments, [["aws_iam_policy_attachment", tie.list]])

inline(principal, tie) := {policy |
	some pair in tie.inline
	some instance in tied(pair[0], pair[1], tie.types, principal)
	every exclusive in tied_perhaps(tie.inline_exclusive, tie.exclusive_attribute, tie.types, principal) {
		lower(instance.after.name) in links.known(exclusive, "policy_names")
	}
	policy := document_of(instance.address, instance.after)
}

attached(principal, tie) := {policy |
	some pair in attaching(tie)
	some attachment in tied(pair[0], pair[1], tie.types, principal)
	some attribute in {"policy_arn", "policy_arns"}
	not one_of_several(attachment, attribute, pair, principal, tie)
	some target in each_target(attachment, attribute, links.types.policy)
	kept(target, principal, tie)
	some policy in managed_policy(target, attachment.address)
} | {{"address": attachment.address} |
	some pair in attaching(tie)
	some attachment in tied(pair[0], pair[1], tie.types, principal)
	some attribute in {"policy_arn", "policy_arns"}
	one_of_several(attachment, attribute, pair, principal, tie)
}

one_of_several(attachment, attribute, pair, principal, tie) if {
	links.undecided(attachment, attribute, links.types.policy)
	not is_for_each(attachment, attribute, pair, principal, tie)
}

# for_each over several policies of one user or group makes an attachment for each, and all of them are attached.
is_for_each(attachment, attribute, pair, principal, tie) if {
	not links.others_go_in(attachment, attribute, links.types.policy)
	siblings := {one |
		some one in links.managed
		one.key == attachment.key
		one.module == attachment.module
	}
	targets := each_target(attachment, attribute, links.types.policy)
	count(siblings) >= count(targets)
	every one in siblings {
		one in tied(pair[0], pair[1], tie.types, principal)
		count(each_target(one, pair[1], tie.types)) == 1
	}
}

kept(target, principal, tie) if {
	every exclusive in tied_perhaps(tie.exclusive, tie.exclusive_attribute, tie.types, principal) {
		not links.undecided(exclusive, "policy_arns", links.types.policy)
		some listed in each_target(exclusive, "policy_arns", links.types.policy)
		same(listed, target)
	}
}

cloud_control(principal, tie) := (({policy |
	some instance in tied("awscc_iam_managed_policy", tie.list, tie.types, principal)
	policy := document_of(instance.address, instance.after)
} | {policy |
	some instance in links.managed
	instance.address in principal.addresses
	not links.undecided(instance, "managed_policy_arns", links.types.policy)
	some target in each_target(instance, "managed_policy_arns", links.types.policy)
	some policy in managed_policy(target, instance.address)
}) | {{"address": instance.address} |
	some instance in links.managed
	instance.address in principal.addresses
	links.undecided(instance, "managed_policy_arns", links.types.policy)
}) | {policy |
	some instance in links.managed
	instance.address in principal.addresses
	some body in object.get(instance.after, "policies", [])
	policy := document_of(instance.address, body)
}

managed_policy(target, _) := {document_of(instance.address, instance.after) |
	some instance in links.managed
	instance.address in target.addresses
} if {
	count(target.addresses) > 0
} else := set() if {
	# Of AWS's own managed policies none denies what is done without MFA.
	some name in target.names
	contains(name, ":iam::aws:policy/")
} else := {{"address": address}} if {
	some address in target.names
} else := {{"address": "a policy that is known only after apply"}}

document_of(address, after) := {"address": address, "document": document} if {
	document := json.unmarshal(object.get(after, "policy", object.get(after, "policy_document", null)))
} else := {"address": address}

# What an attribute points at, one target for each

each_target(instance, attribute, types) := ({target |
	some name in links.known(instance, attribute)
	target := {"names": {name}, "addresses": links.meant(instance, attribute, {name}, types)}
} | {target |
	some address in links.followed(instance, attribute, types)
	target := {"names": set(), "addresses": {address}}
}) | {target |
	links.has_unknown(object.get(instance.unknown, attribute, false))
	count(links.followed(instance, attribute, types)) == 0
	target := {"names": set(), "addresses": set()}
}

tied(type, attribute, types, principal) := {instance |
	some instance in tied_perhaps(type, attribute, types, principal)
	not links.undecided(instance, attribute, types)
}

# The resources of which only apply tells whom they name.
undecided(pairs, types, principal) := {instance.address |
	some pair in pairs
	some instance in tied_perhaps(pair[0], pair[1], types, principal)
	links.undecided(instance, pair[1], types)
}

tied_perhaps(type, attribute, types, principal) := {instance |
	some instance in links.managed
	instance.type == type
	some target in each_target(instance, attribute, types)
	same(target, principal)
}

# Where the plan shows both, one name can be two: in two accounts.
same(one, other) if {
	count(one.names & other.names) > 0
	not both_shown(one, other)
}

same(one, other) if count(one.addresses & other.addresses) > 0

both_shown(one, other) if {
	count(one.addresses) > 0
	count(other.addresses) > 0
}
