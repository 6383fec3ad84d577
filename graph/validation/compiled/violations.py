"""What a constraint becomes: a pattern that some focus nodes match, and the condition that a sound one meets."""

from dataclasses import dataclass
from typing import Final

from rdflib import URIRef
from rdflib.term import Node

from graph.validation.compiled.asking import Asked
from graph.validation.compiled.conditions import Condition, Matches, Reaches, negated
from graph.validation.compiled.errors import DeclinedError
from graph.validation.compiled.paths import Path

THIS: Final = "?this"
SPOKEN: Final = "?message"
"""The name under which a result keeps the message that its query gives it (SHACL §5.3.2); no parameter has it."""


@dataclass(frozen=True, kw_only=True)
class Violation:
    """One way to break a constraint: a solution of `pattern`, for a focus node, where `test` does not hold.

    `value` and `path` are variables of the pattern, `apart` tells results apart. `judges` is the path at the end of
    which the value is found, when the value alone decides; `needs` are paths without which nothing is broken, and
    `repeats` one that only nodes with several values can break; `only` are the properties that a focus node may have,
    when every other breaks the constraint and none of these does. `bindings` are what messages name, (name, variable),
    and `said` the same for parameters; `speaker` has the messages. `asked` is a query for each focus node instead.
    """

    component: URIRef
    test: Condition
    pattern: str = ""
    value: str | None = None
    path: str | None = None
    apart: str | None = None
    judges: Path | None = None
    needs: tuple[Path, ...] = ()
    repeats: Path | None = None
    only: frozenset[str] | None = None
    parameter: Node | None = None
    constraint: Node | None = None
    bindings: tuple[tuple[str, str], ...] = ()
    said: tuple[tuple[str, Node], ...] = ()
    speaker: Node | None = None
    asked: Asked | None = None

    @property
    def variables(self) -> tuple[str, ...]:
        """Return what to select beside the focus node."""
        said = (variable for _, variable in self.bindings)
        return tuple(dict.fromkeys(one for one in (self.value, self.path, self.apart, *said) if one and one != THIS))

    def avoided(self, node: str) -> Condition:
        """Return the condition that a node does not break the constraint in this way."""
        if self.asked is not None:
            raise DeclinedError("une contrainte SPARQL y est imbriquée dans une autre forme")
        if self.judges is not None and self.value is not None:
            return negated(Reaches(node, self.judges, (self.value,), (negated(self.test),)))
        return negated(Matches(self.pattern, negated(self.test))) if self.pattern else self.test
