"""Whether a formula can hold: z3 finds how its connectives come true, and the automata whether texts make them come true like that.

Tests that cannot be so together are told to z3, and kept: the next question begins with all that was learned about its tests. Given
the whole as strings at once, z3 takes minutes for a broken document, and answers "unknown" in the end."""

from time import monotonic

from z3 import Bool, Not, Or, Solver, is_true, sat

from formulas import names_in, needed, written
from truths import TESTS, components, conflict, texts_of
from words import Undecided

SECONDS = 60
LEARNED = {}
"""What cannot be true together, by its first test: the (name, wanted), and the same as z3 reads it."""


def decided(formula):
    """("unsat", None), ("sat", (the texts, the truths)) or ("unknown", why)."""
    if isinstance(formula, bool):
        return ("sat", ({}, {})) if formula else ("unsat", None)
    names = names_in(formula)
    known = [text for name in names for core, text in LEARNED.get(name, {}).items() if all(other in names for other, _ in core)]
    solver = Solver()
    solver.from_string("".join([*[f"(declare-const {name} Bool)" for name in names], f"(assert {written(formula)})", *known]))
    constants = {name: Bool(name) for name in names}
    until = monotonic() + SECONDS
    try:
        while solver.check() == sat:
            model = solver.model()
            truths = {name: is_true(model[constant]) for name, constant in constants.items()}
            parts = components({(name, wanted) for name, wanted in needed(formula, True, truths) if name in TESTS})
            impossible = [part for part in parts if texts_of(part) is None]
            if not impossible:
                return "sat", ({symbol: text for part in parts for symbol, text in texts_of(part).items()}, truths)
            for core in map(conflict, impossible):
                learned(core)
                solver.add(Or(*[Not(constants[name]) if wanted else constants[name] for name, wanted in core]))
            if monotonic() > until:
                return "unknown", "it takes too long"
    except Undecided as why:
        return "unknown", str(why)
    return "unsat", None


def learned(core):
    text = " ".join(f"(not {name})" if wanted else name for name, wanted in sorted(core))
    LEARNED.setdefault(min(core)[0], {})[core] = f"(assert (or {text}))"
