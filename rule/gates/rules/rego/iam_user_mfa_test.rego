# Twins: each denied document has one beside it that differs in what decides, and passes.
package iam_user_mfa_test

import data.iam_user_mfa

enforcement_document := {
	"Version": "2012-10-17",
	"Statement": [{
		"Effect": "Deny",
		"NotAction": ["iam:CreateVirtualMFADevice", "iam:EnableMFADevice", "iam:GetUser", "iam:ListMFADevices"],
		"Resource": "*",
		"Condition": {"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}},
	}],
}

allowing_document := {
	"Version": "2012-10-17",
	"Statement": [{
		"Effect": "Allow",
		"Action": "*",
		"Resource": "*",
		"Condition": {"BoolIfExists": {"aws:MultiFactorAuthPresent": "true"}},
	}],
}

template(properties) := {"Resources": {"Alice": {
	"Type": "AWS::IAM::User",
	"Properties": object.union({"UserName": "alice"}, properties),
}}}

profile := {"Password": "{{resolve:secretsmanager:alice}}", "PasswordResetRequired": true}

with_policy(document) := template({
	"LoginProfile": profile,
	"Policies": [{"PolicyName": "mfa", "PolicyDocument": document}],
})

change(address, kind, after) := {
	"address": address,
	"mode": "managed",
	"type": kind,
	"name": "alice",
	"change": {"actions": ["create"], "before": null, "after": after, "after_unknown": {}},
}

plan(changes) := {
	"format_version": "1.2",
	"planned_values": {"root_module": {}},
	"resource_changes": array.concat(
		[change("aws_iam_user.alice", "aws_iam_user", {"name": "alice", "path": "/"})],
		changes,
	),
	"configuration": {"root_module": {"resources": []}},
}

login_profile := change("aws_iam_user_login_profile.alice", "aws_iam_user_login_profile", {"user": "alice"})

user_policy(document) := change(
	"aws_iam_user_policy.alice",
	"aws_iam_user_policy",
	{"user": "alice", "name": "mfa", "policy": json.marshal(document)},
)

test_template_with_a_login_profile_alone_is_denied_by_name if {
	some finding in iam_user_mfa.deny with input as template({"LoginProfile": profile})
	startswith(finding.msg, "alice can sign in with a password alone")
}

test_template_without_a_login_profile_passes if {
	count(iam_user_mfa.deny) == 0 with input as template({})
}

test_template_with_an_enforcing_policy_passes if {
	count(iam_user_mfa.deny) == 0 with input as with_policy(enforcement_document)
}

test_template_with_an_allow_that_asks_for_mfa_is_denied if {
	count(iam_user_mfa.deny) == 1 with input as with_policy(allowing_document)
}

test_plan_with_a_login_profile_alone_is_denied_by_name if {
	some finding in iam_user_mfa.deny with input as plan([login_profile])
	startswith(finding.msg, "alice can sign in with a password alone")
}

test_plan_without_a_login_profile_passes if {
	count(iam_user_mfa.deny) == 0 with input as plan([])
}

test_plan_with_an_enforcing_policy_passes if {
	count(iam_user_mfa.deny) == 0 with input as plan([login_profile, user_policy(enforcement_document)])
}

test_plan_with_an_allow_that_asks_for_mfa_is_denied if {
	count(iam_user_mfa.deny) == 1 with input as plan([login_profile, user_policy(allowing_document)])
}

test_plan_that_removes_the_login_profile_passes if {
	removed := object.union(login_profile, {"change": {
		"actions": ["delete"],
		"before": {"user": "alice"},
		"after": null,
		"after_unknown": {},
	}})
	count(iam_user_mfa.deny) == 0 with input as plan([removed])
}

test_empty_template_passes if {
	count(iam_user_mfa.deny) == 0 with input as {"Resources": {}}
}

test_two_users_of_one_name_get_the_worse_answer if {
	twins := {"Resources": {
		"One": {"Type": "AWS::IAM::User", "Properties": {"UserName": "alice", "LoginProfile": profile}},
		"Other": {"Type": "AWS::IAM::User", "Properties": {
			"UserName": "alice",
			"LoginProfile": profile,
			"Policies": [{"PolicyName": "mfa", "PolicyDocument": enforcement_document}],
		}},
	}}
	iam_user_mfa.answers == {"alice": "not-enforced"} with input as twins
}

test_plan_that_ended_in_an_error_is_denied if {
	count(iam_user_mfa.deny) == 1 with input as object.union(plan([]), {"errored": true})
}

test_login_profile_by_a_short_if_of_yaml_is_seen if {
	iam_user_mfa.answers == {"alice": "not-enforced"} with input as template({"LoginProfile": ["Strict", profile, "AWS::NoValue"]})
}
