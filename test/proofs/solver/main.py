"""Reads one question a line, {id, documents, request, holds}, and answers each in a line of its own: does the formula `holds`
for every request of this kind? `proved`, `refuted` with a request for which it does not, or `unknown`."""

import json
import sys

from z3 import And, BoolVal, Implies, Not, Or, is_true, sat, unsat

from decide import MILLISECONDS, decided
from request import Request
from statements import action_fits, effect_of


def formula(tree, request, documents):
    [(kind, operand)] = tree.items()
    if kind in ("and", "or"):
        parts = [formula(one, request, documents) for one in operand]
        return And(*parts) if kind == "and" else Or(*parts)
    if kind == "not":
        return Not(formula(operand, request, documents))
    if kind == "if":
        return Implies(formula(operand["this"], request, documents), formula(operand["then"], request, documents))
    if kind in ("denied", "allowed"):
        effect = "Deny" if kind == "denied" else "Allow"
        return effect_of(documents[operand["by"]], effect, request, operand.get("statements"))
    if kind == "action":
        return Or(*[action_fits(pattern, request) for pattern in operand]) if operand else BoolVal(False)
    if kind == "resource":
        return Or(*[request.resource.fits(pattern) for pattern in operand])
    if kind == "own":
        return request.resource.tail.z3() == request.principal.name.z3()
    if kind == "principal":
        return Or(*[request.principal.arn.fits(pattern) for pattern in operand])
    if kind == "mfa":
        return Or(*[request.mfa(state) for state in operand])
    if kind == "said":
        # What the model leaves free, by its label: "aws:tagkeys string ignorecase mfa-exempt".
        return request.unknown(operand)
    raise ValueError(f"no formula: {kind}")


def answer(question):
    request = Request(**question.get("request", {}))
    claim = formula(question["holds"], request, question.get("documents", {}))
    result, found = decided(
        request.constraints, Not(claim), request.action, request.patterns, question.get("milliseconds", MILLISECONDS)
    )
    if result == unsat:
        return {"result": "proved"}
    if result != sat:
        return {"result": "unknown", "why": found}
    return {"result": "refuted", "counterexample": example(found, request)}


def example(model, request):
    def text(value):
        return model.eval(value, model_completion=True).as_string()

    present = is_true(model.eval(request.mfa_present, model_completion=True))
    value = "true" if is_true(model.eval(request.mfa_true, model_completion=True)) else "false"
    resource = request.resource
    return {
        "action": text(request.action),
        "resource": text(resource.head.z3()) + text(resource.tail.z3()),
        "principal": text(request.principal.arn.text().z3()),
        "mfa": value if present else "absent",
        "context": sorted(label for label, atom in request.atoms.items() if is_true(model.eval(atom))),
    }


for line in sys.stdin:
    asked = json.loads(line)
    try:
        found = answer(asked)
    except Exception as error:  # One question that cannot be asked must not end those behind it.
        found = {"result": "unknown", "why": f"{type(error).__name__}: {error}"}
    print(json.dumps({"id": asked["id"], **found}), flush=True)
