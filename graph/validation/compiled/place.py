"""Where a constraint applies: a shape, and the variables that stand for a focus node and for a value of it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from rdflib import SH, Graph, URIRef

from graph.validation.compiled.conditions import TRUE, Condition, Reaches
from graph.validation.compiled.errors import DeclinedError
from graph.validation.compiled.shapes import Shape

_NAMED: Final = 4
"""Up to so many values are named each; beyond, they are counted."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """A shape, the variables of its focus node and of a value, and what makes other variables."""

    shape: Shape
    node: str
    value: str
    shapes: Graph
    fresh: Callable[[], str]

    def values(self) -> tuple[str, str]:
        """Return the variable of a value node, and the pattern that binds it, empty for a node shape."""
        path = self.shape.path
        return (self.node, "") if path is None else (self.value, path.walk(self.node, self.value))

    def at_least(self, least: int, condition: Callable[[str], Condition] = lambda _: TRUE) -> Condition:
        """Return the condition that the node has enough values for which another holds."""
        if self.shape.path is None:
            raise DeclinedError("un compte de valeurs demande un sh:path")
        if least <= 0:
            return TRUE
        values = tuple(self.fresh() for _ in range(least if least <= _NAMED else 1))
        return Reaches(self.node, self.shape.path, values, tuple(map(condition, values)), least)


def component(name: str) -> URIRef:
    """Return the constraint component of a parameter: `minCount` -> `sh:MinCountConstraintComponent`."""
    return SH[f"{name[0].upper()}{name[1:]}ConstraintComponent"]
