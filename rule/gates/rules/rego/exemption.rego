# The rule's own exemptions. Its parameters are data: {"iam_user_mfa_parameters": {"exemptPaths": "/service/"}}.
package iam_user_mfa.exemption

default parameters := {}

parameters := data.iam_user_mfa_parameters

exempt(user) if {
	some name in listed("exemptUserNames")
	name == user.name
	user.is_named
}

# Prefixes end with a slash, so only whole segments match.
exempt(user) if {
	some prefix in listed("exemptPaths")
	startswith(user.path, prefix)
}

exempt(user) if {
	some tag in user.tags
	tag.key != ""
	lower(tag.key) == lower(trim_space(object.get(parameters, "exemptTagKey", "")))
	regex.match(`^\d{4}-\d{2}-\d{2}\s+\S`, trim_space(tag.value))
	through := time.parse_ns("2006-01-02", substring(trim_space(tag.value), 0, 10))
	through >= today
	through - today <= max_days * day
}

# A name or a path that differs from an exempt one in case alone exempts nobody, and is said.
case_fault(user) := " Not exempt: exemptUserNames has the name in another case." if {
	some name in listed("exemptUserNames")
	lower(name) == lower(user.name)
	user.is_named
} else := " Not exempt: exemptPaths has the path in another case." if {
	some prefix in listed("exemptPaths")
	startswith(lower(user.path), lower(prefix))
} else := ""

day := ((24 * 60) * 60) * 1000000000

today := now - (now % day)

now := time.parse_rfc3339_ns(parameters.now) if {
	parameters.now
} else := time.now_ns()

max_days := to_number(trim_space(object.get(parameters, "maxExemptDays", "366")))

listed(key) := {trim_space(item) | some item in split(object.get(parameters, key, ""), ",")} - {""}
