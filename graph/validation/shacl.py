"""Findings from a standard SHACL report: said in two languages, with the places of the sources."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import Final

from rdflib import PROV, RDF, SH, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from graph.names import called, curie, label, path, shown, text
from graph.places import sources
from graph.validation.findings import QUERY_MESSAGE, Finding, Severity
from graph.validation.judge import judge
from graph.validation.lines import Locate, nowhere
from graph.validation.sentences import LANGUAGES, Wording, wording

DATATYPE: Final = SH.DatatypeConstraintComponent
_SEVERITIES: Final[Mapping[Node, Severity]] = {
    SH.Violation: Severity.VIOLATION,
    SH.Warning: Severity.WARNING,
    SH.Info: Severity.INFO,
}
_TERMS: Final = {severity: term for term, severity in _SEVERITIES.items()}


@dataclass(frozen=True, kw_only=True)
class _Rule:
    """What the results of one constraint have in common."""

    shape: URIRef | None
    path: str | None
    title: str
    description: str
    wording: Wording


def run(data: Graph, shapes: Graph) -> tuple[list[Finding], Graph]:
    """Return what the shapes find in the data, and the standard report with our messages."""
    report = judge(data, shapes)
    return told(report, data, shapes), report


def told(report: Graph, data: Graph, shapes: Graph, locate: Locate = nowhere) -> list[Finding]:
    """Return the findings of a standard report, and put our messages in it.

    `data` need only hold the labels and the places of the nodes reported; `locate` places those that have none.
    """
    rule_of = cache(partial(_rule, shapes, report, data))
    findings = []
    for result in list(report.objects(None, SH.result)):
        finding = located(_finding(result, report, data, rule_of), locate)
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


def _finding(result: Node, report: Graph, data: Graph, rule_of: Callable[..., _Rule]) -> Finding:
    said, about = list[str](), dict[Node, Node]()
    for term, one in report.predicate_objects(result):
        if term == SH.resultMessage:
            said.append(str(one))
        else:
            about[term] = one
    component, focus, value = about[SH.sourceConstraintComponent], about[SH.focusNode], about.get(SH.value)
    assert isinstance(component, URIRef)
    way, constraint = about.get(SH.resultPath), about.get(SH.sourceConstraint)
    rule = rule_of(about[SH.sourceShape], way, component, constraint)
    words = rule.wording.spoken(about.get(QUERY_MESSAGE)).messages(_values(focus, rule.path, value), said)
    return Finding(
        shape=rule.shape,
        component=component,
        severity=_SEVERITIES.get(about[SH.resultSeverity], Severity.VIOLATION),
        focus=focus,
        path=rule.path,
        value=None if value == focus else value,
        messages={language: words[language] for language in LANGUAGES},
        remedy=words["remedy"],
        title=rule.title,
        description=rule.description,
        label=called(data, focus),
        proofs=sources(data, focus),
    )


def _rule(
    shapes: Graph, report: Graph, data: Graph, shape: Node, way: Node | None, component: URIRef, constraint: Node | None
) -> _Rule:
    """Read what a shape says of all the results of one of its constraints."""
    written = path(report, way) if way is not None else None
    return _Rule(
        shape=_named(shapes, shape),
        path=written,
        title=_title(shapes, shape, way, data) or written or curie(shape),
        description=text(shapes, shape, SH.description, "fr") or "",
        wording=wording(shapes, [one for one in (constraint, shape) if one is not None], component),
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
    for term in (SH.resultMessage, QUERY_MESSAGE):
        report.remove((result, term, None))
    for language in LANGUAGES:
        report.add((result, SH.resultMessage, Literal(finding.messages[language], lang=language)))
    for iri in finding.proofs:
        report.add((result, PROV.wasDerivedFrom, URIRef(iri)))


def _named(shapes: Graph, shape: Node) -> URIRef | None:
    """Return the IRI of a shape, else that of the shape that holds it."""
    owners = shapes.subjects(SH.property, shape)
    return next((node for node in (shape, *sorted(owners, key=str)) if isinstance(node, URIRef)), None)
