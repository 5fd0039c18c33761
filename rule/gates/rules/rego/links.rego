# What belongs together in a Terraform plan: by known values, else by the references of its configuration.
package iam_user_mfa.terraform.links

types := {
	"user": {"aws_iam_user", "awscc_iam_user"},
	"group": {"aws_iam_group", "awscc_iam_group"},
	"policy": {"aws_iam_policy", "awscc_iam_managed_policy"},
}

# What is there after apply. What the plan deletes has no `after`; prior_state and resource_drift are not looked at.
managed contains instance if {
	some change in object.get(input, "resource_changes", [])
	change.mode == "managed"
	not change.deposed
	is_object(change.change.after)
	module_address := object.get(change, "module_address", "")
	instance := {
		"address": change.address,
		"module": module_address,
		"path": path_of(module_address),
		"type": change.type,
		"key": sprintf("%s.%s", [change.type, change.name]),
		"index": object.get(change, "index", null),
		"actions": change.change.actions,
		"after": change.change.after,
		"unknown": object.get(change.change, "after_unknown", {}),
	}
}

# `module.a["x"].module.b` is the call of b within the call of a.
path_of(module_address) := concat(".", [match[1] |
	some match in regex.find_all_string_submatch_n(`module\.([\w-]+)(?:\[(?:"(?:[^"\\]|\\.)*"|\d+)\])?`, module_address, -1)
])

# Names in lower case: IAM's names are unique without case.
known(instance, attribute) := {lower(value) |
	some value in as_list(object.get(instance.after, attribute, null))
	is_string(value)
}

as_list(value) := value if {
	is_array(value)
} else := [value]

has_unknown(value) if {
	walk(value, [_, true])
}

# A plan may make one name in several accounts: the reference says which is meant, or else the provider's configuration.
meant(instance, attribute, names, of_types) := all if {
	all := called(names, of_types)
	count(all) < 2
} else := told if {
	told := called(names, of_types) & referred(instance, attribute, of_types)
	count(told) > 0
} else := besides if {
	besides := {one.address |
		some one in managed
		one.address in called(names, of_types)
		provider_of(one) == provider_of(instance)
	}
	count(besides) > 0
} else := called(names, of_types)

provider_of(instance) := regex.replace(key, `^.*:`, "") if {
	some resource in modules[instance.path].resources
	resource.address == instance.key
	key := resource.provider_config_key
} else := ""

# The instances that have one of the names, or the path and name at the end of an ARN.
called(names, of_types) := {instance.address |
	some instance in managed
	instance.type in of_types
	some name in names
	has_name(instance, name)
}

has_name(instance, name) if {
	instance.type in (types.user | types.group)
	some attribute in {"name", "user_name", "group_name"}
	lower(object.get(instance.after, attribute, "")) == name
}

has_name(instance, name) if {
	instance.type in types.policy
	lower(object.get(instance.after, "arn", "")) == name
}

has_name(instance, name) if {
	instance.type in types.policy
	own := object.get(instance.after, "name", object.get(instance.after, "managed_policy_name", ""))
	own != ""
	endswith(name, lower(sprintf(":policy%s%s", [object.get(instance.after, "path", "/"), own])))
}

# The instances that the expression of an unknown attribute leads to.
followed(instance, attribute, of_types) := {address |
	has_unknown(object.get(instance.unknown, attribute, false))
	some address in referred(instance, attribute, of_types)
}

referred(instance, attribute, of_types) := {other.address |
	some other in everything_referred(instance, attribute)
	other.type in of_types
}

everything_referred(instance, attribute) := {other |
	some node in leads_to(instance, attribute)
	["resource", path, reference] = json.unmarshal(node)
	some other in managed
	other.path == path
	other.key == regex.find_n(`^[a-z][\w-]*\.[\w-]+`, reference, 1)[0]
	in_same_module(instance, other)
	fits_index(instance, other, reference)
}

leads_to(instance, attribute) := graph.reachable(
	closed_references,
	{node_of(["attribute", instance.path, instance.key, attribute])},
)

# Whether only apply tells which of several an attribute points at, as with a condition: what it may point at are more than it
# holds, or other things go into it, too.
undecided(instance, attribute, of_types) if {
	count(followed(instance, attribute, of_types)) > 0
	others_go_in(instance, attribute, of_types)
}

undecided(instance, attribute, of_types) if {
	targets := known(instance, attribute) | followed(instance, attribute, of_types)
	count(followed(instance, attribute, of_types)) > 0
	not holds_any(attribute, object.get(instance.unknown, attribute, false))
	count(targets) > holds(object.get(instance.unknown, attribute, false))
}

others_go_in(instance, attribute, of_types) if {
	some other in everything_referred(instance, attribute)
	not other.type in of_types
}

others_go_in(instance, attribute, _) if {
	some node in leads_to(instance, attribute)
	["hidden", _, _] = json.unmarshal(node)
}

lists := {"users", "groups", "policy_arns", "policy_names", "managed_policy_arns"}

holds(unknown) := count(unknown) if {
	is_array(unknown)
} else := 1

holds_any(attribute, unknown) if {
	attribute in lists
	not is_array(unknown)
}

in_same_module(instance, other) if instance.path != other.path

in_same_module(instance, other) if instance.module == other.module

fits_index(_, other, reference) if {
	written := regex.find_all_string_submatch_n(`^[a-z][\w-]*\.[\w-]+\[("?)([^\]"]*)"?\]`, reference, 1)[0]
	sprintf("%v", [other.index]) == written[2]
}

fits_index(instance, other, reference) if {
	not regex.match(`^[a-z][\w-]*\.[\w-]+\[`, reference)
	same_index(instance, other)
}

# Where for_each or count make several, the one of the same key is meant, or else all.
same_index(instance, other) if instance.index == other.index

same_index(instance, other) if {
	indices := {one.index | some one in managed; one.key == other.key; one.module == other.module}
	not instance.index in indices
}

same_index(instance, _) if instance.index == null

# The configuration as a graph of references

modules[path] := module if {
	walk(input.configuration.root_module, [steps, module])
	count(steps) % 3 == 0
	every i, step in steps {
		fits_step(i % 3, step)
	}
	path := concat(".", [step | some i, step in steps; i % 3 == 1])
}

fits_step(0, "module_calls")

fits_step(1, _)

fits_step(2, "module")

node_of(parts) := json.marshal(parts)

references[node] contains target if {
	some path, module in modules
	some resource in module.resources
	some attribute, expression in resource.expressions
	node := node_of(["attribute", path, resource.address, attribute])
	some target in targets(path, resource.address, expression)
}

references[node] contains target if {
	some path, module in modules
	some resource in module.resources
	node := node_of(["each", path, resource.address])
	some target in targets(path, resource.address, object.get(resource, "for_each_expression", {}))
}

references[node] contains target if {
	some path, module in modules
	some name, call in module.module_calls
	node := node_of(["each", path, sprintf("module.%s", [name])])
	some target in targets(path, sprintf("module.%s", [name]), object.get(call, "for_each_expression", {}))
}

references[node] contains target if {
	some path, module in modules
	some name, call in module.module_calls
	some argument, expression in call.expressions
	node := node_of(["variable", child(path, name), argument])
	some target in targets(path, sprintf("module.%s", [name]), expression)
}

references[node] contains target if {
	some path, module in modules
	some name, output in module.outputs
	some node in {node_of(["output", path, name]), node_of(["output", path, ""])}
	some target in targets(path, "", output.expression)
}

child(path, name) := trim_left(sprintf("%s.%s", [path, name]), ".")

# graph.reachable knows only nodes that have a list of their own.
closed_references := object.union({target: set() | some _, found in references; some target in found}, references)

targets(path, owner, expression) := {node |
	some reference in specific({one |
		walk(expression, [steps, list])
		steps[count(steps) - 1] == "references"
		some one in list
	})
	node := target_of(path, owner, reference)
}

# Without the shorter forms that Terraform lists beside each reference.
specific(all) := {reference |
	some reference in all
	longer := {other |
		some other in all
		other != reference
		startswith(other, reference)
		substring(other, count(reference), 1) in {".", "["}
	}
	count(longer) == 0
}

target_of(path, _, reference) := node_of(["variable", path, split(reference, ".")[1]]) if {
	startswith(reference, "var.")
	path != ""
}

target_of(path, _, reference) := node_of(["output", child(path, match[1]), match[2]]) if {
	match := regex.find_all_string_submatch_n(`^module\.([\w-]+)(?:\[[^\]]*\])?\.?([\w-]*)`, reference, 1)[0]
}

target_of(path, owner, reference) := node_of(["each", path, owner]) if startswith(reference, "each.value")

target_of(path, _, reference) := node_of(["resource", path, reference]) if {
	not regex.match(`^(var|module|each|local|count|path|terraform|self|data)\.`, reference)
}

# What the plan does not show
target_of(path, _, reference) := node_of(["hidden", path, reference]) if regex.match(`^(local|data)\.`, reference)

target_of("", _, reference) := node_of(["hidden", "", reference]) if startswith(reference, "var.")
