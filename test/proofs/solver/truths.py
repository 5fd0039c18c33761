"""The truths that a formula is made of, and which of them cannot be true together."""

from functools import lru_cache
from itertools import combinations

from patterns import exactly
from strings import confirm
from words import Fits, Same, Symbol, texts_for, unlike


TESTS = {}


@lru_cache(maxsize=None)
def truth(kind, *operands):
    name = f"test{len(TESTS)}"
    TESTS[name] = kind(*operands)
    return name


@lru_cache(maxsize=None)
def fits(parts, pattern):
    """The truth of the test; one that comes out the same for all texts is that."""
    if not any(isinstance(part, Symbol) for part in parts):
        return pattern.has("".join(parts))
    for wanted in (True, False):
        if texts_for(frozenset([(parts, pattern, wanted)])) is None:
            confirm([(Fits(parts, pattern), wanted)])
            return not wanted
    return truth(Fits, parts, pattern)


def same(one, other):
    symbols = [part for part in (one, other) if isinstance(part, Symbol)]
    if len(symbols) == 2:
        return True if one is other else truth(Same, *sorted(symbols, key=lambda symbol: symbol.rank))
    known = [part for part in (one, other) if not isinstance(part, Symbol)]
    return fits((symbols[0],), exactly(known[0])) if symbols else one == other


def components(literals):
    """The (name, wanted) in groups that share no symbol."""
    groups = []
    for literal in literals:
        symbols, members = set(TESTS[literal[0]].symbols), [literal]
        for group in [group for group in groups if group[0] & symbols]:
            groups.remove(group)
            symbols |= group[0]
            members += group[1]
        groups.append((symbols, members))
    return [frozenset(members) for _, members in groups]


@lru_cache(maxsize=None)
def texts_of(literals):
    """A text for each symbol of a component, or None."""
    tests = [(TESTS[name], wanted) for name, wanted in literals]
    # The earlier on the tape takes the other's place, and its language with it.
    instead = {test.symbols[1]: test.symbols[0] for test, wanted in tests if isinstance(test, Same) and wanted}
    read = {
        (tuple(instead.get(part, part) for part in test.parts), test.pattern, wanted)
        for test, wanted in tests
        if isinstance(test, Fits)
    }
    read |= {((one,), other.language, True) for other, one in instead.items()}
    different = [tuple(instead.get(one, one) for one in test.symbols) for test, wanted in tests if isinstance(test, Same) and not wanted]
    texts = unlike(frozenset(read), different)
    return texts and {**texts, **{other: texts[one] for other, one in instead.items()}}


def conflict(literals):
    """The fewest literals of an impossible component that are impossible, and z3 agrees."""
    core = smallest(literals)
    confirm([(TESTS[name], wanted) for name, wanted in core])
    return core


def smallest(literals):
    for pair in combinations(sorted(literals), 2):
        if len(components(pair)) == 1 and texts_of(frozenset(pair)) is None:
            return frozenset(pair)
    core = literals
    for literal in sorted(literals):
        if any(texts_of(part) is None for part in components(core - {literal})):
            core -= {literal}
    return next(part for part in components(core) if texts_of(part) is None)
