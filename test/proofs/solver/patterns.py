"""IAM's wildcards as automata, and what a part of a request may be.

A set of states is a number, a bit a place in the pattern: so a step is a shift, and a pattern of sixty characters costs as much as one
of six."""

import re
from functools import lru_cache

VARIABLE = re.compile(r"\$\{([^}]*)\}")
ESCAPED = {"*": "*", "?": "?", "$": "$"}
ONE, MANY = "one", "many"


def variables(pattern):
    return [name for name in VARIABLE.findall(pattern) if name not in ESCAPED]


@lru_cache(maxsize=None)
def glob(pattern):
    """The automaton of a pattern without variables. `${*}` is a star that stands for itself."""
    tokens = []
    for token in re.findall(r"\$\{[*?$]\}|\*+|.", pattern, re.S):
        tokens.append(ESCAPED[token[2]] if len(token) > 3 and token[0] == "$" else {"*": MANY, "?": ONE}.get(token[0], token))
    return Glob(tuple(tokens))


@lru_cache(maxsize=None)
def exactly(text):
    return Glob(tuple(text))


class Glob:
    def __init__(self, tokens):
        self.tokens = tokens
        self.chars = {token for token in tokens if token not in (ONE, MANY)}
        self.many = sum(1 << at for at, token in enumerate(tokens) if token == MANY)
        self.one = sum(1 << at for at, token in enumerate(tokens) if token == ONE)
        self.takes = {one: self.one | sum(1 << at for at, token in enumerate(tokens) if token == one) for one in self.chars}
        self.end = 1 << len(tokens)
        # A last star takes whatever comes.
        self.full = self.end if tokens and tokens[-1] == MANY else None
        self.start = self.closed(1)
        self.steps = {}
        self.regex = re.compile("".join({ONE: ".", MANY: ".*"}.get(token, re.escape(token)) for token in tokens), re.S)

    @property
    def is_exact(self):
        return self.many == 0 and self.one == 0

    def closed(self, state):
        state |= (state & self.many) << 1
        return self.full if self.full is not None and state & self.end else state

    def step(self, state, char):
        key = (state, char)
        found = self.steps.get(key)
        if found is None:
            takes = self.takes.get(char, self.one)
            found = state if state == self.full else self.closed(((state & takes) << 1) | (state & self.many))
            self.steps[key] = found
        return found

    def accepts(self, state):
        return state & self.end != 0

    def has(self, text):
        return self.regex.fullmatch(text) is not None


LOWER = "abcdefghijklmnopqrstuvwxyz"
UPPER = LOWER.upper()
DIGIT = "0123456789"
NAMED = LOWER + UPPER + DIGIT + "_+=,.@-"
PRINTABLE = "".join(chr(code) for code in range(0x21, 0x80))
OTHERS = "".join(char for char in PRINTABLE if char not in NAMED + "/:")
# Characters that no pattern names and that are in the same of these are all alike.
CLASSES = (LOWER, DIGIT, UPPER, "_+=,.@", "-", "/", ":", OTHERS, " ")


class Language:
    """What a part may be: for each state the characters that lead on. It begins at the first; 0 is no state."""

    start, full = 1, None

    def __init__(self, moves, accepting, longest=None):
        self.moves = [{}, *[{char: to for chars, to in one.items() for char in chars} for one in moves]]
        self.accepting, self.longest = accepting, longest
        self.chars = frozenset()

    def takes(self, char):
        return any(char in one for one in self.moves)

    def step(self, state, char):
        return self.moves[state].get(char, 0)

    def accepts(self, state):
        return state in self.accepting

    def has(self, text):
        state = self.start
        for char in text:
            state = self.step(state, char)
        return self.accepts(state) and (self.longest is None or len(text) <= self.longest)


def ends_in_slash(chars):
    rest = chars.replace("/", "")
    return Language([{rest: 2, "/": 3}] * 3, {1, 3})


def some(chars, longest=None):
    return Language([{chars: 2}, {chars: 2}], {2}, longest)


SERVICE = LOWER + DIGIT + "-"
ACTION = Language([{SERVICE: 2}, {SERVICE: 2, ":": 3}, {LOWER + DIGIT: 4}, {LOWER + DIGIT: 4}], {4})
ACCOUNT = Language([*[{DIGIT: at + 2} for at in range(12)], {}], {13})
NAME = some(NAMED, 64)
DEVICE = some(NAMED, 226)
# A path without its first slash.
INNER_PATH = ends_in_slash(PRINTABLE)
SERVICE_PATH = Language([{NAMED: 2}, {NAMED: 2, "/": 3}, {}], {3})
# A resource up to its last slash, and what is behind it.
HEAD = ends_in_slash(PRINTABLE + " ")
TAIL = Language([{PRINTABLE.replace("/", "") + " ": 1}], {1})
TEXT = Language([{PRINTABLE: 1}], {1})
WORD = some(SERVICE)
