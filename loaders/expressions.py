"""From typed expressions to Polars: an expression seen as its text, as a truth value, or as a number.

Null is what SPARQL calls unbound or an error, everywhere: Polars' three-valued `&`, `|` and null propagation are then
exactly SPARQL's. Columns hold lexical forms; an IRI is its own text.
"""

import operator
from collections.abc import Callable, Mapping
from functools import partial, reduce
from itertools import chain
from typing import Final, TypeAlias

import polars as pl

from loaders import decimals, strings
from loaders.iri_functions import ON_REFERENCES, pieces
from loaders.patterns import translate
from loaders.syntax import Call, Constant, Variable
from loaders.terms import BOOLEAN
from loaders.typed import Typed
from ontology.iris import REFERENCES, TERRITOIRES

Emitter: TypeAlias = Callable[..., pl.Expr]


def text(node: Typed) -> pl.Expr:
    """Return the lexical form of a literal, or the IRI, as String."""
    match node.expression:
        case Variable(name):
            return pl.col(name)
        case Constant(term):
            return pl.lit(str(term), pl.String)
        case Call(function) if function in _TEXTS:
            return _TEXTS[function](*node.arguments)
        case Call(function) if function.startswith("iri:"):
            return _iri(function.removeprefix("iri:"), node.arguments)
        case Call(function) if function in _TRUTHS:
            known = truth(node)
            return pl.when(known).then(pl.lit("true")).when(~known).then(pl.lit("false"))
    return decimals.written(number(node))


def truth(node: Typed) -> pl.Expr:
    """Return the effective boolean value, as Boolean."""
    if isinstance(node.expression, Call) and node.expression.function in _TRUTHS:
        return _TRUTHS[node.expression.function](*node.arguments)
    if node.type.datatype == BOOLEAN.datatype:
        return text(node).is_in(["true", "1"])
    return number(node) != 0 if node.type.numeric else text(node) != ""


def number(node: Typed) -> pl.Expr:
    """Return the value of a number, as `decimals.DECIMAL`."""
    if isinstance(node.expression, Call) and node.expression.function in _NUMBERS:
        return _NUMBERS[node.expression.function](*node.arguments)
    return decimals.read(text(node))


def _iri(name: str, arguments: tuple[Typed, ...]) -> pl.Expr:
    if name in ON_REFERENCES:
        prefixes = REFERENCES if name == "reference" else TERRITOIRES
        return strings.referred(text(arguments[0]), {prefix: pieces(kind)[0] for prefix, kind in prefixes.items()})
    first, *others = pieces(name)
    parts = [strings.filled(text(argument)) for argument in arguments]
    return pl.concat_str(pl.lit(first), *chain.from_iterable(zip(parts, map(pl.lit, others), strict=True)))


def _if(condition: Typed, yes: Typed, no: Typed) -> pl.Expr:
    known = truth(condition)
    return pl.when(known).then(text(yes)).when(~known).then(text(no))


def _replaced(source: Typed, *constants: Typed) -> pl.Expr:
    meant = translate(*map(_word, constants))
    return text(source).str.replace_all(meant.pattern, meant.replacement)


def _substring(source: Typed, start: Typed, *length: Typed) -> pl.Expr:
    return text(source).str.slice(int(_word(start)) - 1, *(int(_word(each)) for each in length))


def _word(node: Typed) -> str:
    """Return the text of an argument that its signature wants constant."""
    assert isinstance(node.expression, Constant)
    return str(node.expression.term)


def _compared(compare: Callable[[pl.Expr, pl.Expr], pl.Expr], left: Typed, right: Typed) -> pl.Expr:
    """Compare by value; ISO dates, like texts, compare in the order of their characters."""
    view = number if left.type.numeric else truth if left.type.datatype == BOOLEAN.datatype else text
    return compare(view(left), view(right))


def _among(sought: Typed, *others: Typed) -> pl.Expr:
    return reduce(operator.or_, (_compared(operator.eq, sought, other) for other in others))


def _computed(name: str, left: Typed, right: Typed) -> pl.Expr:
    return decimals.computed(name, number(left), number(right))


_TEXTS: Final[Mapping[str, Emitter]] = {
    "STR": text,
    "IRI": text,
    "STRLANG": lambda source, _: text(source),
    "STRDT": lambda source, _: text(source),
    "UCASE": lambda source: text(source).str.to_uppercase(),
    "LCASE": lambda source: text(source).str.to_lowercase(),
    "CONCAT": lambda *parts: pl.concat_str(*map(text, parts)),
    "SUBSTR": _substring,
    "REPLACE": _replaced,
    "STRBEFORE": lambda source, mark: strings.before(text(source), text(mark)),
    "STRAFTER": lambda source, mark: strings.after(text(source), text(mark)),
    "IF": _if,
    "COALESCE": lambda *parts: pl.coalesce(*map(text, parts)),
}
_TRUTHS: Final[Mapping[str, Emitter]] = {
    "BOUND": lambda source: text(source).is_not_null(),
    "CONTAINS": lambda source, mark: text(source).str.contains(text(mark), literal=True),
    "STRSTARTS": lambda source, mark: text(source).str.starts_with(text(mark)),
    "STRENDS": lambda source, mark: text(source).str.ends_with(text(mark)),
    "IN": _among,
    "!": lambda source: ~truth(source),
    "&&": lambda *parts: reduce(operator.and_, map(truth, parts)),
    "||": lambda *parts: reduce(operator.or_, map(truth, parts)),
    "=": partial(_compared, operator.eq),
    "!=": partial(_compared, operator.ne),
    "<": partial(_compared, operator.lt),
    ">": partial(_compared, operator.gt),
    "<=": partial(_compared, operator.le),
    ">=": partial(_compared, operator.ge),
}
_NUMBERS: Final[Mapping[str, Emitter]] = {
    "STRLEN": lambda source: text(source).str.len_chars().cast(decimals.DECIMAL),
    **{name: partial(_computed, name) for name in "+-*/"},
}
