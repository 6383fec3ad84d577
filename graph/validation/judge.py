"""pySHACL, behind one function: the standard report of shapes on data, and errors of one line."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

import pyshacl
from pyparsing import ParseException
from pyshacl.errors import ReportableRuntimeError
from rdflib import RDF, SH, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from graph.errors import GraphError
from graph.reading import quiet
from graph.validation.aiming import aimed_at
from graph.validation.comparing import comparable
from graph.validation.compiled.soundness import refuse_unsound
from graph.validation.screen import suspects
from ontology.iris import PREFIXES

_OUTSIDE: Final = re.compile(r"(?<![:\w?$])(service|load|from)(?![:\w])", re.IGNORECASE)
_BATCH: Final = 1_000
_NAMED: Final = "urn:x-maillage:forme:"
_HOLDING: Final = (SH.property, SH.node, SH["not"], SH.qualifiedValueShape, SH.sparql)
_LISTING: Final = (SH["and"], SH["or"], SH.xone)
_REMEDY: Final = "récrivez-la, ou relancez avec --engine compiled"
_BAD_SHAPES: Final = (ReportableRuntimeError, RecursionError, re.error, ParseException, NotImplementedError, ValueError)


def judge(data: Graph, shapes: Graph) -> Graph:
    """Return pySHACL's report, core and SPARQL constraints, no inference; neither graph is changed.

    Nodes that are surely right are not shown to pySHACL, which is some hundred times slower; every result is its own.
    """
    refuse_outside(shapes)
    refuse_unsound(shapes)
    aimed = [(shape, node) for shape, nodes in suspects(data, shapes).items() for node in nodes]
    whole, names = new_report(), blank_shapes(shapes)
    named = renamed(shapes, names)
    for start in range(0, max(len(aimed), 1), _BATCH):  # once at least: it also refuses bad shapes
        batch = [(names.get(shape, shape), node) for shape, node in aimed[start : start + _BATCH]]
        merge(whole, _judge(data, named, batch))
    return renamed(whole, {name: node for node, name in names.items()})


def _judge(data: Graph, shapes: Graph, aimed: Sequence[tuple[Node, Node]]) -> Graph:
    """Return pySHACL's report on some focus nodes only: its time and its text grow faster than their number."""
    copy = aimed_at(shapes, aimed)
    try:
        with quiet(), comparable():
            _, report, _ = pyshacl.validate(data, shacl_graph=copy, inference="none", do_owl_imports=False)
    except _BAD_SHAPES as error:
        raise _bad_shapes(error) from error
    except Exception as error:
        if type(error) is not Exception:  # rdflib raises a bare one for what its SPARQL does not run
            raise
        message = f"rdflib n'exécute pas une contrainte SPARQL des formes ({_line(error)})"
        raise GraphError(message, kind="unreadable", remedy=_REMEDY) from error
    if not isinstance(report, Graph):  # pySHACL returns, and does not raise, the failures that SHACL defines
        raise _bad_shapes(report)
    return report


def blank_shapes(shapes: Graph) -> dict[Node, Node]:
    """Return an IRI for each blank node that is a shape: pySHACL copies a blank one into each result, slowly."""
    found = {node for term in _HOLDING for node in shapes.objects(None, term)} | set(shapes.subjects(SH.path))
    for term in _LISTING:
        for head in shapes.objects(None, term):
            found.update(shapes.items(head))
    return {node: URIRef(f"{_NAMED}{node}") for node in found if isinstance(node, BNode)}


def renamed(graph: Graph, names: Mapping[Node, Node]) -> Graph:
    """Return a graph with other names for some nodes; the graph itself when there are none."""
    if not names:
        return graph
    copy = Graph(bind_namespaces="none", namespace_manager=graph.namespace_manager)
    for subject, term, value in graph:
        copy.add((names.get(subject, subject), term, names.get(value, value)))
    return copy


def new_report() -> Graph:
    """Return the report of an empty graph: it conforms."""
    report = Graph("SimpleMemory", bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        report.bind(prefix, namespace)
    root = BNode()
    report.add((root, RDF.type, SH.ValidationReport))
    report.add((root, SH.conforms, Literal(True)))  # noqa: FBT003  # an RDF boolean
    return report


def merge(whole: Graph, part: Graph) -> None:
    """Add the results of a report to another."""
    root, other = (one.value(None, RDF.type, SH.ValidationReport) for one in (whole, part))
    assert root is not None
    for subject, term, value in part:
        if subject != other:
            whole.add((subject, term, value))
        elif term == SH.result:
            whole.add((root, term, value))
            whole.set((root, SH.conforms, Literal(False)))  # noqa: FBT003


def refuse_outside(shapes: Graph) -> None:
    """Refuse constraints that would reach the network or a file: pySHACL's own guard lets some through."""
    for term in (SH.select, SH.ask, SH.construct):
        for query in shapes.objects(None, term):
            if found := _OUTSIDE.search(str(query)):
                message = f"formes SHACL : {found[0].upper()} est refusé dans une contrainte SPARQL"
                raise GraphError(message, kind="refused")


def _bad_shapes(error: object) -> GraphError:
    return GraphError(f"formes SHACL inutilisables : {_line(error)}", kind="unreadable")


def _line(error: object) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
