# METADATA
# title: IAM users with a console password have MFA
# description: >-
#   Denies a Terraform plan or a CloudFormation template that makes a console password (login profile) for an IAM user without
#   an MFA-enforcement policy. It passes only what is evident: literal names and direct references. What it cannot see is
#   denied, too, unless {"iam_user_mfa_parameters": {"allowUnseen": "true"}} makes it a warning.
# scope: subpackages
# custom:
#   id: iam-user-mfa
#   severity: HIGH
package iam_user_mfa

import data.iam_user_mfa.cloudformation
import data.iam_user_mfa.enforcement
import data.iam_user_mfa.exemption
import data.iam_user_mfa.terraform

# METADATA
# title: No console password without enforced MFA
# entrypoint: true
deny contains {"msg": sprintf("%s can sign in with a password alone: a login profile is made, and no MFA-enforcement policy goes with it. Attach one, directly or by a group, or leave the login profile out.%s", [name, fault_of(name)])} if {
	some name, "not-enforced" in answers
}

deny contains finding if {
	object.get(exemption.parameters, "allowUnseen", "") != "true"
	some finding in unseen
}

# METADATA
# title: What decides about a console password cannot be seen in the document
# entrypoint: true
warn contains finding if {
	exemption.parameters.allowUnseen == "true"
	some finding in unseen
}

unseen contains {"msg": sprintf("%s: whether a console password comes with enforced MFA cannot be seen in this document.%s", [name, fault_of(name)])} if {
	some name, "cannot-see" in answers
}

fault_of(name) := concat("", {exemption.case_fault(user) | some user in users; user.name == name})

# METADATA
# title: The answer for each user who gets a login profile, and for each part that cannot be followed
# entrypoint: true
answers[name] := answer if {
	some name in ({user.name | some user in users} | unfollowed)
	given := {answer_of(user) | some user in users; user.name == name} | {"cannot-see" | name in unfollowed}
	answer := [one | some one in ["not-enforced", "cannot-see", "exempt", "enforced"]; one in given][0]
}

# The normal form: users, and links, each of which gives what it holds (policies, a membership) to those whom it names, under
# conditions.
users := terraform.users | cloudformation.users

links := terraform.links | cloudformation.links

unfollowed := terraform.unfollowed | cloudformation.unfollowed

answer_of(user) := "enforced" if {
	is_enforced(user)
	count(terraform.doubts | ((terraform.shaken | replaced) & reached(user))) == 0
} else := "exempt" if {
	exemption.exempt(user)
} else := "cannot-see" if {
	is_open(user)
} else := "not-enforced"

# IAM keeps one inline policy of a name, and a deployment has no order.
inline := object.union(terraform.inline, cloudformation.inline)

replaced contains node if {
	some [node, name], policies in inline
	count(policies | object.get(inline, [["anybody", name]], set())) > 1
}

replaced contains node if {
	some node, own in slots
	names := own | object.get(slots, "anybody", set())
	count(names) > 1
	some name in names
	not is_string(name)
}

slots[node] contains name if some [node, name], _ in inline

is_enforced(user) if {
	some document in given(user, reached(user))
	enforcement.enforces(document)
}

is_open(user) if is_enforced(user)

is_open(user) if "outside" in given(user, reached(user))

is_open(_) if count(((terraform.doubts | terraform.unknown) | cloudformation.unknown)) > 0

reached(user) := {user.node} | {group |
	some link in links
	{"join"} in link.gives # a set, which no document can be
	user.node in link.names
	stands(link, user)
	some group in link.names
	group[0] == "Group"
}

given(user, nodes) := {one | some link in links; count(link.names & nodes) > 0; stands(link, user); some one in link.gives}

# Under no condition but the user's own
stands(link, user) if link.when - {null, user.condition} == set()
