# METADATA
# title: IAM users with a console password have MFA
# description: >-
#   Denies a Terraform plan or a CloudFormation template that makes a console password (login profile) for an IAM user
#   without an MFA-enforcement policy of the user or of one of the user's groups. What it cannot see is a warning.
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
deny contains finding if {
	some name in not_enforced
	finding := {"msg": sprintf("%s can sign in with a password alone: a login profile is made, and no MFA-enforcement policy goes with it. Attach one, directly or by a group, or leave the login profile out.", [name])}
}

# A plan that ended in an error may lack resources.
deny contains finding if {
	input.errored == true
	finding := {"msg": "The Terraform plan ended in an error and may lack resources: check a plan that succeeded."}
}

# METADATA
# title: What decides about a console password lies outside the document
# entrypoint: true
warn contains finding if {
	some name in cannot_see
	finding := {"msg": sprintf("%s gets a login profile; whether MFA is enforced cannot be seen in this document.", [name])}
}

# METADATA
# title: The answer for each user who gets a login profile
# entrypoint: true
answers[name] := answer if {
	some user in users
	name := user.name

	# Two users of one name are in two accounts, or under two conditions: the worse answer is told.
	given := {answer_of(one) | some one in users; one.name == name}
	answer := [one | some one in ["not-enforced", "cannot-see", "exempt", "enforced"]; one in given][0]
}

not_enforced contains name if {
	some name, answer in answers
	answer == "not-enforced"
}

cannot_see contains name if {
	some name, answer in answers
	answer == "cannot-see"
}

users := terraform.users | cloudformation.users

answer_of(user) := "enforced" if {
	enforced(user)
} else := "exempt" if {
	exemption.exempt(user)
} else := "cannot-see" if {
	some policy in user.policies
	not policy.document
} else := "not-enforced"

enforced(user) if {
	some policy in user.policies
	enforcement.enforces(policy.document, user.name)
}
