"""What both engines hand over, and the one validation made of it: same words, same places, same order."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from rdflib import RDF, SH, BNode, Graph
from rdflib.term import Node

from graph.validation.findings import Coverage, Finding, Ran, Validation
from graph.validation.lines import Locate, nowhere
from graph.validation.roles import roles
from graph.validation.shacl import DATATYPE, located, record, told
from graph.validation.shapewords import unknown_words
from graph.validation.suspicion import ill_formed_literals, unknown_terms, unused_shapes


@dataclass(frozen=True, kw_only=True)
class Judged:
    """What an engine found: a standard report without our words, and the part of the data that words need.

    `data` holds the labels and places of the nodes reported, and the triples of ill-formed literals; `terms` the
    triples whose class or property nothing declares; `about` gives the labels and places of any other node; `used` the
    IRIs of the classes and properties that the data bear.
    """

    report: Graph
    data: Graph
    terms: Graph
    about: Callable[[Node], Graph]
    used: frozenset[str]
    coverage: tuple[Coverage, ...]
    triples: int
    notes: tuple[Finding, ...] = ()


def assembled(
    judged: Judged,
    shapes: Graph,
    ontology: Graph,
    *,
    strict: bool = False,
    partial: bool = False,
    more: Iterable[Finding] = (),
    checks: tuple[Ran, ...] = (),
    locate: Locate = nowhere,
) -> Validation:
    """Return the validation: what the shapes found, what a green verdict would hide, and what others found (`more`).

    When `strict`, a shape that is declared optional has to look at something too; for `partial` data, none has.
    """
    _level(judged.report, shapes)
    findings = told(judged.report, judged.data, shapes, locate)
    already = frozenset((one.focus, one.value) for one in findings if one.component == DATATYPE)
    extra = [
        *ill_formed_literals(judged.data, already),
        *unknown_terms(judged.terms, shapes, ontology, judged.about),
        *unknown_words(shapes, ontology, judged.terms, judged.used, partial=partial),
        *unused_shapes(judged.coverage, strict=strict, partial=partial),
        *judged.notes,
        *more,
    ]
    others = [located(one, locate) for one in extra]
    for finding in others:
        record(judged.report, finding)
    who = roles(shapes)
    found = (replace(one, role=who[one.shape]) if one.shape in who else one for one in (*findings, *others))
    return Validation(
        findings=tuple(sorted(found, key=lambda one: one.key)),
        coverage=judged.coverage,
        triples=judged.triples,
        report=judged.report,
        checks=checks,
    )


def _level(report: Graph, shapes: Graph) -> None:
    """Make the reports of both engines say as much: each result, and what the shapes say of their own blank nodes.

    pySHACL alone gives the details of a result, and copies of the blank nodes around it.
    """
    roots = set(report.subjects(RDF.type, SH.ValidationReport))
    results = {one for root in roots for one in report.objects(root, SH.result)}
    for subject in set(report.subjects()) - roots - results:
        report.remove((subject, None, None))
    report.remove((None, SH.detail, None))
    named = (SH.sourceShape, SH.sourceConstraint, SH.resultPath)
    _describe([node for term in named for node in report.objects(None, term)], shapes, report)


def _describe(nodes: list[Node], shapes: Graph, report: Graph) -> None:
    """Copy what the shapes say of blank nodes, and of those that they lead to."""
    seen: set[Node] = set()
    while nodes:
        node = nodes.pop()
        if isinstance(node, BNode) and node not in seen:
            seen.add(node)
            for term, value in shapes.predicate_objects(node):
                report.add((node, term, value))
                nodes.append(value)
