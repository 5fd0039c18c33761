# Whether a policy document is evidently an MFA enforcement: one statement denies everything but enrolling on every resource
# while aws:MultiFactorAuthPresent is false, and has no other condition.
package iam_user_mfa.enforcement

enforces(document) if {
	some statement in list(document.Statement)
	statement.Effect == "Deny"
	"*" in list(statement.Resource)
	not statement.NotResource
	denies_all_but_enrolling(statement)
	statement.Condition in {{operator: {"aws:MultiFactorAuthPresent": value}} |
		some operator in {"Bool", "BoolIfExists"}
		some value in {"false", false, ["false"]}
	}
}

denies_all_but_enrolling(statement) if {
	"*" in list(statement.Action)
	not statement.NotAction
}

denies_all_but_enrolling(statement) if {
	not statement.Action
	spared := list(statement.NotAction)
	count(spared) > 0
	every action in spared {
		lower(action) in enrolling
	}
}

enrolling := {
	"iam:changepassword", "iam:createvirtualmfadevice", "iam:deletevirtualmfadevice", "iam:enablemfadevice",
	"iam:getaccountpasswordpolicy", "iam:getaccountsummary", "iam:getloginprofile", "iam:getmfadevice", "iam:getuser",
	"iam:listaccesskeys", "iam:listaccountaliases", "iam:listmfadevices", "iam:listservicespecificcredentials",
	"iam:listsigningcertificates", "iam:listsshpublickeys", "iam:listusers", "iam:listvirtualmfadevices",
	"iam:resyncmfadevice", "signin:*", "signin:authenticate", "signin:authorizeoauth2access", "signin:createoauth2token",
	"sts:getcalleridentity", "sts:getsessiontoken",
}

list(value) := value if {
	is_array(value)
} else := [value]
