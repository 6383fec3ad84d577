"""What a shape asks of a node, as a tree: it says nothing yet of how the answer is looked for."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, TypeAlias

from rdflib import URIRef

from graph.validation.compiled.paths import Form, Path


@dataclass(frozen=True)
class Holds:
    """An expression on variables that are bound; it never fails.

    `untyped` says that no literal with a datatype meets it, strings apart.
    """

    text: str
    untyped: bool = False


@dataclass(frozen=True)
class Spelt:
    """The text of a literal fits the datatype it claims."""

    value: str
    datatype: URIRef


@dataclass(frozen=True)
class Listed:
    """A value is one of many terms."""

    value: str
    terms: tuple[str, ...]


@dataclass(frozen=True)
class Reaches:
    """A node has at least so many values by a path, where a condition holds.

    `values` are variables, or one term; `conditions` say the same of each. When there are too many values to name
    each, one stands for all.
    """

    node: str
    path: Path
    values: tuple[str, ...]
    conditions: tuple["Condition", ...]
    least: int = 1


@dataclass(frozen=True)
class Matches:
    """A pattern has a solution where a condition holds; it can only be looked up node by node."""

    pattern: str
    condition: "Condition"


@dataclass(frozen=True)
class Not:
    """A condition does not hold."""

    one: "Condition"


@dataclass(frozen=True)
class Every:
    """All conditions hold; of none, that is true."""

    parts: tuple["Condition", ...] = ()


@dataclass(frozen=True)
class Some:
    """One condition at least holds; of none, that is false."""

    parts: tuple["Condition", ...] = ()


@dataclass(frozen=True)
class Single:
    """Exactly one condition holds."""

    parts: tuple["Condition", ...]


Condition: TypeAlias = Holds | Spelt | Listed | Reaches | Matches | Not | Every | Some | Single

TRUE: Final = Every()
FALSE: Final = Some()


def negated(condition: Condition) -> Condition:
    """Return the opposite of a condition."""
    return condition.one if isinstance(condition, Not) else Not(condition)


def every(conditions: Iterable[Condition]) -> Condition:
    """Return the conjunction of conditions."""
    parts = tuple(one for one in conditions if one != TRUE)
    return parts[0] if len(parts) == 1 else Every(parts)


def some(conditions: Iterable[Condition]) -> Condition:
    """Return the disjunction of conditions."""
    parts = tuple(one for one in conditions if one != FALSE)
    return parts[0] if len(parts) == 1 else Some(parts)


def reaches(node: str, path: Path, value: str, condition: Condition = TRUE) -> Reaches:
    """Return the condition that a node has a value by a path, where a condition holds."""
    return Reaches(node, path, (value,), (condition,))


def local(condition: Condition) -> bool:
    """Return whether the value alone decides, without looking at other statements."""
    match condition:
        case Holds() | Spelt():
            return True
        case Not(one):
            return local(one)
        case Every(parts) | Some(parts) | Single(parts):
            return all(map(local, parts))
    return False


def about_nodes(condition: Condition, value: str) -> bool:
    """Return whether only what has statements of its own can meet a condition: a literal has none."""
    match condition:
        case Reaches(node=node, path=path):
            return node == value and path.form is Form.PROPERTY
        case Every(parts):
            return any(about_nodes(one, value) for one in parts)
        case Some(parts):
            return all(about_nodes(one, value) for one in parts)
    return False


def untyped(condition: Condition) -> bool:
    """Return whether no literal with a datatype can meet a condition, strings apart: none that is ill-formed."""
    match condition:
        case Holds(untyped=sure):
            return sure
        case Every(parts):
            return any(map(untyped, parts))
        case Some(parts):
            return all(map(untyped, parts))
    return False
