# A Terraform plan (terraform show -json) in the normal form: by known names, and by an ARN that refers to one policy alone.
package iam_user_mfa.terraform

users contains user if {
	some profile in of_type({"aws_iam_user_login_profile"})
	concerns(profile)
	name := profile.change.after.user
	is_string(name)
	own := [one.change.after | some one in of_type({"aws_iam_user"}); one.change.after.name == name]
	known := {key: value | count(own) == 1; some key, value in own[0]}
	user := {
		"node": ["User", name], "name": name, "is_named": true, "condition": null, "path": object.get(known, "path", ""),
		"tags": {{"key": key, "value": value} | some all in ["tags_all", "tags"]; some key, value in known[all]},
	}
}

# The resources after apply.
of_type(types) := [resource |
	some resource in input.resource_changes
	resource.type in types
	is_object(resource.change.after)
	object.get(resource, "mode", "managed") == "managed"
	not resource.deposed
]

does(resource, actions) if count(actions & {action | some action in resource.change.actions}) > 0

concerns(profile) if does(profile, {"create", "update"})

# A user who keeps the password may lose the policy.
concerns(_) if {
	some resource in input.resource_changes
	resource.type in tying
	does(resource, {"delete", "update"})
}

concerns(_) if count(doubts) > 0

attaching := {"aws_iam_user_policy_attachment", "aws_iam_group_policy_attachment", "aws_iam_policy_attachment"}

joining := {"aws_iam_user_group_membership", "aws_iam_group_membership"}

tying := (attaching | joining) | {"aws_iam_user_policy", "aws_iam_group_policy", "aws_iam_policy"}

named(values) := {[kind, name] |
	some kind in {"User", "Group"}
	some name in array.concat([values[lower(kind)] | true], [one | some one in values[lower(concat("", [kind, "s"]))]])
}

links contains {"names": named(tie.change.after), "gives": gives(tie), "when": set()} if some tie in of_type(tying)

links contains {"names": {["User", user.change.after.name]}, "gives": {"outside"}, "when": set()} if {
	some user in of_type({"aws_iam_user"})
	is_outside(user.change[["after", "after_unknown"][_]].permissions_boundary)
}

inline[[node, slot(object.get(tie.change.after, "name", null))]] contains tie.address if {
	some tie in of_type({"aws_iam_user_policy", "aws_iam_group_policy"})
	some node in (named(tie.change.after) | {"anybody" | tie.change.after_unknown[["user", "group"][_]]})
}

# A name that is no text may be any.
slot(name) := lower(name) if is_string(name)

else := name

gives(tie) := {json.unmarshal(document) | document := tie.change.after.policy} if not tie.type in (attaching | joining)

gives(tie) := {{"join"}} | {"outside" | some ["Group", name] in named(tie.change.after); not name in {one.change.after.name | some one in of_type({"aws_iam_group"})}} if tie.type in joining

gives(tie) := {json.unmarshal(policy.change.after.policy) | some policy in attached(tie)} | {"outside" | count(attached(tie)) == 0; is_outside(tie.change[["after", "after_unknown"][_]].policy_arn)} if tie.type in attaching

attached(tie) := [policy | some policy in of_type({"aws_iam_policy"}); is_attached(tie, policy)]

is_attached(tie, policy) if {
	is_string(policy.change.after.arn)
	tie.change.after.policy_arn == policy.change.after.arn
}

# In the root module, without a loop: the address is the reference.
is_attached(tie, policy) if {
	tie.change.after_unknown.policy_arn == true
	not tie.module_address
	some resource in input.configuration.root_module.resources
	resource.address == sprintf("%s.%s", [tie.type, tie.name])
	resource.expressions.policy_arn.references == [sprintf("%s.arn", [policy.address]), policy.address]
}

is_outside(true)

# Of AWS's own managed policies none denies what is done without MFA.
is_outside(arn) if {
	is_string(arn)
	not regex.match("^arn:[a-z-]+:iam::aws:policy/", arn)
}

# Terraform fixes no order between what takes a tie away and what gives the same.
shaken contains name if {
	some tie in input.resource_changes
	tie.type in tying
	some name in (named(tie.change.before) - {one | not does(tie, {"delete"}); some one in named(tie.change.after)})
}

# With these nothing is evident.
doubts contains resource.address if {
	some resource in input.resource_changes
	endswith(resource.type, "_exclusive")
}

# The other provider takes a policy or a membership away by names of its own.
doubts contains resource.address if {
	some resource in input.resource_changes
	regex.match("^awscc_iam_|^aws_cloudcontrolapi_resource$", resource.type)
	does(resource, {"delete", "update"})
}

# No account allows it: one of them is in another.
doubts contains name if {
	some [_, name], addresses in made
	count(addresses) > 1
}

made[[resource.type, lower(resource.change.after.name)]] contains resource.address if some resource in of_type({"aws_iam_user", "aws_iam_group"})

doubts contains "several accounts" if count({one.provider_config_key | walk(input.configuration, [_, one]); startswith(one.address, "aws_iam_")}) > 1

unknown contains tie.address if {
	some tie in of_type(tying)
	some attribute in {"user", "group", "users", "groups", "policy"}
	walk(tie.change.after_unknown[attribute], [_, true])
}

is_plan if count({"resource_changes", "planned_values", "format_version"} & object.keys(input)) > 0

is_whole if is_array(input.resource_changes)

# Terraform leaves resource_changes out where there is no resource.
is_whole if {
	input.planned_values.root_module == {}
	not "resource_changes" in object.keys(input)
}

unfollowed contains "the plan" if {
	is_plan
	not is_whole
}

unfollowed contains "the plan" if object.get(input, "complete", true) != true

unfollowed contains "the plan" if object.get(input, "errored", false) != false

unfollowed contains address_of(object.get({"change": change}, ["change", "resource_change"], {})) if some change in input.deferred_changes

unfollowed contains address_of(resource) if {
	some resource in input.resource_changes
	not is_followed(resource)
}

default address_of(_) := "a change"

address_of(resource) := resource.address

is_followed(resource) if {
	is_array(resource.change.actions)
	count(resource.change.actions) > 0
	is_string(resource.type)
	not is_opaque(resource)
}

is_opaque(resource) if {
	does(resource, {"create", "update"})
	regex.match(`^(aws_iam_user_login_profile|aws_cloudcontrolapi_resource|awscc_iam_user)$|cloudformation_stack|servicecatalog_.*provisioned_product`, resource.type)
	not is_known(resource.change.after)
}

is_known(after) if is_string(after.user)

is_known(after) if regex.match("^AWS::([^IC]|I[^A]|C[^l])", after.type_name)
