"""One request to AWS with everything about it that a policy may ask, as symbols."""

from z3 import And, Bool, Concat, Contains, InRe, Length, Loop, Not, Or, Plus, Range, Re, Star, String, StringVal, Union

from patterns import ANY, Arn, DIGITS, INNER_PATH, NAME, PRINTABLE, Resource, Text

ACTION = Concat(
    Plus(Union(Range("a", "z"), Range("0", "9"), Re("-"))), Re(":"), Plus(Union(Range("a", "z"), Range("0", "9")))
)

# What a part of a resource may be. A path begins after the slash that is before it, and ends in one or is empty.
PARTS = {
    "word": Plus(Union(Range("a", "z"), Range("0", "9"), Re("-"))),
    "name": NAME,
    "path": INNER_PATH,
    "text": Star(PRINTABLE),
}


class Principal:
    """Who asks: a user, a role's session, a service-linked role's, or the account itself (root, central root recovery too)."""

    def __init__(self, kind, partition, known):
        self.kind, self.constraints = kind, []
        account = known.get("account") or self._symbol("account", Loop(DIGITS, 12, 12))
        self.account = Text(account)
        self.name = None
        if kind == "root":
            rest = Text("root")
        elif kind == "user":
            self.name = Text(known.get("userName") or self._name("userName"))
            self.path = self._path(known.get("path"))
            rest = Text("user/", *self.path.parts, *self.name.parts)
        else:
            service_linked = kind == "service-linked"
            paths = Concat(NAME, Re("/")) if service_linked else INNER_PATH
            path = Text(known["path"][1:]) if "path" in known else Text(self._symbol("role path", paths))
            start = "role/aws-service-role/" if service_linked else "role/"
            rest = Text(start, *[part for part in path.parts if not isinstance(part, str) or part], self._name("roleName"))
        self.arn = Arn(Text("arn"), Text(partition), Text("iam"), Text(""), self.account, rest)

    def _path(self, known):
        """Without its first slash. `some` is any path but that of users without one: two cases, each easy for z3, and one
        that covers both is not."""
        if known == "some":
            return Text(self._symbol("path", Plus(PRINTABLE)), "/")
        return Text(known[1:]) if known else Text(self._symbol("path", INNER_PATH))

    def _symbol(self, name, language):
        symbol = String(name)
        self.constraints.append(InRe(symbol, language))
        return symbol

    def _name(self, name):
        symbol = self._symbol(name, NAME)
        self.constraints += [Length(symbol) >= 1, Length(symbol) <= 64]
        return symbol


class Request:
    def __init__(self, partition="aws", principal="user", resource="anything", known=None, mfa=("absent", "false", "true")):
        self.partition = partition
        self.atoms = {}
        self.patterns = set()
        self.principal = Principal(principal, partition, known or {})
        self.user_id = (known or {}).get("userId")
        self.action = String("action")
        self.mfa_present, self.mfa_true = Bool("mfa key is there"), Bool("mfa is true")
        self.constraints = [*self.principal.constraints, InRe(self.action, ACTION)]
        self.constraints.append(Or(*[self.mfa(state) for state in mfa]))
        head, tail = self._resource(resource)
        self.resource = Resource(head, tail, self.principal, self.unknown)

    def mfa(self, state):
        if state == "absent":
            return Not(self.mfa_present)
        return And(self.mfa_present, self.mfa_true if state == "true" else Not(self.mfa_true))

    def unknown(self, label):
        """A truth that is not modelled: the same label is the same truth, in every statement."""
        return self.atoms.setdefault(label, Bool(label))

    def _of_parts(self, parts):
        """Texts as they are, and a symbol for each `{any, of}`; `account` is the principal's own."""
        made = [part if isinstance(part, str) else self._part(part["any"], part["of"]) for part in parts]
        return Text(*[one for part in made for one in (part.parts if isinstance(part, Text) else [part])])

    def _part(self, name, of):
        if of == "account":
            return self.principal.account
        symbol = String(name)
        self.constraints.append(InRe(symbol, PARTS[of]))
        return symbol

    def _resource(self, kind):
        if isinstance(kind, list):
            return self._of_parts(kind), Text("")
        arn = f"arn:{self.partition}:iam::"
        principal = self.principal
        if kind == "own-user":
            return Text(arn, *principal.account.parts, ":user/", *principal.path.parts), principal.name
        if kind in ("other-user", "a-user"):
            path, name = String("other path"), String("other name")
            self.constraints += [InRe(path, INNER_PATH), InRe(name, NAME), Length(name) >= 1, Length(name) <= 64]
            if kind == "other-user":
                self.constraints.append(name != principal.name.z3())
            return Text(arn, *principal.account.parts, ":user/", path), Text(name)
        if kind == "device":
            name = String("device")
            self.constraints += [InRe(name, NAME), Length(name) >= 1, Length(name) <= 226]
            return Text(arn, *principal.account.parts, ":mfa/"), Text(name)
        if kind == "own-device":
            return Text(arn, *principal.account.parts, ":mfa/"), principal.name
        if kind == "role":
            path, name = String("other role path"), String("other role")
            self.constraints += [InRe(path, INNER_PATH), InRe(name, NAME), Length(name) >= 1, Length(name) <= 64]
            return Text(arn, *principal.account.parts, ":role/", path), Text(name)
        if kind == "root":
            return Text(""), Text(arn, *principal.account.parts, ":root")
        if kind == "console":
            name = String("console")
            self.constraints += [InRe(name, NAME), Length(name) >= 1]
            return Text(f"arn:{self.partition}:signin:::console/"), Text(name)
        if kind == "none":
            return Text(""), Text("*")
        head, tail = String("head"), String("tail")
        self.constraints += [
            Not(Contains(tail, StringVal("/"))),
            Or(head == StringVal(""), InRe(head, Concat(ANY, Re("/")))),
        ]
        return Text(head), Text(tail)

