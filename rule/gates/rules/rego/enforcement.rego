# Whether a policy document is an MFA enforcement: a Deny, in one statement, of everything on every resource (all actions, or
# all but those that enrol a device) for a session whose aws:MultiFactorAuthPresent is false. IAM reads names without case.
package iam_user_mfa.enforcement

enforces(document, user_name) if {
	some statement in statements(document)
	statement.effect == "Deny"
	not statement.notresource
	some resource in list(object.get(statement, "resource", []))
	regex.match(`^\*+$`, resource)
	spares_enrolling_only(statement)
	asks_for_mfa(object.get(statement, "condition", {}))
	every condition in conditions(object.get(statement, "condition", {})) {
		always_holds(condition, user_name)
	}
}

enrolling := {
	"iam:changepassword",
	"iam:createvirtualmfadevice",
	"iam:deletevirtualmfadevice",
	"iam:enablemfadevice",
	"iam:getaccountpasswordpolicy",
	"iam:getaccountsummary",
	"iam:getloginprofile",
	"iam:getmfadevice",
	"iam:getuser",
	"iam:listaccesskeys",
	"iam:listaccountaliases",
	"iam:listmfadevices",
	"iam:listservicespecificcredentials",
	"iam:listsigningcertificates",
	"iam:listsshpublickeys",
	"iam:listusers",
	"iam:listvirtualmfadevices",
	"iam:resyncmfadevice",
	"signin:*",
	"signin:authenticate",
	"signin:authorizeoauth2access",
	"signin:createoauth2token",
	"sts:getcalleridentity",
	"sts:getsessiontoken",
}

spares_enrolling_only(statement) if {
	not statement.notaction
	some action in list(statement.action)
	regex.match(`^\*+(:\*+)?$`, action)
}

spares_enrolling_only(statement) if {
	not statement.action
	spared := list(statement.notaction)
	count(spared) > 0
	every action in spared {
		lower(action) in enrolling
	}
}

asks_for_mfa(condition) if {
	some one in conditions(condition)
	absence_of_mfa(one)
}

absence_of_mfa(condition) if {
	regex.match(`^(for(any|all)values?:)?bool(ifexists)?$`, condition.operator)
	condition.key == "aws:multifactorauthpresent"
	"false" in condition.values
}

always_holds(condition, _) if absence_of_mfa(condition)

always_holds(condition, _) if {
	condition.operator == "null"
	condition.key == "aws:multifactorauthpresent"
	"false" in condition.values
}

# It spares what a service does on behalf of a request, and that request is denied.
always_holds(condition, _) if {
	regex.match(`^bool(ifexists)?$`, condition.operator)
	condition.key == "aws:viaawsservice"
	"false" in condition.values
}

always_holds(condition, user_name) if {
	condition.key == "aws:username"
	regex.match(`^string(equals|like)(ignorecase)?(ifexists)?$`, condition.operator)
	some value in condition.values
	not contains(value, "${")
	glob.match(value, [], lower(user_name))
}

# Operators, keys and values in lower case.
conditions(condition) := {one |
	some operator, keys in condition
	some key, value in keys
	one := {
		"operator": lower(operator),
		"key": lower(key),
		"values": [lower(text(item)) | some item in list(value)],
	}
}

text(value) := value if {
	is_string(value)
} else := sprintf("%v", [value])

statements(document) := [fields(statement) |
	some statement in list(object.get(fields(document), "statement", []))
]

fields(object_) := {lower(key): value | some key, value in object_}

list(value) := value if {
	is_array(value)
} else := [value]
