"""The shortest texts that make tests come out as wanted.

Every test compares parts, one behind the other, with a pattern; a part is known text or a symbol. The symbols have one order, so that
all tests read the same tape, and the product of their automata is searched breadth first: it has the texts, or there are none."""

from collections import deque
from functools import lru_cache
from itertools import pairwise

from patterns import CLASSES, exactly


class Symbol:
    """An unknown part; in all tests the parts are in the order of their ranks."""

    def __init__(self, name, language, rank):
        self.name, self.language, self.rank = name, language, rank


class Fits:
    """The parts, one behind the other, fit the pattern."""

    def __init__(self, parts, pattern):
        self.parts, self.pattern = parts, pattern
        self.symbols = [part for part in parts if isinstance(part, Symbol)]
        if any(one.rank >= other.rank for one, other in pairwise(self.symbols)):
            raise ValueError(f"out of order: {[symbol.name for symbol in self.symbols]}")

    def holds(self, texts):
        return self.pattern.has("".join(part if isinstance(part, str) else texts[part] for part in self.parts))


class Same:
    """Two symbols are one text."""

    def __init__(self, one, other):
        self.symbols = [one, other]

    def holds(self, texts):
        return texts[self.symbols[0]] == texts[self.symbols[1]]


class Undecided(Exception):
    pass


class Reader:
    """A test on the tape: it reads its own symbols and passes over the others."""

    def __init__(self, parts, pattern, wanted, order):
        self.pattern, self.wanted = pattern, wanted
        self.start, self.behind, section = pattern.start, {}, None
        for part in parts:
            if not isinstance(part, str):
                section = order[part]
                self.behind[section] = ""
            elif section is None:
                self.start = self.read(self.start, part)
            else:
                self.behind[section] += part
        self.last = section

    def read(self, state, text):
        for char in text:
            state = self.pattern.step(state, char)
        return state

    def is_lost(self, state):
        """It can no more come out as wanted."""
        return state == 0 if self.wanted else state == self.pattern.full

    def after(self, section, state):
        """The state behind a section, and None if the text must not end there; whether a test is done is all that is kept of it."""
        state = self.read(state, self.behind[section])
        if section == self.last:
            return 1 if self.pattern.accepts(state) == self.wanted else None
        return None if self.is_lost(state) else state


@lru_cache(maxsize=None)
def texts_for(tests, more=frozenset()):
    """A text for each symbol of the tests {(parts, pattern, wanted)}, and for more; None if there are none."""
    symbols = sorted({part for parts, _, _ in tests for part in parts if isinstance(part, Symbol)} | more, key=lambda one: one.rank)
    order = {symbol: at for at, symbol in enumerate(symbols)}
    # What is wanted is lost more often than what is not, so it is asked first.
    readers = [Reader((symbol,), symbol.language, True, order) for symbol in symbols]
    readers += [Reader(*test, order) for test in sorted(tests, key=lambda test: not test[2])]
    if any(reader.is_lost(reader.start) for reader in readers):
        return None
    named = frozenset().union(*[reader.pattern.chars for reader in readers])
    alphabet = sorted(named) + [next(char for char in chars if char not in named) for chars in CLASSES if not set(chars) <= named]
    sections = [
        (
            [char for char in alphabet if symbol.language.takes(char)],
            [(at, reader) for at, reader in enumerate(readers) if section in reader.behind],
        )
        for section, symbol in enumerate(symbols)
    ]
    begin = (0, tuple(reader.start for reader in readers))
    came_from, waiting = {begin: None}, deque([begin])
    while waiting:
        here = waiting.popleft()
        section, states = here
        if section == len(sections):
            return read_back(here, came_from, symbols)
        chars, reading = sections[section]
        for char, there in [(None, ended(section, states, reading)), *[(char, moved(section, states, reading, char)) for char in chars]]:
            if there is not None and there not in came_from:
                came_from[there] = (here, char)
                waiting.append(there)
    return None


def ended(section, states, reading):
    after = list(states)
    for at, reader in reading:
        after[at] = reader.after(section, states[at])
        if after[at] is None:
            return None
    return (section + 1, tuple(after))


def moved(section, states, reading, char):
    after = list(states)
    for at, reader in reading:
        after[at] = state = reader.pattern.step(states[at], char)
        if reader.is_lost(state):
            return None
    return (section, tuple(after))


def read_back(here, came_from, symbols):
    texts = {symbol: "" for symbol in symbols}
    while came_from[here] is not None:
        here, char = came_from[here]
        if char is not None:
            texts[symbols[here[0]]] = char + texts[symbols[here[0]]]
    for symbol, text in texts.items():
        if not symbol.language.has(text):
            raise Undecided(f"{symbol.name} comes out too long: {text}")
    return texts


def unlike(tests, different, patience=4):
    """Texts for the tests, of which those differ: if two come out the same, one of them must be something else than that."""
    if any(one is other for one, other in different):
        return None
    texts = texts_for(tests, frozenset(symbol for pair in different for symbol in pair))
    equal = next((pair for pair in different if texts[pair[0]] == texts[pair[1]]), ()) if texts else ()
    if not equal:
        return texts
    if patience == 0:
        raise Undecided("two texts that should differ come out the same")
    others = (unlike(tests | {((symbol,), exactly(texts[symbol]), False)}, different, patience - 1) for symbol in equal)
    return next((found for found in others if found is not None), None)
