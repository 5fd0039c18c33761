"""The condition block of a statement over a symbolic request, as IAM's documentation defines its operators.

Keys of the principal and aws:MultiFactorAuthPresent are modelled; every other key is free: it may be there or not, and each
comparison with it may hold or not. A hole that needs such a key is thereby found, a proof that needs one is not.
"""

import re

from formulas import all_of, no, some_of
from patterns import variables
from request import Arn, Text

OPERATOR = re.compile(
    r"^(?:(forallvalues|foranyvalue):)?(string|arn|bool|null|numeric|date|ipaddress|notipaddress|binary)"
    r"(not)?(equals|like)?(ignorecase)?(ifexists)?$"
)


def condition_holds(condition, request):
    """Every operator and every key must hold."""
    if condition is None:
        return True
    if not isinstance(condition, dict):
        return request.unknown("condition that is no object")
    tests = []
    for operator, keys in condition.items():
        if not isinstance(keys, dict):
            tests.append(request.unknown(f"{operator} that is no object"))
            continue
        tests += [holds(operator.lower(), key.lower(), as_list(values), request) for key, values in keys.items()]
    return all_of(*tests)


def as_list(values):
    items = values if isinstance(values, list) else [values]
    return [str(item).lower() if isinstance(item, bool) else str(item) for item in items]


def holds(operator, key, values, request):
    parsed = OPERATOR.match(operator)
    if parsed is None:
        return request.unknown(f"{operator} {key} {values}")
    quantifier, kind, negated, how, ignore_case, if_exists = parsed.groups()
    present, value = lookup(key, request)
    if kind == "null":
        wanted = [no(present) if item.lower() == "true" else present for item in values]
        return some_of(*wanted) if wanted else request.unknown(f"null {key} of nothing")
    fits = [fit(kind, how, ignore_case, key, value, item, request) for item in values]
    match = some_of(*fits)
    if negated or kind == "notipaddress":
        match = no(match)
    if if_exists and quantifier == "foranyvalue":
        # Documented are both: IfExists holds without the key, ForAnyValue does not.
        without = request.unknown(f"{operator} {key} without the key")
    else:
        # A negated comparison holds without the key; ForAllValues holds of no values, ForAnyValue of none.
        without = bool(if_exists or quantifier == "forallvalues" or (negated and quantifier is None))
    return some_of(all_of(present, match), all_of(no(present), without))


def lookup(key, request):
    """Whether the key is in the request, and its value: a Text, an Arn, a truth, or None where it is free."""
    principal = request.principal
    is_user = principal.kind == "user"
    if key == "aws:multifactorauthpresent":
        return request.mfa_present, request.mfa_true
    if key == "aws:username":
        return is_user, Text(principal.name or "")
    if key == "aws:principalarn":
        return True, principal.arn
    if key == "aws:principalaccount":
        return True, Text(principal.account)
    if key == "aws:principaltype":
        types = {"user": "User", "root": "Account"}
        return True, Text(types.get(principal.kind, "AssumedRole"))
    if key in ("aws:principalisawsservice", "aws:viaawsservice"):
        # The request is the principal's own; both keys are in every request.
        return True, False
    if key == "aws:userid" and request.user_id:
        return True, Text(request.user_id)
    if key == "aws:userid":
        return True, None
    return request.unknown(f"{key} is there"), None


def fit(kind, how, ignore_case, key, value, wanted, request):
    free = request.unknown(f"{key} {kind} {'like ' if how == 'like' else ''}{ignore_case or ''} {wanted}")
    if value is None or variables(wanted):
        return free
    if isinstance(value, (Text, Arn)):
        return compared(kind, how, ignore_case, value, wanted, free)
    if kind == "bool":
        return value if wanted.lower() == "true" else no(value) if wanted.lower() == "false" else False
    if kind == "string":
        # Its values are true and false, in small letters.
        as_true, as_false = (compared(kind, how, ignore_case, Text(text), wanted, free) for text in ("true", "false"))
        return some_of(all_of(value, as_true), all_of(no(value), as_false))
    return free


def compared(kind, how, ignore_case, value, wanted, free):
    text = value if isinstance(value, Text) else value.text()
    if kind == "arn":
        return value.fits(wanted) if not isinstance(value, Text) else False
    if kind != "string":
        return free
    if ignore_case:
        return text.literal.lower() == wanted.lower() if text.literal is not None else free
    return text.fits(wanted) if how == "like" else text.is_equal(wanted)
