"""The same by z3's own theory of strings. What the automata find impossible is small, and z3 has to agree before it counts: so a
theorem rests on z3 alone, and the automata only know what to ask."""

from z3 import Concat, Full, InRe, Loop, Not, Option, Plus, Range, Re, ReSort, Solver, Star, String, StringSort, StringVal, Union, unsat

from patterns import ACCOUNT, ACTION, DEVICE, HEAD, INNER_PATH, MANY, NAME, ONE, SERVICE_PATH, TAIL, TEXT, WORD
from words import Same, Undecided

MILLISECONDS = 10_000

ANY = Full(ReSort(StringSort()))
SMALL, DIGITS = Range("a", "z"), Range("0", "9")
NAMED = Union(SMALL, Range("A", "Z"), DIGITS, *[Re(one) for one in "_+=,.@-"])
PRINTABLE = Range("!", "\u007f")
NO_SLASH = Union(Range(" ", "."), Range("0", "\u007f"))
LANGUAGES = {
    ACCOUNT: Loop(DIGITS, 12, 12),
    ACTION: Concat(Plus(Union(SMALL, DIGITS, Re("-"))), Re(":"), Plus(Union(SMALL, DIGITS))),
    DEVICE: Plus(NAMED),
    HEAD: Option(Concat(Star(Range(" ", "\u007f")), Re("/"))),
    INNER_PATH: Option(Concat(Star(PRINTABLE), Re("/"))),
    NAME: Plus(NAMED),
    SERVICE_PATH: Concat(Plus(NAMED), Re("/")),
    TAIL: Star(NO_SLASH),
    TEXT: Star(PRINTABLE),
    WORD: Plus(Union(SMALL, DIGITS, Re("-"))),
}


def confirm(literals):
    """z3, too, finds that the (test, wanted) are impossible together."""
    solver = Solver()
    solver.set("timeout", MILLISECONDS)
    for symbol in {symbol for test, _ in literals for symbol in test.symbols}:
        solver.add(InRe(String(symbol.name), LANGUAGES[symbol.language]))
    for test, wanted in literals:
        solver.add(asked(test) if wanted else Not(asked(test)))
    result = solver.check()
    if result != unsat:
        raise Undecided(f"z3 says {result} where the automata find nothing: {[(str(asked(test)), wanted) for test, wanted in literals]}")


def asked(test):
    if isinstance(test, Same):
        return String(test.symbols[0].name) == String(test.symbols[1].name)
    parts = [StringVal(part) if isinstance(part, str) else String(part.name) for part in test.parts]
    tokens = [ANY if token == MANY else Range("\u0001", "\u00ff") if token == ONE else Re(token) for token in test.pattern.tokens]
    expression = Concat(*tokens) if len(tokens) > 1 else tokens[0] if tokens else Re("")
    return InRe(Concat(*parts) if len(parts) > 1 else parts[0], expression)
