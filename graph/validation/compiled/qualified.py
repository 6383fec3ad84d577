"""`sh:qualifiedValueShape`: how many values conform to a shape, and to none of its siblings."""

from collections.abc import Callable, Iterator

from rdflib import SH, Graph
from rdflib.term import Node

from graph.validation.compiled.conditions import Condition, every, negated
from graph.validation.compiled.place import Place
from graph.validation.compiled.shapes import is_true
from graph.validation.compiled.values import whole
from graph.validation.compiled.violations import Violation


def qualified(place: Place, wanted: Node, conforms: Callable[[Node, str], Condition]) -> Iterator[Violation]:
    """Yield what breaks the least and the most number of values that conform to a shape."""
    shapes, node = place.shapes, place.shape.node
    rivals = _siblings(node, wanted, shapes) if is_true(shapes, node, SH.qualifiedValueShapesDisjoint) else []

    def counted(value: str) -> Condition:
        return every([conforms(wanted, value), *(negated(conforms(one, value)) for one in rivals)])

    if (least := shapes.value(node, SH.qualifiedMinCount)) is not None:
        enough = place.at_least(whole(least), counted)
        yield Violation(component=SH.QualifiedMinCountConstraintComponent, test=enough)
    if (most := shapes.value(node, SH.qualifiedMaxCount)) is not None:
        few = negated(place.at_least(whole(most) + 1, counted))
        several = place.shape.path if whole(most) > 0 else None
        yield Violation(component=SH.QualifiedMaxCountConstraintComponent, test=few, repeats=several)


def _siblings(node: Node, wanted: Node, shapes: Graph) -> list[Node]:
    beside = {
        shape
        for parent in shapes.subjects(SH.property, node)
        for held in shapes.objects(parent, SH.property)
        for shape in shapes.objects(held, SH.qualifiedValueShape)
    }
    return sorted(beside - {wanted}, key=str)
