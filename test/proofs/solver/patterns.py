"""IAM's wildcards and policy variables over symbolic text.

Everything is built from parts: a resource is `head` up to its last slash and `tail` after it. A pattern that ends in
`/${aws:username}` then matches exactly where the tail is the name (neither holds a slash) and the head matches the rest. With a
suffix constraint over one string instead, z3 answers "unknown" after a minute.
"""

import re
from functools import lru_cache

from z3 import And, BoolVal, Concat, Full, InRe, Or, Re, ReSort, Range, Star, StringSort, StringVal, Union

ANY = Full(ReSort(StringSort()))
ANY_CHARACTER = Range("\u0001", "\u00ff")
VARIABLE = re.compile(r"\$\{([^}]*)\}")
ESCAPED = {"*": "*", "?": "?", "$": "$"}


def chars(text):
    """The regular expression of one of these characters."""
    return Union(*[Re(one) for one in text]) if len(text) > 1 else Re(text)


@lru_cache(maxsize=None)
def glob(pattern):
    """The regular expression of a pattern without variables. `${*}` is a star that stands for itself."""
    parts = []
    for token in re.findall(r"\$\{[*?$]\}|\*+|\?|[^*?$]+|\$", pattern):
        if token.startswith("${"):
            parts.append(Re(ESCAPED[token[2]]))
        elif token[0] == "*":
            parts.append(ANY)
        elif token == "?":
            parts.append(ANY_CHARACTER)
        else:
            parts.append(Re(token))
    if not parts:
        return Re("")
    return parts[0] if len(parts) == 1 else Concat(*parts)


def variables(pattern):
    return [name for name in VARIABLE.findall(pattern) if name not in ESCAPED]


class Text:
    """A text in known parts: each a Python string or a z3 string."""

    def __init__(self, *parts):
        self.parts = parts

    @property
    def literal(self):
        return "".join(self.parts) if all(isinstance(part, str) for part in self.parts) else None

    def z3(self):
        values = [StringVal(part) if isinstance(part, str) else part for part in self.parts]
        return values[0] if len(values) == 1 else Concat(*values)

    def fits(self, pattern):
        """Whether the text matches a pattern with wildcards and without variables."""
        known = self.literal
        if known is not None:
            return BoolVal(python_glob(pattern).fullmatch(known) is not None)
        # What is known at either end is compared here: z3 is left with one part.
        first = self.parts[0]
        if isinstance(first, str) and not re.search(r"[*?$]", pattern[: len(first)]):
            if not pattern.startswith(first):
                return BoolVal(False)
            return Text(*(self.parts[1:] or [""])).fits(pattern[len(first) :])
        last = self.parts[-1]
        if isinstance(last, str) and len(self.parts) > 1 and not re.search(r"[*?$}]", pattern[len(pattern) - len(last) :]):
            if not pattern.endswith(last):
                return BoolVal(False)
            return Text(*self.parts[:-1]).fits(pattern[: len(pattern) - len(last)])
        if re.fullmatch(r"\*+", pattern):
            return BoolVal(True)
        if pattern.startswith("*:"):
            return self._from_some_colon(first, pattern)
        if not re.search(r"[*?]|\$\{[*?$]\}", pattern):
            return self.z3() == StringVal(pattern)
        return InRe(self.z3(), glob(pattern))

    def _from_some_colon(self, first, pattern):
        """The star ends before a colon of the first part, or it takes the part whole. One part at a time, and z3 has no
        constraint over several parts to solve."""
        rest = Text(*self.parts[1:])
        if not isinstance(first, str):
            return rest.fits(pattern) if str(first) == "account" else InRe(self.z3(), glob(pattern))
        _, colon, after = first.partition(":")
        if not colon:
            return rest.fits(pattern)
        return Or(Text(":" + after, *rest.parts).fits(pattern[1:]), Text(after, *rest.parts).fits(pattern))

    def is_equal(self, value):
        known = self.literal
        return BoolVal(known == value) if known is not None else self.z3() == StringVal(value)


@lru_cache(maxsize=None)
def python_glob(pattern):
    out = []
    for token in re.findall(r"\$\{[*?$]\}|\*+|\?|[^*?$]+|\$", pattern):
        if token.startswith("${"):
            out.append(re.escape(token[2]))
        else:
            out.append({"*": ".*", "?": "."}.get(token[0], re.escape(token)))
    return re.compile("".join(out), re.S)


class Arn:
    """The six parts of an ARN, each a Text; ArnLike compares them one by one."""

    def __init__(self, *parts):
        self.parts = parts

    def text(self):
        out = []
        for at, part in enumerate(self.parts):
            out.extend(part.parts if at == 0 else (":", *part.parts))
        return Text(*out)

    def fits(self, pattern):
        wanted = pattern.split(":", 5)
        if len(wanted) != 6:
            return BoolVal(False)
        return And(*[part.fits(one) for part, one in zip(self.parts, wanted)])


class Resource:
    """`head` ends with a slash or is empty; `tail` has none."""

    def __init__(self, head, tail, principal, unknown):
        self.head, self.tail, self.principal, self.unknown = head, tail, principal, unknown

    def fits(self, pattern):
        names = variables(pattern)
        if not names:
            return Text(*self.head.parts, *self.tail.parts).fits(pattern)
        if names == ["aws:username"] and pattern.endswith("/${aws:username}"):
            if self.principal.name is None:
                # AWS says of a variable without a value only that it "might" make a statement invalid.
                return self.unknown(f"resource like {pattern}")
            same = self.tail.z3() == self.principal.name.z3()
            return And(same, self.head.fits(pattern[: -len("${aws:username}")]))
        # Elsewhere in a pattern a variable may match or not: whoever looks for a hole may choose.
        return self.unknown(f"resource like {pattern}")


NAME = Star(Union(Range("a", "z"), Range("A", "Z"), Range("0", "9"), chars("_+=,.@-")))
PRINTABLE = Range("!", "\u007f")
# A path without its first slash.
INNER_PATH = Union(Re(""), Concat(Star(PRINTABLE), Re("/")))
DIGITS = Range("0", "9")
