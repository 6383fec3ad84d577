"""Where rdflib departs from SPARQL 1.1, or uses a freedom otherwise than the compiler: what is meant."""

import re
from collections.abc import Callable, Iterator
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation, localcontext
from typing import Any, Final

from rdflib import XSD, Literal
from rdflib.plugins.sparql.algebra import traverse
from rdflib.plugins.sparql.operators import EBV, numeric, string
from rdflib.plugins.sparql.parserutils import CompValue, Expr, value
from rdflib.plugins.sparql.sparql import Query, SPARQLError

_DOLLAR: Final = re.compile(r"(\\.|\[(?:\\.|[^\]\\])*\])|\$")
"""A `$` that is an anchor, or what must be stepped over to tell: an escape, a class."""
_STEP: Final = Decimal("1e-12")
_OPERAND: Final = 10**13


def corrected(query: Query) -> Query:
    """Return the query with the expressions of `_MEANT` evaluated as the standard says."""
    query.algebra = traverse(query.algebra, visitPost=_replaced)
    return query


def _replaced(node: Any) -> Any:
    if not isinstance(node, Expr) or (node.name == "RelationalExpression" and node.op not in {"IN", "NOT IN"}):
        return None
    return Expr(node.name, _MEANT[node.name], **dict(node.items())) if node.name in _MEANT else None


def _operands(call: CompValue, ctx: Any) -> Iterator[Any]:
    """Yield the value of each operand, or the error it makes, which must not stop the others."""
    for operand in (dict.__getitem__(call, "expr"), *dict.__getitem__(call, "other")):
        try:
            yield value(ctx, operand)
        except SPARQLError as error:
            yield error


def _truths(call: CompValue, ctx: Any) -> Iterator[bool | SPARQLError]:
    for operand in _operands(call, ctx):
        try:
            yield EBV(operand)
        except SPARQLError as error:
            yield error


def _all(call: CompValue, ctx: Any) -> Literal:
    """Evaluate `&&` (SPARQL 1.1, 17.2: false wins over an error; rdflib lets the error win)."""
    return _decided(list(_truths(call, ctx)), winner=False)


def _any(call: CompValue, ctx: Any) -> Literal:
    """Evaluate `||` (true wins over an error, also that of an unbound variable)."""
    return _decided(list(_truths(call, ctx)), winner=True)


def _decided(truths: list[bool | SPARQLError], *, winner: bool) -> Literal:
    if winner in truths:
        return Literal(winner)
    for each in truths:
        if isinstance(each, SPARQLError):
            raise each
    return Literal(not winner)


def _among(call: CompValue, ctx: Any) -> Literal:
    """Evaluate `IN` as a disjunction of `=` (17.4.1.9; rdflib compares terms, and takes an error for false)."""
    sought, *others = _operands(call, ctx)
    found = _decided([_equal(sought, other) for other in others], winner=True)
    return Literal(found.value is (call.op == "IN"))


def _equal(one: Any, other: Any) -> bool | SPARQLError:
    for each in (one, other):
        if isinstance(each, SPARQLError):
            return each
    return bool(one.eq(other) if isinstance(one, Literal) else one == other)


def _typed(call: CompValue, ctx: Any) -> Literal:
    """Evaluate `STRDT` (an error stays an error; rdflib makes a literal of its message)."""
    text = value(ctx, dict.__getitem__(call, "arg1"))
    if not isinstance(text, Literal):
        raise SPARQLError("STRDT wants a literal")
    return Literal(str(text), datatype=call.arg2)


def _substituted(call: CompValue, _: Any) -> Literal:
    """Evaluate `REPLACE` (rdflib takes the flags for a count, and Python's `$` also stops before a last newline)."""
    text, flags = string(call.arg), re.IGNORECASE if "i" in (call.flags or "") else 0
    pattern = _DOLLAR.sub(lambda found: found[1] or r"\Z", call.pattern)
    by = re.sub(r"\$(\d)", r"\\\1", call.replacement)
    return Literal(re.sub(pattern, by, text, flags=flags), text.language)


def _computed(call: CompValue, ctx: Any) -> Literal:
    """Evaluate `+ - * /` in decimals of 12 places, written without useless zeros; integers stay integers."""
    first, *others = _operands(call, ctx)
    total, integer = _decimal(first), first.datatype != XSD.decimal
    with localcontext(prec=60):
        for operator, other in zip(call.op, others, strict=True):
            term = _decimal(other)
            if operator == "/" and not term:
                raise SPARQLError("division by zero")
            integer = integer and operator != "/" and other.datatype != XSD.decimal
            total = _small(_OPERATIONS[operator](_small(total), _small(term)).quantize(_STEP, ROUND_HALF_EVEN), 10**26)
    text = f"{total:f}".rstrip("0").rstrip(".")
    return Literal("0" if text in {"-0", ""} else text, datatype=XSD.integer if integer else XSD.decimal)


def _decimal(term: Any) -> Decimal:
    try:
        return Decimal(numeric(term))
    except InvalidOperation as error:
        raise SPARQLError(str(error)) from error


def _small(number: Decimal, limit: int = _OPERAND) -> Decimal:
    if abs(number) >= limit:
        raise SPARQLError("number too large")
    return number


_OPERATIONS: Final[dict[str, Callable[[Decimal, Decimal], Decimal]]] = {
    "+": lambda one, other: one + other,
    "-": lambda one, other: one - other,
    "*": lambda one, other: one * other,
    "/": lambda one, other: one / other,
}
_MEANT: Final[dict[str, Callable[[CompValue, Any], Literal]]] = {
    "ConditionalAndExpression": _all,
    "ConditionalOrExpression": _any,
    "RelationalExpression": _among,
    "Builtin_STRDT": _typed,
    "Builtin_REPLACE": _substituted,
    "AdditiveExpression": _computed,
    "MultiplicativeExpression": _computed,
}
