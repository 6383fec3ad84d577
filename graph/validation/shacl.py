"""Findings from a standard SHACL report: said in two languages, with the places of the sources."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from rdflib import PROV, RDF, SH, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from graph.names import called, curie, label, path, shown, text
from graph.places import sources
from graph.validation.findings import Finding, Severity
from graph.validation.judge import judge
from graph.validation.lines import Locate, nowhere
from graph.validation.sentences import LANGUAGES, messages

DATATYPE: Final = SH.DatatypeConstraintComponent
_SEVERITIES: Final[Mapping[Node, Severity]] = {
    SH.Violation: Severity.VIOLATION,
    SH.Warning: Severity.WARNING,
    SH.Info: Severity.INFO,
}
_TERMS: Final = {severity: term for term, severity in _SEVERITIES.items()}


def run(data: Graph, shapes: Graph) -> tuple[list[Finding], Graph]:
    """Return what the shapes find in the data, and the standard report with our messages."""
    report = judge(data, shapes)
    return told(report, data, shapes), report


def told(report: Graph, data: Graph, shapes: Graph, locate: Locate = nowhere) -> list[Finding]:
    """Return the findings of a standard report, and put our messages in it.

    `data` need only hold the labels and the places of the nodes reported; `locate` places those that have none.
    """
    findings = []
    for result in list(report.subjects(RDF.type, SH.ValidationResult)):
        if (None, SH.result, result) in report:  # and not a detail of another
            finding = located(_finding(result, report, data, shapes), locate)
            _say(report, result, finding)
            findings.append(finding)
    return findings


def located(finding: Finding, locate: Locate) -> Finding:
    """Return the finding with the line of the user's file that describes its node, when it cites no source."""
    return finding if finding.proofs else replace(finding, proofs=locate(finding.focus))


def record(report: Graph, finding: Finding) -> None:
    """Add to a `sh:ValidationReport` a finding that no shape made; the report does not conform any more."""
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
    report.set((root, SH.conforms, Literal(False)))  # noqa: FBT003  # SHACL §3.6.1.1: no result at all, or no
    _say(report, result, finding)


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
        description=text(shapes, shape, SH.description, "fr") or "",
        label=called(data, focus),
        proofs=sources(data, focus),
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


def _say(report: Graph, result: Node, finding: Finding) -> None:
    """Put both languages on a result, since pySHACL drops them, and the places of the sources."""
    report.remove((result, SH.resultMessage, None))
    for language in LANGUAGES:
        report.add((result, SH.resultMessage, Literal(finding.messages[language], lang=language)))
    for iri in finding.proofs:
        report.add((result, PROV.wasDerivedFrom, URIRef(iri)))


def _one(graph: Graph, node: Node, term: URIRef) -> Node:
    value = graph.value(node, term)
    assert value is not None  # SHACL §3.6.2 requires it
    return value


def _named(shapes: Graph, shape: Node) -> URIRef | None:
    """Return the IRI of a shape, else that of the shape that holds it."""
    owners = shapes.subjects(SH.property, shape)
    return next((node for node in (shape, *sorted(owners, key=str)) if isinstance(node, URIRef)), None)
