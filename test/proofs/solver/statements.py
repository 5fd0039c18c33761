"""Whether a document denies or allows a symbolic request."""

from conditions import condition_holds
from formulas import all_of, no, some_of

KNOWN = {"sid", "effect", "action", "notaction", "resource", "notresource", "condition"}


def statements_of(document):
    statement = folded(document).get("statement", [])
    return [folded(one) for one in (statement if isinstance(statement, list) else [statement]) if isinstance(one, dict)]


def folded(fields):
    """IAM reads the names of elements without case."""
    return {key.lower(): value for key, value in fields.items()} if isinstance(fields, dict) else {}


def effect_of(document, effect, request, sids=None):
    """Some statement with this effect matches the request."""
    found = [
        matches(statement, request)
        for statement in statements_of(document)
        if statement.get("effect") == effect and (sids is None or statement.get("sid") in sids)
    ]
    return some_of(*found)


def matches(statement, request):
    unknown = sorted(set(statement) - KNOWN)
    foreign = [request.unknown(f"the element {name} makes no difference") for name in unknown]
    return all_of(
        listed(statement, "action", lambda pattern: action_fits(pattern, request)),
        listed(statement, "resource", request.resource.fits),
        condition_holds(statement.get("condition"), request),
        *foreign,
    )


def listed(statement, element, fits):
    """X or NotX; a statement with neither or with both is none."""
    positive, negative = statement.get(element), statement.get(f"not{element}")
    if (positive is None) == (negative is None):
        return False
    patterns = positive if positive is not None else negative
    patterns = [one for one in (patterns if isinstance(patterns, list) else [patterns]) if isinstance(one, str)]
    some = some_of(*[fits(pattern) for pattern in patterns])
    return some if positive is not None else no(some)


def action_fits(pattern, request):
    """Actions are compared without case; the request's is in small letters."""
    return request.action.fits(pattern.lower())
