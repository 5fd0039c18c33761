"""Formulas: True, False, the name of a truth, or (connective, parts). z3's own objects cost Python more than z3 needs to decide them."""


def all_of(*parts):
    return joined("and", parts, True)


def some_of(*parts):
    return joined("or", parts, False)


def joined(connective, parts, neutral):
    parts = tuple(dict.fromkeys(part for part in parts if part is not neutral))
    if (not neutral) in parts:
        return not neutral
    return (connective, parts) if len(parts) > 1 else parts[0] if parts else neutral


def no(part):
    return not part if isinstance(part, bool) else part[1][0] if part[0] == "not" else ("not", (part,))


def when(this, then):
    return some_of(no(this), then)


def names_in(formula):
    if isinstance(formula, str):
        return {formula}
    return set() if isinstance(formula, bool) else set().union(*[names_in(part) for part in formula[1]])


def written(formula):
    """As z3 reads it."""
    if isinstance(formula, tuple):
        return f"({formula[0]} {' '.join([written(part) for part in formula[1]])})"
    return formula if isinstance(formula, str) else str(formula).lower()


def holds(formula, truths):
    if isinstance(formula, str):
        return truths[formula]
    if isinstance(formula, bool):
        return formula
    connective, parts = formula
    if connective == "not":
        return not holds(parts[0], truths)
    return (all if connective == "and" else any)(holds(part, truths) for part in parts)


def needed(formula, wanted, truths):
    """The (name, wanted) that make the formula come out as wanted under these truths: a handful of all in it."""
    if isinstance(formula, str):
        yield formula, wanted
    elif not isinstance(formula, bool):
        connective, parts = formula
        if connective == "not":
            wanted = not wanted
        elif (connective == "and") != wanted:
            parts = [next(part for part in parts if holds(part, truths) == wanted)]
        for part in parts:
            yield from needed(part, wanted, truths)
