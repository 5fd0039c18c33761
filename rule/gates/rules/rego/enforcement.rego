# Whether a policy document is evidently an MFA enforcement: one statement denies everything but enrolling on every resource
# while aws:MultiFactorAuthPresent is false, and has no other condition.
package iam_user_mfa.enforcement

enforces(document) if {
	object.keys(document) - {"Version", "Id"} == {"Statement"}
	some statement in list(document.Statement)
	statement.Effect == "Deny"
	"*" in list(statement.Resource)
	denies_all_but_enrolling(statement, object.keys(statement) - {"Sid", "Effect", "Resource", "Condition"})
	statement.Condition in {{operator: {"aws:MultiFactorAuthPresent": value}} |
		some operator in {"Bool", "BoolIfExists"}
		some value in {"false", false, ["false"]}
	}
}

denies_all_but_enrolling(statement, {"Action"}) if "*" in list(statement.Action)

denies_all_but_enrolling(statement, {"NotAction"}) if {
	spared := {lower(action) | some action in list(statement.NotAction)}
	count(spared) == count({action | some action in list(statement.NotAction)})
	spared - enrolling == set()
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
