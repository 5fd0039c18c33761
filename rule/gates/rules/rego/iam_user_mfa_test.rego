# Twins: each denied document has one beside it that differs in what decides, and passes.
package iam_user_mfa_test

import data.iam_user_mfa

evident := {"Effect": "Deny", "NotAction": ["iam:EnableMFADevice"], "Resource": "*", "Condition": {"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}}}

document(statement) := {"Statement": [statement]}

but(changes) := document(object.union(evident, changes))

template(properties, more) := {"Resources": object.union({"Alice": {"Type": "AWS::IAM::User", "Properties": object.union({"UserName": "alice", "LoginProfile": {}}, properties)}}, more)}

inline(policy) := template({"Policies": [{"PolicyDocument": policy}]}, {})

managed(more) := {"Mfa": object.union({"Type": "AWS::IAM::ManagedPolicy", "Properties": {"PolicyDocument": document(evident)}}, more)}

attached(value, more) := template({"ManagedPolicyArns": value}, managed(more))

member(groups) := template({"Groups": groups}, {"G": {"Type": "AWS::IAM::Group", "Properties": {"GroupName": "people", "Policies": [{"PolicyDocument": document(evident)}]}}})

forged := object.union(member([]).Resources, {"Forged": {"Type": "AWS::IAM::ManagedPolicy", "Properties": {"PolicyDocument": "join", "Users": ["alice"], "Groups": ["people"]}}})

change(type, after) := {"address": concat(".", [type, "x"]), "type": type, "name": "x", "change": {"actions": ["create"], "after": after}}

plan(changes) := {"resource_changes": array.concat([change("aws_iam_user_login_profile", {"user": "alice"})], changes)}

policy_of(user) := change("aws_iam_user_policy", {"user": user, "policy": json.marshal(document(evident))})

joined(groups) := plan([
	change("aws_iam_group", {"name": "people"}), change("aws_iam_user_group_membership", {"user": "alice", "groups": groups}),
	change("aws_iam_group_policy", {"group": "people", "policy": json.marshal(document(evident))}),
])

answers := {
	"enforced": [
		inline(document(evident)), attached([{"Ref": "Mfa"}], {}), member([{"Ref": "G"}]), member(["people"]),
		plan([policy_of("alice")]), joined(["people"]),
	],
	"not-enforced": [
		{"Resources": forged}, template({}, {}), inline(but({"Effect": "Allow"})), inline(but({"NotAction": ["iam:*"]})), inline(but({"Resource": "arn:aws:s3:::x"})),
		inline(but({"Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}})), inline(but({"NotResource": "x"})), member([]),
		attached([], {}), attached(["arn:aws:iam::aws:policy/ReadOnlyAccess"], {}), plan([]), plan([policy_of("bob")]), plan([policy_of("Alice")]), joined([]),
	],
	"cannot-see": [
		inline({"Fn::If": ["IsProd", document(evident), document(evident)]}), inline(object.union(document(evident), {"Fn::Transform": {}})),
		attached([{"Ref": "Mfa"}], {"Condition": "IsProd"}), attached([{"Ref": "Other"}], {}), attached([{"Ref": "Mfa"}], {"Type": "Custom::Policy"}),
		member(["elsewhere"]), member({"Ref": "people"}), joined(["elsewhere"]), plan([policy_of("alice"), change("aws_iam_user_policies_exclusive", {})]),
	],
}

test_each_document_is_answered_as_its_twin_is_not if {
	every answer, documents in answers {
		every one in documents {
			iam_user_mfa.answers.alice == answer with input as one
		}
	}
}

test_what_is_no_template_and_no_plan_as_a_whole_is_denied if {
	shapes := [
		null, [], {}, {"Resources": null}, {"Resources": []}, {"Resources": {"A": {"Fn::Transform": {}}}}, {"Resources": {"Fn::ForEach::L": []}},
		{"Resources": {}, "Transform": ["Own"]}, template({"Fn::Transform": {}}, {}), {"resource_changes": null}, {"resource_changes": {}}, {"resource_changes": [{}]},
		{"planned_values": {"root_module": {"child_modules": []}}}, {"resource_changes": [], "complete": false}, {"resource_changes": [], "deferred_changes": [{}]},
		{"resource_changes": [change("aws_iam_user_login_profile", null)]}, {"resource_changes": [change("awscc_iam_user", {})]},
	]
	every shape in shapes {
		count(iam_user_mfa.deny) > 0 with input as shape
	}
	every whole in [{"Resources": {}}, {"resource_changes": []}, {"planned_values": {"root_module": {}}}] {
		count(iam_user_mfa.deny) == 0 with input as whole
	}
}

test_only_what_cannot_be_seen_is_allowed_by_the_parameter if {
	every answer, denied in {"enforced": 0, "not-enforced": 1, "cannot-see": 0} {
		every one in answers[answer] {
			count(iam_user_mfa.deny) == denied with input as one with data.iam_user_mfa_parameters as {"allowUnseen": "true"}
		}
	}
}

test_a_tag_exempts_by_its_key_alone if {
	tagged := plan([change("aws_iam_user", {"name": "alice", "tags": {"": "2026-12-01 x"}})])
	at := {"now": "2026-11-25T12:00:00Z"}
	iam_user_mfa.answers.alice == "not-enforced" with input as tagged with data.iam_user_mfa_parameters as at
}

test_an_exempt_name_passes_and_one_in_another_case_is_said if {
	count(iam_user_mfa.deny) == 0 with input as plan([]) with data.iam_user_mfa_parameters as {"exemptUserNames": "alice"}
	some finding in iam_user_mfa.deny with input as plan([]) with data.iam_user_mfa_parameters as {"exemptUserNames": "ALICE"}
	endswith(finding.msg, " Not exempt: exemptUserNames has the name in another case.")
}
