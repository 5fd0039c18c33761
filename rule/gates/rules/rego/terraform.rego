# The users of one Terraform plan (terraform show -json) who get a login profile, with the policies that are evidently theirs:
# by known names, and by an ARN that refers to one policy and to nothing else. All that is not evident leaves a user open.
package iam_user_mfa.terraform

users contains user if {
	some profile in of_type("aws_iam_user_login_profile")
	concerns(profile)
	user := user_of(profile)
}

# The users of Cloud Control's resources are not followed.
users contains nobody(resource) if {
	some resource in array.concat(of_type("awscc_iam_user"), of_type("aws_cloudcontrolapi_resource"))
	some part in {"login_profile", "type_name"}
	object.get(resource.change.after, part, null) != null
}

user_of(profile) := user if {
	name := profile.change.after.user
	own := object.union_n([one.change.after | some one in of_type("aws_iam_user"); one.change.after.name == name])
	user := {
		"name": name,
		"is_named": true,
		"path": object.get(own, "path", ""),
		"tags": {{"key": key, "value": value} | some all in ["tags_all", "tags"]; some key, value in own[all]},
		"documents": {document | count(doubts) == 0; not is_taken_from(name); some document in documents_of(name)},
		"open": open(name),
	}
} else := nobody(profile)

nobody(resource) := {"name": resource.address, "is_named": false, "path": "", "tags": set(), "documents": set(), "open": true}

# The resources after apply.
made := [resource | some resource in input.resource_changes; is_object(resource.change.after); not resource.deposed]

of_type(type) := [resource | some resource in made; resource.type == type]

does(resource, actions) if count(actions & {action | some action in resource.change.actions}) > 0

concerns(profile) if does(profile, {"create", "update"})

# A user who keeps the password may lose the policy.
concerns(_) if {
	some tie in input.resource_changes
	tie.type in ties
	does(tie, {"delete", "update"})
}

ties := {names[kind][how] | some kind, how} | {"aws_iam_policy_attachment", "aws_iam_user_group_membership", "aws_iam_group_membership", "aws_iam_policy"}

names := {
	"user": {"inline": "aws_iam_user_policy", "attachment": "aws_iam_user_policy_attachment"},
	"group": {"inline": "aws_iam_group_policy", "attachment": "aws_iam_group_policy_attachment"},
}

documents_of(user) := of_principal("user", user) | {document | some group in groups_of(user); some document in of_principal("group", group)}

groups_of(user) := {group |
	some tie in of_type("aws_iam_user_group_membership")
	tie.change.after.user == user
	some group in tie.change.after.groups
} | {tie.change.after.group |
	some tie in of_type("aws_iam_group_membership")
	user in tie.change.after.users
}

of_principal(kind, name) := {json.unmarshal(tie.change.after.policy) |
	some tie in of_type(names[kind].inline)
	tie.change.after[kind] == name
} | {json.unmarshal(policy.change.after.policy) |
	some tie in attachments(kind, name)
	some policy in policies_of(tie)
}

attachments(kind, name) := {tie | some tie in of_type(names[kind].attachment); tie.change.after[kind] == name} | {tie |
	some tie in of_type("aws_iam_policy_attachment")
	name in tie.change.after[{"user": "users", "group": "groups"}[kind]]
}

policies_of(tie) := {policy | some policy in of_type("aws_iam_policy"); is_attached(tie, policy)}

is_attached(tie, policy) if tie.change.after.policy_arn == policy.change.after.arn

# In the root module, without a loop: the address is the reference.
is_attached(tie, policy) if {
	tie.change.after_unknown.policy_arn == true
	not tie.module_address
	some resource in input.configuration.root_module.resources
	resource.address == sprintf("%s.%s", [tie.type, tie.name])
	resource.expressions.policy_arn.references == [sprintf("%s.arn", [policy.address]), policy.address]
}

# Parts that may change an answer and are not followed

doubts contains resource.address if {
	some resource in made
	endswith(resource.type, "_exclusive")
}

doubts contains "several accounts" if {
	count({key | walk(input.configuration, [path, key]); path[count(path) - 1] == "provider_config_key"; startswith(key, "aws")}) > 1
}

# Terraform fixes no order between what takes a tie away and what gives the same.
is_taken_from(user) if {
	some tie in input.resource_changes
	tie.type in ties
	kept := {name | not does(tie, {"delete"}); some name in named_by(tie.change.after)}
	count((named_by(tie.change.before) - kept) & ({user} | groups_of(user))) > 0
}

named_by(values) := {values[part] | some part in {"user", "group"}} | {name | some part in {"users", "groups"}; some name in values[part]}

default open(_) := false

open(user) if {
	is_taken_from(user)
	count(documents_of(user)) > 0
}

open(_) if count(doubts) > 0

open(_) if {
	some tie in made
	tie.type in ties
	some attribute in {"user", "group", "users", "groups", "policy"}
	walk(object.get(tie.change.after_unknown, attribute, false), [_, true])
}

open(_) if {
	some tie in made
	tie.change.after_unknown.policy_arn == true
	count(policies_of(tie)) == 0
}

open(user) if {
	some group in groups_of(user)
	not group in {one.change.after.name | some one in of_type("aws_iam_group")}
}

open(user) if {
	some kind, all in {"user": {user}, "group": groups_of(user)}
	some name in all
	some tie in attachments(kind, name)
	is_outside(tie.change.after.policy_arn)
}

open(user) if {
	some one in of_type("aws_iam_user")
	one.change.after.name == user
	some part in {one.change.after, one.change.after_unknown}
	is_outside(object.get(part, "permissions_boundary", null))
}

is_outside(true)

# Of AWS's own managed policies none denies what is done without MFA.
is_outside(arn) if {
	is_string(arn)
	not regex.match("^arn:[a-z-]+:iam::aws:policy/", arn)
	not arn in {one.change.after.arn | some one in of_type("aws_iam_policy")}
}

unfollowed contains "the plan" if input.complete == false

unfollowed contains "the plan" if input.errored == true

unfollowed contains "the plan" if {
	not is_array(input.resource_changes)
	object.get(input.planned_values, "root_module", {}) != {}
}

unfollowed contains object.get(change, ["resource_change", "address"], "a change") if some change in input.deferred_changes

unfollowed contains resource.address if {
	some resource in made
	regex.match("cloudformation_stack|servicecatalog_.*provisioned_product", resource.type)
	does(resource, {"create", "update"})
}
