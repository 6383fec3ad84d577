"""pySHACL, behind one function: standard results in, findings in two languages out, errors of one line."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

import pyshacl
from pyparsing import ParseException
from pyshacl.errors import ReportableRuntimeError
from rdflib import PROV, RDF, SH, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from graph.comparing import comparable
from graph.coverage import TARGETS, targeted
from graph.errors import GraphError
from graph.findings import Finding, Severity
from graph.names import curie, label, path, shown, text
from graph.places import sources
from graph.reading import quiet
from graph.screen import suspects
from graph.sentences import LANGUAGES, messages
from ontology.iris import PREFIXES

DATATYPE: Final = SH.DatatypeConstraintComponent
_SEVERITIES: Final[Mapping[Node, Severity]] = {
    SH.Violation: Severity.VIOLATION,
    SH.Warning: Severity.WARNING,
    SH.Info: Severity.INFO,
}
_TERMS: Final = {severity: term for term, severity in _SEVERITIES.items()}
_OUTSIDE: Final = re.compile(r"(?<![:\w?$])(service|load|from)(?![:\w])", re.IGNORECASE)
_BATCH: Final = 1_000
_BAD_SHAPES: Final = (ReportableRuntimeError, RecursionError, re.error, ParseException, NotImplementedError, ValueError)


def run(data: Graph, shapes: Graph) -> tuple[list[Finding], Graph]:
    """Return what pySHACL finds, core and SPARQL constraints, no inference, and its report with our messages."""
    _refuse_outside(shapes)
    aimed = [(shape, node) for shape, nodes in suspects(data, shapes).items() for node in nodes]
    whole = _new_report()
    for start in range(0, max(len(aimed), 1), _BATCH):  # once at least: it also refuses bad shapes
        _merge(whole, _judge(data, shapes, aimed[start : start + _BATCH]))
    findings = []
    for result in list(whole.subjects(RDF.type, SH.ValidationResult)):
        if (None, SH.result, result) in whole:  # and not a detail of another
            finding = _finding(result, whole, data, shapes)
            _say(whole, result, finding, data)
            findings.append(finding)
    return findings, whole


def _judge(data: Graph, shapes: Graph, aimed: Sequence[tuple[Node, Node]]) -> Graph:
    """Return pySHACL's report on some focus nodes only: its time and its text grow faster than their number."""
    copy = Graph(bind_namespaces="none") + shapes  # pySHACL adds its own axioms to what it is given
    for shape in targeted(shapes):
        for term in (*TARGETS, RDF.type):
            copy.remove((shape, term, None))
        copy.add((shape, RDF.type, SH.PropertyShape if (shape, SH.path, None) in shapes else SH.NodeShape))
    for shape, node in aimed:
        copy.add((shape, SH.targetNode, node))
    try:
        with quiet(), comparable():
            _, report, _ = pyshacl.validate(data, shacl_graph=copy, inference="none", do_owl_imports=False)
    except _BAD_SHAPES as error:
        raise _bad_shapes(error) from error
    if not isinstance(report, Graph):  # pySHACL returns, and does not raise, the failures that SHACL defines
        raise _bad_shapes(report)
    return report


def _new_report() -> Graph:
    report = Graph(bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        report.bind(prefix, namespace)
    root = BNode()
    report.add((root, RDF.type, SH.ValidationReport))
    report.add((root, SH.conforms, Literal(True)))  # noqa: FBT003  # an RDF boolean
    return report


def _merge(whole: Graph, part: Graph) -> None:
    """Add the results of a report to another."""
    root, other = (one.value(None, RDF.type, SH.ValidationReport) for one in (whole, part))
    assert root is not None
    for subject, term, value in part:
        if subject != other:
            whole.add((subject, term, value))
        elif term == SH.result:
            whole.add((root, term, value))
            whole.set((root, SH.conforms, Literal(False)))  # noqa: FBT003


def record(report: Graph, finding: Finding, data: Graph) -> None:
    """Add to a `sh:ValidationReport` a finding that no shape made; a violation makes it not conform."""
    root = report.value(None, RDF.type, SH.ValidationReport)
    assert root is not None
    result = BNode()
    report.add((root, SH.result, result))
    report.add((result, RDF.type, SH.ValidationResult))
    report.add((result, SH.sourceConstraintComponent, finding.component))
    report.add((result, SH.resultSeverity, _TERMS[finding.severity]))
    report.add((result, SH.focusNode, finding.focus))
    if finding.value is not None:
        report.add((result, SH.value, finding.value))
    if finding.shape is not None:
        report.add((result, SH.sourceShape, finding.shape))
    if finding.severity is Severity.VIOLATION:
        report.set((root, SH.conforms, Literal(False)))  # noqa: FBT003  # an RDF boolean
    _say(report, result, finding, data)


def _finding(result: Node, report: Graph, data: Graph, shapes: Graph) -> Finding:
    shape, focus = _one(report, result, SH.sourceShape), _one(report, result, SH.focusNode)
    component = _one(report, result, SH.sourceConstraintComponent)
    way, value = report.value(result, SH.resultPath), report.value(result, SH.value)
    constraint = report.value(result, SH.sourceConstraint)
    assert isinstance(component, URIRef)
    written = path(report, way) if way is not None else None
    words = messages(
        shapes,
        [node for node in (constraint, shape) if node is not None],
        component,
        _values(focus, written, value),
        [str(said) for said in report.objects(result, SH.resultMessage)],
    )
    return Finding(
        shape=_named(shapes, shape),
        component=component,
        severity=_SEVERITIES.get(_one(report, result, SH.resultSeverity), Severity.VIOLATION),
        focus=focus,
        path=written,
        value=None if value == focus else value,
        messages={language: words[language] for language in LANGUAGES},
        remedy=words["remedy"],
        title=_title(shapes, shape, way, data) or written or curie(shape),
        label=label(data, focus),
        evidence=sources(data, focus),
    )


def _values(focus: Node, path: str | None, value: Node | None) -> dict[str, str]:
    """Return what the variables of a message that every constraint may use stand for."""
    words = {"this": curie(focus), "path": path, "value": shown(value) if value is not None else None}
    return {name: word for name, word in words.items() if word}


def _title(shapes: Graph, shape: Node, way: Node | None, data: Graph) -> str:
    """Return the French names of a shape and of the one that holds it, else that of the property it is about."""
    owners = sorted(filter(None, (text(shapes, one, SH.name, "fr") for one in shapes.subjects(SH.property, shape))))
    name = text(shapes, shape, SH.name, "fr") or (label(data, way) if way is not None else None)
    title = " : ".join([*owners[:1], name]) if name else ""
    return title[:1].upper() + title[1:]


def _say(report: Graph, result: Node, finding: Finding, data: Graph) -> None:
    """Put both languages on a result, since pySHACL drops them, and the places of the sources."""
    report.remove((result, SH.resultMessage, None))
    for language in LANGUAGES:
        report.add((result, SH.resultMessage, Literal(finding.messages[language], lang=language)))
    for iri in data.objects(finding.focus, PROV.wasDerivedFrom):
        report.add((result, PROV.wasDerivedFrom, iri))


def _one(graph: Graph, node: Node, term: URIRef) -> Node:
    value = graph.value(node, term)
    assert value is not None  # SHACL §3.6.2 requires it
    return value


def _named(shapes: Graph, shape: Node) -> URIRef | None:
    """Return the IRI of a shape, else that of the shape that holds it."""
    owners = shapes.subjects(SH.property, shape)
    return next((node for node in (shape, *sorted(owners, key=str)) if isinstance(node, URIRef)), None)


def _refuse_outside(shapes: Graph) -> None:
    """Refuse constraints that would reach the network or a file: pySHACL's own guard lets some through."""
    for term in (SH.select, SH.ask, SH.construct):
        for query in shapes.objects(None, term):
            if found := _OUTSIDE.search(str(query)):
                message = f"formes SHACL : {found[0].upper()} est refusé dans une contrainte SPARQL"
                raise GraphError(message, kind="refused")


def _bad_shapes(error: object) -> GraphError:
    words = " ".join(str(error).split())[:200] or type(error).__name__
    return GraphError(f"formes SHACL inutilisables : {words}", kind="unreadable")
