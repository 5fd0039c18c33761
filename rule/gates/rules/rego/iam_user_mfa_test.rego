# Twins: each denied document has one beside it that differs in what decides, and passes.
package iam_user_mfa_test

import data.iam_user_mfa

deny_without_mfa := {"Statement": [{
	"Effect": "Deny",
	"NotAction": ["iam:CreateVirtualMFADevice", "iam:EnableMFADevice", "iam:GetUser", "iam:ListMFADevices"],
	"Resource": "*",
	"Condition": {"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}},
}]}

allow_with_mfa := {"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}}]}

template(properties) := {"Resources": {"Alice": {"Type": "AWS::IAM::User", "Properties": object.union({"UserName": "alice"}, properties)}}}

inline(document) := template({"LoginProfile": {"Password": "{{resolve:ssm:alice}}"}, "Policies": [{"PolicyName": "mfa", "PolicyDocument": document}]})

change(type, after) := {"address": sprintf("%s.alice", [type]), "type": type, "name": "alice", "change": {"actions": ["create"], "after": after, "after_unknown": {}}}

plan(changes) := {"resource_changes": array.concat([change("aws_iam_user", {"name": "alice"}), change("aws_iam_user_login_profile", {"user": "alice"})], changes)}

policy_of(user) := change("aws_iam_user_policy", {"user": user, "name": "mfa", "policy": json.marshal(deny_without_mfa)})

test_a_login_profile_alone_is_denied_by_name if {
	some document in [template({"LoginProfile": {}}), plan([])]
	some finding in iam_user_mfa.deny with input as document
	startswith(finding.msg, "alice can sign in with a password alone")
}

test_an_enforcement_passes if {
	every document in [inline(deny_without_mfa), plan([policy_of("alice")]), template({})] {
		count(iam_user_mfa.deny) == 0 with input as document
	}
}

test_another_policy_or_one_of_another_user_is_denied if {
	every document in [inline(allow_with_mfa), plan([policy_of("bob")]), plan([policy_of("Alice")])] {
		iam_user_mfa.answers.alice == "not-enforced" with input as document
	}
}

test_a_condition_or_an_unknown_value_is_denied_unless_it_is_allowed if {
	group := change("aws_iam_user_group_membership", {"user": "alice", "groups": ["elsewhere"]})
	every document in [inline({"Fn::If": ["IsProd", deny_without_mfa, allow_with_mfa]}), plan([group])] {
		count(iam_user_mfa.deny) == 1 with input as document
		parameters := {"allowUnseen": "true"}
		count(iam_user_mfa.deny) == 0 with input as document with data.iam_user_mfa_parameters as parameters
		count(iam_user_mfa.warn) == 1 with input as document with data.iam_user_mfa_parameters as parameters
	}
}

test_an_exemption_passes if {
	count(iam_user_mfa.deny) == 0 with input as plan([]) with data.iam_user_mfa_parameters as {"exemptUserNames": "alice"}
}

test_a_name_in_another_case_is_denied_and_said_so if {
	some finding in iam_user_mfa.deny with input as plan([]) with data.iam_user_mfa_parameters as {"exemptUserNames": "ALICE"}
	endswith(finding.msg, " Not exempt: exemptUserNames has the name in another case.")
}
