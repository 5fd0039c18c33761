"""One request to AWS with everything about it that a policy may ask: known text, symbols, and truths."""

from functools import lru_cache

from formulas import all_of, no, some_of
from patterns import ACCOUNT, ACTION, DEVICE, HEAD, INNER_PATH, NAME, SERVICE_PATH, TAIL, TEXT, WORD, exactly, glob, variables
from truths import fits, same
from words import Symbol

# What a part of a resource may be. A path begins after the slash that is before it, and ends in one or is empty.
PARTS = {"word": WORD, "name": NAME, "path": INNER_PATH, "text": TEXT}


@lru_cache(maxsize=None)
def symbol(name, language, rank):
    """In every text the parts are in the order of their ranks; a user's name is behind every head, as it may be a resource's end."""
    return Symbol(name, language, rank)


SOME_ACTION = symbol("action", ACTION, 0)


class Text:
    """A text in parts: known ones, and symbols."""

    def __init__(self, *parts):
        joined = []
        for part in parts:
            if isinstance(part, str) and joined and isinstance(joined[-1], str):
                joined[-1] += part
            elif part != "":
                joined.append(part)
        self.parts = tuple(joined) or ("",)

    @property
    def literal(self):
        return self.parts[0] if len(self.parts) == 1 and isinstance(self.parts[0], str) else None

    def fits(self, pattern):
        """Whether the text matches a pattern with wildcards and without variables."""
        return fits(self.parts, glob(pattern))

    def is_equal(self, value):
        return fits(self.parts, exactly(value))


class Arn:
    """The six parts of an ARN, each a Text; ArnLike compares them one by one."""

    def __init__(self, *parts):
        self.parts = parts

    def text(self):
        return Text(*[one for at, part in enumerate(self.parts) for one in ([":"] if at else []) + [*part.parts]])

    def fits(self, pattern):
        wanted = pattern.split(":", 5)
        if len(wanted) != 6:
            return False
        return all_of(*[part.fits(one) for part, one in zip(self.parts, wanted)])


class Resource:
    """`head` ends with a slash or is empty; `tail` has none, and is one part. Where nobody asks for the tail it is in the head."""

    def __init__(self, head, tail, principal, unknown):
        self.head, self.tail, self.principal, self.unknown = head, tail, principal, unknown
        self.text = head if tail is None else Text(*head.parts, tail)

    def fits(self, pattern):
        names = variables(pattern)
        if not names:
            return self.text.fits(pattern)
        if names == ["aws:username"] and pattern.endswith("/${aws:username}") and self.principal.name and self.tail is not None:
            # Neither holds a slash: the pattern fits where the tail is the name, and the head fits the rest.
            return all_of(same(self.tail, self.principal.name), self.head.fits(pattern[: -len("${aws:username}")]))
        # AWS says of a variable without a value only that it "might" make a statement invalid; elsewhere in a pattern a variable may
        # match or not: whoever looks for a hole may choose.
        return self.unknown(f"resource like {pattern}")


class Principal:
    """Who asks: a user, a role's session, a service-linked role's, or the account itself (root, central root recovery too)."""

    def __init__(self, kind, partition, known):
        self.kind, self.name = kind, None
        self.account = known.get("account") or symbol("account", ACCOUNT, 0)
        if kind == "root":
            rest = Text("root")
        elif kind == "user":
            self.name = known.get("userName") or symbol("userName", NAME, 3)
            self.path = known["path"][1:] if known.get("path") else symbol("path", INNER_PATH, 1)
            rest = Text("user/", self.path, self.name)
        elif kind == "service-linked":
            rest = Text("role/aws-service-role/", symbol("service path", SERVICE_PATH, 1), symbol("roleName", NAME, 3))
        else:
            rest = Text("role/", symbol("role path", INNER_PATH, 1), symbol("roleName", NAME, 3))
        self.arn = Arn(Text("arn"), Text(partition), Text("iam"), Text(""), Text(self.account), rest)


class Request:
    def __init__(self, partition="aws", principal="user", resource="anything", known=None, mfa=("absent", "false", "true")):
        self.partition = partition
        self.free = {}
        self.principal = Principal(principal, partition, known or {})
        self.user_id = (known or {}).get("userId")
        self.action = Text(SOME_ACTION)
        self.mfa_present, self.mfa_true = "mfa-is-there", "mfa-is-true"
        self.constraints = [some_of(*[self.mfa(state) for state in mfa])]
        self.resource = Resource(*self._resource(resource), self.principal, self.unknown)

    def mfa(self, state):
        if state == "absent":
            return no(self.mfa_present)
        return all_of(self.mfa_present, self.mfa_true if state == "true" else no(self.mfa_true))

    def unknown(self, label):
        """A truth that is not modelled: the same label is the same truth, in every statement."""
        return self.free.setdefault(label, f"free{len(self.free)}")

    def _of_parts(self, parts):
        """Texts as they are, and a symbol for each `{any, of}`; `account` is the principal's own."""
        return Text(*[part if isinstance(part, str) else self._part(**part, rank=4 + at) for at, part in enumerate(parts)])

    def _part(self, any, of, rank):
        return self.principal.account if of == "account" else symbol(f"{any} ({of})", PARTS[of], rank)

    def _resource(self, kind):
        """Its head and its tail."""
        arn = Text(f"arn:{self.partition}:iam::", self.principal.account).parts
        if isinstance(kind, list):
            return self._of_parts(kind), None
        if kind == "own-user":
            return Text(*arn, ":user/", self.principal.path), self.principal.name
        if kind in ("other-user", "a-user", "role"):
            name = symbol("other name", NAME, 4)
            if kind == "other-user":
                self.constraints.append(no(same(name, self.principal.name)))
            return Text(*arn, ":role/" if kind == "role" else ":user/", symbol("other path", INNER_PATH, 2)), name
        if kind == "device":
            return Text(*arn, ":mfa/"), symbol("device", DEVICE, 4)
        if kind == "own-device":
            return Text(*arn, ":mfa/"), self.principal.name
        if kind == "root":
            return Text(*arn, ":root"), None
        if kind == "console":
            return Text(f"arn:{self.partition}:signin:::console/"), symbol("console", NAME, 4)
        if kind == "none":
            return Text(""), "*"
        return Text(symbol("head", HEAD, 2)), symbol("tail", TAIL, 4)
