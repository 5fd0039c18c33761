# A CloudFormation template in the normal form: by Ref or a literal name. It reads JSON, and YAML in which the intrinsic
# functions have their long form.
package iam_user_mfa.cloudformation

import data.iam_user_mfa.enforcement
import data.iam_user_mfa.terraform

users contains user if {
	some id, resource in iam.User
	profile := resource.Properties.LoginProfile
	not profile in {null, {"Ref": "AWS::NoValue"}}
	literals := names(resource, "User")
	user := {
		"node": ["User", id],
		"name": array.concat([name | some name in literals], [id])[0],
		"is_named": count(literals) > 0,
		"path": object.get(resource.Properties, "Path", "/"),
		"tags": {{"key": tag.Key, "value": tag.Value} | some tag in resource.Properties.Tags},
		"condition": condition(resource),
	}
}

links contains {"names": {user, group}, "gives": {{"join"}}, "when": {condition(resource), condition(iam.Group[group[1]])}} if {
	some kind in {"User", "UserToGroupAddition"}
	some id, resource in iam[kind]
	names := named(resource) | {["User", id] | kind == "User"}
	some user in names
	some group in names
	[user[0], group[0]] == ["User", "Group"]
}

links contains {"names": {[kind, id]}, "gives": {policy.PolicyDocument | some policy in listed(resource, "Policies")}, "when": set()} if {
	some kind in {"User", "Group"}
	some id, resource in iam[kind]
}

links contains {"names": (named(policy) | attached), "gives": {policy.Properties.PolicyDocument}, "when": {condition(policy)}} if {
	some kind in {"Policy", "ManagedPolicy", "UserPolicy", "GroupPolicy"}
	some made, policy in iam[kind]
	attached := {[principal, id] | kind == "ManagedPolicy"; some principal in {"User", "Group"}; {"Ref": made} in listed(iam[principal][id], "ManagedPolicyArns")}
}

inline[[[kind, id], terraform.slot(policy.PolicyName)]] contains [id, index] if {
	some kind in {"User", "Group"}
	some id, resource in iam[kind]
	some index, policy in resource.Properties.Policies
}

inline[[node, terraform.slot(policy.Properties.PolicyName)]] contains id if {
	some kind in {"Policy", "UserPolicy", "GroupPolicy"}
	some id, policy in iam[kind]
	some node in (named(policy) | {"anybody" |
		some property in {"Users", "Groups", "UserName", "GroupName"}
		some value in enforcement.list(policy.Properties[property])
		is_object(value)
		not value in {{"Ref": principal} | some principal, _ in iam[["User", "Group"][_]]}
	})
}

iam[kind][id] := resource if {
	some id, resource in input.Resources
	some kind in {"User", "Group", "Policy", "ManagedPolicy", "UserPolicy", "GroupPolicy", "UserToGroupAddition"}
	resource.Type == concat("", ["AWS::IAM::", kind])
}

condition(resource) := object.get(resource, "Condition", null)

listed(resource, property) := {value | is_array(resource.Properties[property]); some value in resource.Properties[property]}

named(resource) := {[kind, id] |
	some kind in {"User", "Group"}
	some value in (listed(resource, concat("", [kind, "s"])) | {one | one := resource.Properties[concat("", [kind, "Name"])]})
	some id, principal in iam[kind]
	value in ({{"Ref": id}} | names(principal, kind))
}

names(resource, kind) := {name | name := resource.Properties[concat("", [kind, "Name"])]; is_string(name)}

# Parts that may change an answer: a condition, a function, a parameter, a group or a policy outside.
unknown contains id if {
	some id, resource in iam[_]
	walk(json.remove(resource, ["Properties/LoginProfile", "Properties/Tags", "Properties/Path"]), [_, value])
	some key, inner in value
	is_unclear(key, inner)
}

is_unclear(key, _) if startswith(key, "Fn::")

is_unclear("Ref", target) if not input.Resources[target]

is_unclear("Condition", name) if is_string(name)

unknown contains id if {
	some id, resource in iam[_]
	some group in (listed(resource, "Groups") | {one | one := iam.UserToGroupAddition[id].Properties.GroupName})
	not group in {one | some made, principal in iam.Group; some one in ({{"Ref": made}} | names(principal, "Group"))}
}

# Of AWS's own managed policies none denies what is done without MFA.
unknown contains id if {
	some id, resource in iam[_]
	some arn in (listed(resource, "ManagedPolicyArns") | {one | one := resource.Properties.PermissionsBoundary})
	not regex.match("^arn:[a-z-]+:iam::aws:policy/", arn)
	not arn in {{"Ref": made} | some made, _ in iam.ManagedPolicy}
}

unfollowed contains "the template" if {
	not is_template
	not terraform.is_plan
}

is_template if is_object(input.Resources)

unfollowed contains "Transform" if {
	some macro in enforcement.list(input[["Transform", "Fn::Transform"][_]])
	not regex.match("^AWS::(LanguageExtensions|Serverless-|CodeDeployBlueGreen|SecretsManager-)", macro)
}

unfollowed contains id if {
	some id, resource in input.Resources
	not is_followed(id, resource)
}

is_followed(id, resource) if {
	is_string(resource.Type)
	is_object(object.get(resource, "Properties", {}))
	not startswith(id, "Fn::")
	not regex.match("^AWS::CloudFormation::Stack|^AWS::Serverless::Application$|ProvisionedProduct$|::MODULE$", resource.Type)
	not makes_login_profile(resource)
	not is_by_macro(resource)
}

# No resource of AWS's own
makes_login_profile(resource) if {
	not regex.match("^AWS::([^C]|C[^l]|CloudFormation::[^C])", resource.Type)
	regex.match("(?i)LoginProfile", json.marshal(resource))
}

# A macro may change all that is beside it.
is_by_macro(resource) if {
	walk(resource, [path, value])
	"Fn::Transform" in object.keys(value)
	regex.match("^(AWS::IAM::(User|Group|Policy|ManagedPolicy).*|.* 0)$", sprintf("%s %d", [resource.Type, count(path)]))
}

is_by_macro(resource) if startswith(object.keys(resource.Properties)[_], "Fn::")
