"""Reads one question a line, {id, documents, request, holds}, and answers each in a line of its own: does the formula `holds`
for every request of this kind? `proved`, `refuted` with a request for which it does not, or `unknown`."""

import json
import sys

from decide import decided
from formulas import all_of, holds, names_in, no, some_of, when
from request import SOME_ACTION, Request
from statements import action_fits, effect_of
from truths import TESTS
from words import Symbol, texts_for


def formula(tree, request, documents):
    [(kind, operand)] = tree.items()
    if kind in ("and", "or"):
        parts = [formula(one, request, documents) for one in operand]
        return all_of(*parts) if kind == "and" else some_of(*parts)
    if kind == "not":
        return no(formula(operand, request, documents))
    if kind == "if":
        return when(formula(operand["this"], request, documents), formula(operand["then"], request, documents))
    if kind in ("denied", "allowed"):
        effect = "Deny" if kind == "denied" else "Allow"
        return effect_of(documents[operand["by"]], effect, request, operand.get("statements"))
    if kind == "action":
        return some_of(*[action_fits(pattern, request) for pattern in operand])
    if kind == "resource":
        return some_of(*[request.resource.fits(pattern) for pattern in operand])
    if kind == "principal":
        return some_of(*[request.principal.arn.fits(pattern) for pattern in operand])
    if kind == "mfa":
        return some_of(*[request.mfa(state) for state in operand])
    if kind == "said":
        # What the model leaves free, by its label: "aws:tagkeys string ignorecase mfa-exempt".
        return request.unknown(operand)
    raise ValueError(f"no formula: {kind}")


def answer(question):
    request = Request(**question.get("request", {}))
    claim = formula(question["holds"], request, question.get("documents", {}))
    refuting = all_of(*request.constraints, no(claim))
    result, found = decided(refuting)
    if result == "unsat":
        return {"result": "proved"}
    if result != "sat":
        return {"result": "unknown", "why": found}
    return {"result": "refuted", "counterexample": example(refuting, *found, request)}


def example(refuting, texts, truths, request):
    """The request in words, if it really refutes: each test is made once more, on texts, by Python's own expressions."""
    for part in (SOME_ACTION, *request.resource.text.parts, *request.principal.arn.text().parts):
        if isinstance(part, Symbol) and part not in texts:
            texts[part] = texts_for(frozenset(), frozenset([part]))[part]
    for test in TESTS.values():
        for symbol in test.symbols:
            texts.setdefault(symbol, "")
    if not holds(refuting, {**truths, **{name: TESTS[name].holds(texts) for name in names_in(refuting) & TESTS.keys()}}):
        raise ValueError(f"{texts} refute nothing")

    def text(parts):
        return "".join(part if isinstance(part, str) else texts[part] for part in parts)

    present, value = truths.get(request.mfa_present), "true" if truths.get(request.mfa_true) else "false"
    return {
        "action": texts[SOME_ACTION],
        "resource": text(request.resource.text.parts),
        "principal": text(request.principal.arn.text().parts),
        "mfa": value if present else "absent",
        "context": sorted(label for label, name in request.free.items() if truths.get(name)),
    }


for line in sys.stdin:
    asked = json.loads(line)
    try:
        found = answer(asked)
    except Exception as error:  # One question that cannot be asked must not end those behind it.
        found = {"result": "unknown", "why": f"{type(error).__name__}: {error}"}
    print(json.dumps({"id": asked["id"], **found}), flush=True)
