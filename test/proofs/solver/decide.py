"""Whether a formula can hold: first by its connectives alone, then action by action, and only then by z3's theory of strings.

Most claims of ours follow from which tests are in which statement, whatever the tests say: they are decided in milliseconds, where
the strings take z3 seconds or are never decided. A hole is found sooner by one action, and by the few tests that open it."""

from z3 import (
    AtMost,
    Bool,
    Implies,
    InRe,
    Not,
    Or,
    Solver,
    StringVal,
    is_and,
    is_const,
    is_eq,
    is_false,
    is_implies,
    is_not,
    is_or,
    is_true,
    sat,
    simplify,
    substitute,
    unknown,
    unsat,
)

MILLISECONDS = 20_000
# How many ways to make the connectives true are looked at for an action, and how long each.
WAYS = 12
MILLISECONDS_A_WAY = 2_000


def decided(constraints, formula, action, patterns, milliseconds):
    """(result, model or why not) of the formula under the constraints; the patterns are those that actions are compared with."""
    outline = Outline(formula)
    if outline.check() == unsat:
        return unsat, None
    outline.add(*about_actions(outline.atoms, action))
    if outline.check() == unsat:
        return unsat, None
    for name in dict.fromkeys(one.replace("*", "x").replace("?", "x") for one in (*sorted(patterns), "x:x")):
        fixed = simplify(substitute(formula, (action, StringVal(name))))
        found = None if is_false(fixed) else some_way([*constraints, action == StringVal(name)], fixed)
        if found is not None:
            return sat, found
    return checked(milliseconds, *constraints, formula)


def checked(milliseconds, *formulas):
    solver = Solver()
    solver.set("timeout", milliseconds)
    solver.add(*formulas)
    result = solver.check()
    return result, solver.model() if result == sat else solver.reason_unknown() if result == unknown else None


def some_way(constraints, formula):
    """A model by one of the ways in which the connectives come true, each a handful of tests."""
    outline = Outline(formula)
    for _ in range(WAYS):
        if outline.check() != sat:
            return None
        tests = list(outline.needed(formula, True))
        result, found = checked(MILLISECONDS_A_WAY, *constraints, *[test if wanted else Not(test) for test, wanted in tests])
        if result == sat:
            return found
        outline.add(Or(*[Not(outline.named(test)) if wanted else outline.named(test) for test, wanted in tests]))
    return None


class Outline:
    """A formula with a name for each test in it."""

    def __init__(self, formula):
        self.atoms = {}
        self.solver = Solver()
        self.add(self.named(formula))

    def add(self, *formulas):
        self.solver.add(*formulas)

    def check(self):
        return self.solver.check()

    def named(self, formula):
        if is_and(formula) or is_or(formula) or is_not(formula) or is_implies(formula):
            return formula.decl()(*[self.named(one) for one in formula.children()])
        if is_const(formula):
            return formula
        return self.atoms.setdefault(formula.get_id(), (formula, Bool(f"atom {len(self.atoms)}")))[1]

    def is_true(self, formula):
        return is_true(self.solver.model().eval(self.named(formula), model_completion=True))

    def needed(self, formula, wanted):
        """The tests of the model that make the formula what is wanted, each with what it must be."""
        if is_not(formula):
            yield from self.needed(formula.children()[0], not wanted)
        elif is_implies(formula):
            this, then = formula.children()
            yield from self.needed(Or(Not(this), then), wanted)
        elif is_and(formula) or is_or(formula):
            parts = formula.children()
            if is_and(formula) != wanted:
                parts = [next(one for one in parts if self.is_true(one) == wanted)]
            for one in parts:
                yield from self.needed(one, wanted)
        else:
            yield formula, wanted


def about_actions(atoms, action):
    """An action has one name, and fits the patterns that this name fits."""
    tests = [(atom, name) for atom, name in atoms.values() if any(one.eq(action) for one in atom.children())]
    named = [(constant(atom, action), name) for atom, name in tests if is_eq(atom)]
    patterns = [(atom.children()[1], name) for atom, name in tests if not is_eq(atom)]
    lemmas = [AtMost(*[name for _, name in named], 1)] if len(named) > 1 else []
    for text, name in named:
        for pattern, other in patterns:
            fits = has(pattern, text)
            if is_true(fits) or is_false(fits):
                lemmas.append(Implies(name, other if is_true(fits) else Not(other)))
    return lemmas


FITS = {}


def has(pattern, text):
    key = (pattern.sexpr(), text.sexpr())
    if key not in FITS:
        FITS[key] = simplify(InRe(text, pattern))
    return FITS[key]


def constant(atom, action):
    return next(one for one in atom.children() if not one.eq(action))
