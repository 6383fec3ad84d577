"""What the nodes of a class hold, counted in one reading: it answers some questions before they are asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from graph.validation.compiled.conditions import TRUE, Reaches
from graph.validation.compiled.facts import Facts
from graph.validation.compiled.paths import Form, Path
from graph.validation.compiled.templating import query
from graph.validation.compiled.violations import THIS, Violation

_NONE: Final = (0, 0)


@dataclass(frozen=True)
class Survey:
    """For each property that the nodes of a class have, how many statements, and of how many nodes."""

    held: Mapping[str, tuple[int, int]]

    @property
    def nodes(self) -> int:
        """Return how many nodes there are: each has its class."""
        return max((nodes for _, nodes in self.held.values()), default=0)

    def spares(self, one: Violation) -> bool:
        """Return whether no node of the class breaks a constraint in this way; False when counts do not tell."""
        if one.only is not None:
            return self.held.keys() <= one.only
        if one.repeats is not None and one.repeats.form is Form.PROPERTY:
            statements, nodes = self.held.get(one.repeats.text, _NONE)
            return statements == nodes
        match one.test:
            case Reaches(node=node, path=Path(text=text, form=Form.PROPERTY), values=(value,), conditions=(asked,)):
                plain = node == THIS and one.test.least == 1 and asked == TRUE and value.startswith("?")
                return plain and not one.pattern and self.held.get(text, _NONE)[1] == self.nodes
        return False


def survey(one: str, facts: Facts) -> Survey:
    """Return what the nodes of a class hold; it is asked once."""

    def find() -> Survey:
        rows = facts.rows(query("held", **{"class": one}))
        return Survey({str(row["term"]): (int(row["n"].value), int(row["nodes"].value)) for row in rows})

    return facts.once(("survey", one), find)
