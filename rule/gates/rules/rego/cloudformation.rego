# The users of one CloudFormation template who get a login profile, with their policies. It reads JSON, and YAML in which
# the intrinsic functions have their long form.
package iam_user_mfa.cloudformation

resources := object.get(input, "Resources", {})

users contains user if {
	some id, resource in resources
	resource.Type == "AWS::IAM::User"
	made(object.get(properties(id), "LoginProfile", null))
	user := {
		"name": name_of(id),
		"path": object.get(properties(id), "Path", "/"),
		"tags": {{"key": tag.Key, "value": tag.Value} | some tag in object.get(properties(id), "Tags", [])},
		"policies": {unless_conditional(held, id) | some held in of_user(id)},
	}
}

properties(id) := object.get(resources[id], "Properties", {})

name_of(id) := name if {
	name := properties(id).UserName
	is_string(name)
} else := id

# A login profile under a condition can be made, so it counts.
made(profile) if {
	is_object(profile)
	not profile.Ref == "AWS::NoValue"
	not nothing_either_way(profile)
}

# Conftest reads the short form `!If [...]` of YAML as a plain list.
made(profile) if is_array(profile)

nothing_either_way(profile) if {
	[_, when_true, when_false] := profile["Fn::If"]
	is_nothing(when_true)
	is_nothing(when_false)
}

of_user(id) := (of_principal(id, "Users", "UserName", "AWS::IAM::UserPolicy") | {held |
	some group in members(object.get(properties(id), "Groups", []))
	some held in of_group(group)
}) | {held |
	some addition, resource in resources
	resource.Type == "AWS::IAM::UserToGroupAddition"
	names(addition, object.get(properties(addition), "Users", []), id)
	some group in members([properties(addition).GroupName])
	some found in of_group(group)
	held := under(found, own_condition(addition))
}

of_group(member) := {under(held, member.conditions | own_condition(id)) |
	some id in identified(member.raw, "AWS::IAM::Group", "GroupName")
	some held in of_principal(id, "Groups", "GroupName", "AWS::IAM::GroupPolicy")
} if {
	count(identified(member.raw, "AWS::IAM::Group", "GroupName")) > 0
} else := {{"address": "a group outside the template", "conditions": set()}}

# Inline, attached by the principal, attached by the policy, or a resource of its own
of_principal(id, list_name, name_property, own_type) := (({held |
	some member in members(object.get(properties(id), "Policies", []))
	held := object.union(text_in(member.raw), {"address": id, "conditions": member.conditions})
} | {held |
	some member in members(object.get(properties(id), "ManagedPolicyArns", []))
	some found in managed(member.raw)
	held := under(found, member.conditions)
}) | {held |
	some policy, resource in resources
	resource.Type in {"AWS::IAM::ManagedPolicy", "AWS::IAM::Policy"}
	names(policy, object.get(properties(policy), list_name, []), id)
	held := policy_of(policy)
}) | {held |
	some policy, resource in resources
	resource.Type == own_type
	names(policy, [object.get(properties(policy), name_property, "")], id)
	held := policy_of(policy)
}

managed(raw) := {policy_of(policy) |
	some policy in identified(raw, "AWS::IAM::ManagedPolicy", "ManagedPolicyName")
} if {
	count(identified(raw, "AWS::IAM::ManagedPolicy", "ManagedPolicyName")) > 0
} else := set() if {
	# Of AWS's own managed policies none denies what is done without MFA.
	contains(text_of(raw), ":iam::aws:policy/")
} else := {{"address": "a managed policy outside the template", "conditions": set()}}

policy_of(policy) := object.union(
	text_in(properties(policy)),
	{"address": policy, "conditions": own_condition(policy)},
)

# A text that a parameter or a macro brings is not there yet.
text_in(body) := {"document": body.PolicyDocument} if {
	body.PolicyDocument.Statement
} else := {}

own_condition(id) := {resources[id].Condition} if {
	resources[id].Condition
} else := set()

under(held, conditions) := object.union(held, {"conditions": union({held.conditions, conditions})})

# A policy that comes under a condition of its own may be left out while the user is made.
unless_conditional(held, user) := held if {
	count(held.conditions - own_condition(user)) == 0
} else := {"address": held.address}

names(_, list, principal) if {
	some member in members(list)
	some type, property in {"AWS::IAM::User": "UserName", "AWS::IAM::Group": "GroupName"}
	principal in identified(member.raw, type, property)
}

# The resources that a value means: by reference, or by a name or the end of an ARN
identified(raw, type, name_property) := {reference(raw)} if {
	resources[reference(raw)].Type == type
} else := {id |
	some id, resource in resources
	resource.Type == type
	name := text_of(object.get(properties(id), name_property, ""))
	name != ""
	some text in {text_of(raw), regex.replace(text_of(raw), `^.*:policy/(?:.*/)?`, "")}
	lower(name) == lower(text)
}

reference(raw) := raw.Ref if {
	is_string(raw.Ref)
} else := raw["Fn::GetAtt"][0] if {
	is_array(raw["Fn::GetAtt"])
} else := regex.find_all_string_submatch_n(`^\$\{([\w.]+)\}$`, raw["Fn::Sub"], 1)[0][1] if {
	is_string(raw["Fn::Sub"])
} else := ""

text_of(raw) := raw if {
	is_string(raw)
} else := concat(raw["Fn::Join"][0], [part_of(part) | some part in raw["Fn::Join"][1]]) if {
	is_array(raw["Fn::Join"])
} else := replace(raw["Fn::Sub"], "${AWS::Partition}", "aws") if {
	is_string(raw["Fn::Sub"])
} else := ""

part_of(part) := part if {
	is_string(part)
} else := "aws" if {
	part.Ref == "AWS::Partition"
} else := sprintf("${%s}", [part.Ref]) if {
	part.Ref
} else := json.marshal(part)

# The members of a list, with the conditions of Fn::If under which each is in it
members(list) := {member |
	some item in as_list(list)
	not item["Fn::If"]
	not is_nothing(item)
	member := {"raw": item, "conditions": set()}
} | {member |
	some item in as_list(list)
	[condition, when_true, when_false] = item["Fn::If"]
	some branch in [[condition, when_true], [sprintf("not %s", [condition]), when_false]]
	some one in as_list(branch[1])
	not is_nothing(one)
	member := {"raw": one, "conditions": {branch[0]}}
}

is_nothing(item) if item.Ref == "AWS::NoValue"

as_list(value) := value if {
	is_array(value)
} else := [value]
