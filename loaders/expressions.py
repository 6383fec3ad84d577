"""From typed expressions to Polars: an expression seen as its text, as a truth value, or as a number.

Null is what SPARQL calls unbound or an error, everywhere: Polars' three-valued `&`, `|` and null propagation are then
exactly SPARQL's. Columns hold lexical forms; an IRI is its own text.
"""

import operator
from collections.abc import Callable, Mapping
from functools import reduce
from typing import Final, TypeAlias

import polars as pl

from loaders.iri_functions import ON_REFERENCES, pieces
from loaders.patterns import translate
from loaders.syntax import Call, Constant, Variable
from loaders.terms import BOOLEAN
from loaders.typed import Typed
from ontology.iris import REFERENCES, TERRITOIRES

View: TypeAlias = Callable[[Typed], pl.Expr]
Emitter: TypeAlias = Callable[..., pl.Expr]

_NUMBER: Final = pl.Decimal(38, 12)
_OPERAND: Final = 10**13
"""Below this, no sum, product or quotient of two `_NUMBER`s overflows, which would stop the whole query."""
_REFERENCE: Final = r"^([a-z]+):([A-Za-z0-9._~-]*[A-Za-z0-9_~-][A-Za-z0-9._~-]*)$"


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
    return number(node).cast(pl.String).str.strip_chars_end("0").str.strip_chars_end(".")


def truth(node: Typed) -> pl.Expr:
    """Return the effective boolean value, as Boolean."""
    if isinstance(node.expression, Call) and node.expression.function in _TRUTHS:
        return _TRUTHS[node.expression.function](*node.arguments)
    if node.type.datatype == BOOLEAN.datatype:
        return text(node).is_in(["true", "1"])
    return number(node) != 0 if node.type.numeric else text(node) != ""


def number(node: Typed) -> pl.Expr:
    """Return the value as a decimal of 26 digits before the point and 12 after; what does not fit is an error."""
    if isinstance(node.expression, Call) and node.expression.function in _NUMBERS:
        return _NUMBERS[node.expression.function](*node.arguments)
    return text(node).cast(_NUMBER, strict=False)


def _if(condition: Typed, yes: Typed, no: Typed) -> pl.Expr:
    known = truth(condition)
    return pl.when(known).then(text(yes)).when(~known).then(text(no))


def _iri(name: str, arguments: tuple[Typed, ...]) -> pl.Expr:
    if name in ON_REFERENCES:
        return _referred(text(arguments[0]), REFERENCES if name == "reference" else TERRITOIRES)
    first, *others = pieces(name)
    filled = [part for after, each in zip(others, arguments, strict=True) for part in (_part(each), pl.lit(after))]
    return pl.concat_str(pl.lit(first), *filled)


def _part(argument: Typed) -> pl.Expr:
    """Return a part of an IRI; an empty one, or one made of dots, that resolvers remove, is an error."""
    part = text(argument)
    return pl.when(part.str.contains("[^.]")).then(part)


def _referred(cell: pl.Expr, prefixes: Mapping[str, str]) -> pl.Expr:
    spaces = {prefix: pieces(pattern)[0] for prefix, pattern in prefixes.items()}
    return cell.str.extract(_REFERENCE, 1).replace_strict(spaces, default=None) + cell.str.extract(_REFERENCE, 2)


def _replaced(source: Typed, pattern: Typed, by: Typed, *flags: Typed) -> pl.Expr:
    words = (str(each.expression.term) for each in (pattern, by, *flags) if isinstance(each.expression, Constant))
    meant = translate(*words)
    return text(source).str.replace_all(meant.pattern, meant.replacement)


def _substring(source: Typed, start: Typed, length: Typed | None = None) -> pl.Expr:
    """Count characters from 1, as SPARQL does; both numbers are constants."""
    bounds = [int(str(each.expression.term)) for each in (start, length) if each and isinstance(each.expression, Constant)]
    return text(source).str.slice(bounds[0] - 1, *bounds[1:])


def _cut(source: Typed, mark: Typed, side: int) -> pl.Expr:
    """Return what is before (0) or after (1) the first `mark`, and nothing where there is none."""
    whole, sought = text(source), text(mark)
    found = whole.str.contains(sought, literal=True)
    part = whole.str.splitn(sought, 2).struct.field(f"field_{side}")
    uncut = whole.str.head(0) if side == 0 else whole
    return pl.when(sought == "").then(uncut).when(found).then(part).when(~found).then(pl.lit(""))


def _comparison(name: str) -> Emitter:
    compare = {"=": operator.eq, "!=": operator.ne, "<": operator.lt, ">": operator.gt, "<=": operator.le, ">=": operator.ge}[name]

    def emit(left: Typed, right: Typed) -> pl.Expr:
        view = _view(left)
        compared: pl.Expr = compare(view(left), view(right))
        return compared

    return emit


def _view(node: Typed) -> View:
    """Return how a term is compared: ISO dates, like texts, compare in the order of their characters."""
    if node.type.numeric:
        return number
    return truth if node.type.datatype == BOOLEAN.datatype else text


def _among(sought: Typed, *others: Typed) -> pl.Expr:
    view = _view(sought)
    return reduce(operator.or_, (view(sought) == view(other) for other in others))


def _arithmetic(compute: Callable[[pl.Expr, pl.Expr], pl.Expr]) -> Emitter:
    return lambda left, right: compute(_operand(left), _operand(right))


def _operand(node: Typed) -> pl.Expr:
    value = number(node)
    return pl.when(value.abs() < _OPERAND).then(value)


def _divided(left: pl.Expr, right: pl.Expr) -> pl.Expr:
    return left / pl.when(right != 0).then(right)


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
    "STRBEFORE": lambda source, mark: _cut(source, mark, 0),
    "STRAFTER": lambda source, mark: _cut(source, mark, 1),
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
    **{name: _comparison(name) for name in ("=", "!=", "<", ">", "<=", ">=")},
}
_NUMBERS: Final[Mapping[str, Emitter]] = {
    "STRLEN": lambda source: text(source).str.len_chars().cast(_NUMBER),
    "+": _arithmetic(operator.add),
    "-": _arithmetic(operator.sub),
    "*": _arithmetic(operator.mul),
    "/": _arithmetic(_divided),
}
