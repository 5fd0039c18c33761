# The users of one CloudFormation template who get a login profile, with the policies that are evidently theirs: by Ref or a
# literal name, under no condition but the user's own. All that is not evident leaves a user open. It reads JSON, and YAML in
# which the intrinsic functions have their long form.
package iam_user_mfa.cloudformation

resources := object.get(input, "Resources", {})

users contains user if {
	some id, resource in resources
	resource.Type == "AWS::IAM::User"
	profile := resource.Properties.LoginProfile
	not profile in {null, {"Ref": "AWS::NoValue"}}
	user := {
		"name": object.get(literals, id, id),
		"is_named": id in object.keys(literals),
		"path": object.get(resource.Properties, "Path", "/"),
		"tags": {{"key": tag.Key, "value": tag.Value} | some tag in object.get(resource.Properties, "Tags", [])},
		"documents": documents_of(id),
		"open": count(doubts) > 0,
	}
}

documents_of(user) := of_principal(user, user, "User") | {document | some group in groups_of(user); some document in of_principal(group, user, "Group")}

groups_of(user) := {group |
	some value in resources[user].Properties.Groups
	some group in meant(value, user, "Group")
} | {group |
	some addition in certain(user)
	addition.Type == "AWS::IAM::UserToGroupAddition"
	some member in addition.Properties.Users
	user in meant(member, user, "User")
	some group in meant(addition.Properties.GroupName, user, "Group")
}

# Inline, attached by the principal, attached by the policy, or a resource of its own
of_principal(id, user, kind) := {policy.PolicyDocument | some policy in resources[id].Properties.Policies} | {document |
	some value in resources[id].Properties.ManagedPolicyArns
	document := certain(user)[value.Ref].Properties.PolicyDocument
} | {policy.Properties.PolicyDocument |
	some policy in certain(user)
	value := array.concat(object.get(policy.Properties, concat("", [kind, "s"]), []), [object.get(policy.Properties, concat("", [kind, "Name"]), null)])[_]
	id in meant(value, user, kind)
}

# The resources that are made wherever the user is.
certain(user) := {id: resource |
	some id, resource in resources
	object.get(resource, "Condition", null) in {null, object.get(resources[user], "Condition", null)}
}

meant(value, user, kind) := {id |
	some id, resource in certain(user)
	resource.Type == concat("", ["AWS::IAM::", kind])
	value in {{"Ref": id}, object.get(literals, id, {"Ref": id})}
}

literals[id] := name if {
	some id, resource in resources
	some property in {"UserName", "GroupName"}
	name := resource.Properties[property]
	is_string(name)
	resource.Type in {"AWS::IAM::User", "AWS::IAM::Group"}
}

# Parts that may change an answer, not followed: a condition, a function, a parameter, a group or a policy outside

doubts contains id if {
	some id, resource in ties
	walk(json.remove(resource, ["Properties/LoginProfile", "Properties/Tags", "Properties/Path"]), [_, value])
	some key, inner in value
	is_unclear(key, inner)
}

is_unclear(key, _) if startswith(key, "Fn::")

is_unclear("Ref", target) if not resources[target]

is_unclear("Condition", name) if is_string(name)

doubts contains id if {
	some id, resource in ties
	some group in resource.Properties.Groups
	is_string(group)
	not group in {literals[one] | some one in object.keys(literals)}
}

# Of AWS's own managed policies none denies what is done without MFA.
doubts contains id if {
	some id, resource in ties
	arn := array.concat(object.get(resource.Properties, "ManagedPolicyArns", []), [object.get(resource.Properties, "PermissionsBoundary", "arn:aws:iam::aws:policy/")])[_]
	not regex.match("^arn:[a-z-]+:iam::aws:policy/", arn)
	not is_made_here(arn)
}

is_made_here(arn) if resources[arn.Ref]

ties[id] := resource if {
	some id, resource in resources
	regex.match("^AWS::IAM::(User|Group|Policy|ManagedPolicy)", resource.Type)
}

unfollowed contains id if {
	some id, resource in resources
	regex.match("^AWS::CloudFormation::Stack|^AWS::Serverless::Application$|::MODULE$", resource.Type)
}

unfollowed contains id if {
	some id in object.keys(resources)
	startswith(id, "Fn::")
}

unfollowed contains macro if {
	walk(object.get(input, "Transform", []), [_, macro])
	is_string(macro)
	not startswith(macro, "AWS::")
}
