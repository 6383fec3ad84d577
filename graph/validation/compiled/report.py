"""Results as a standard `sh:ValidationReport`."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from rdflib import RDF, SH, BNode, Graph, Literal
from rdflib.term import Node

from graph.validation.compiled.results import Result
from graph.validation.compiled.violations import SPOKEN
from graph.validation.findings import QUERY_MESSAGE

_VARIABLE: Final = re.compile(r"\{[?$](\w+)\}")


def write(results: Iterable[Result], shapes: Graph, report: Graph) -> None:
    """Add results to the report of a graph, the paths of their shapes with them."""
    root = report.value(None, RDF.type, SH.ValidationReport)
    assert root is not None
    written: set[Node] = set()
    listed = list(results)
    if listed:
        report.set((root, SH.conforms, Literal(False)))  # noqa: FBT003  # an RDF boolean
    for one in listed:
        result = BNode()
        report.add((root, SH.result, result))
        report.add((result, RDF.type, SH.ValidationResult))
        for term, value in (
            (SH.focusNode, one.focus), (SH.resultPath, one.path), (SH.value, one.value), (SH.sourceShape, one.shape),
            (SH.sourceConstraintComponent, one.component), (SH.resultSeverity, one.severity),
            (SH.sourceConstraint, one.constraint),
        ):  # fmt: skip
            if value is not None:
                report.add((result, term, value))
        for said in _said(one, shapes):
            report.add((result, SH.resultMessage, said))
        if isinstance(spoken := dict(one.bindings).get(SPOKEN), Literal):
            report.set((result, SH.resultMessage, spoken))
            report.add((result, QUERY_MESSAGE, spoken))
        if isinstance(one.path, BNode):
            _copy(one.path, shapes, report, written)


def _said(one: Result, shapes: Graph) -> Iterator[Literal]:
    """Yield the messages of a SPARQL constraint, with what its query found in the place of the variables."""
    found = {name: str(term) for name, term in one.bindings}
    for node in (one.constraint, one.speaker, one.shape) if found else ():
        for text in shapes.objects(node, SH.message):
            yield Literal(_VARIABLE.sub(lambda hole: found.get(hole[1], hole[0]), str(text)))


def _copy(node: Node, shapes: Graph, report: Graph, written: set[Node]) -> None:
    """Copy what a blank node of the shapes says, lists included."""
    if node in written:
        return
    written.add(node)
    for term, value in shapes.predicate_objects(node):
        report.add((node, term, value))
        if isinstance(value, BNode):
            _copy(value, shapes, report, written)
