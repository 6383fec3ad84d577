"""The validation of a store by compiled shapes: the same findings and the same report as pySHACL's."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

import pyoxigraph as ox
from rdflib import RDF, SH, BNode, Graph, URIRef
from rdflib.term import Node

from graph.names import curie, label, text
from graph.places import places
from graph.reading import quiet
from graph.validation.compiled.compiler import THIS
from graph.validation.compiled.facts import Facts
from graph.validation.compiled.report import write
from graph.validation.compiled.run import Outcome, run
from graph.validation.compiled.surroundings import around, undeclared
from graph.validation.compiled.targets import among, focuses, united
from graph.validation.compiled.templating import query
from graph.validation.compiled.terms import sparql
from graph.validation.coverage import TARGETS, coverage, focus_nodes, targeted
from graph.validation.findings import FORMES, Coverage, Finding, Severity, Validation
from graph.validation.judge import judge, merge, new_report, refuse_outside
from graph.validation.shacl import DATATYPE, record, told
from graph.validation.suspicion import ill_formed_literals, unknown_terms, unused_shapes

DECLINED: Final = FORMES.FormeNonCompilee


def validate(
    store: ox.Store, shapes: Graph, ontology: Graph, whole: Callable[[], Graph], *, strict: bool = False
) -> Validation:
    """Check the union of the graphs of a store; `whole` gives it to pySHACL, for the shapes that are declined."""
    refuse_outside(shapes)
    with quiet():
        return _validated(Facts(store), shapes, ontology, whole, strict=strict)


def _validated(facts: Facts, shapes: Graph, ontology: Graph, whole: Callable[[], Graph], *, strict: bool) -> Validation:
    outcome = run(facts, shapes)
    report = new_report()
    write(outcome.results, shapes, report)
    if outcome.declined:
        merge(report, judge(whole(), _only(shapes, outcome.declined)))
    data = _surroundings(facts, outcome, report)
    findings = told(report, data, shapes)
    covered = _coverage(facts, shapes, ontology)
    already = frozenset((one.focus, one.value) for one in findings if one.component == DATATYPE)
    terms = undeclared(facts, shapes, ontology)
    extra = [
        *ill_formed_literals(data, already),
        *(_placed(one, facts) for one in unknown_terms(terms, shapes, ontology)),
        *unused_shapes(covered, strict=strict),
        *(_declined(shape, reason, shapes) for shape, reason in outcome.declined.items()),
    ]
    for finding in extra:
        record(report, finding, data)
    everything = tuple(sorted((*findings, *extra), key=lambda one: one.key))
    return Validation(
        findings=everything, coverage=covered, triples=facts.size("?subject ?property ?value ."), report=report
    )


def _surroundings(facts: Facts, outcome: Outcome, report: Graph) -> Graph:
    """Return what is said of the nodes reported, and the ill-formed literals."""
    wrong = facts.ill_formed
    nodes = {*report.objects(None, SH.focusNode), *(one[0] for one in wrong)}
    ways = {one.path for one in outcome.results if isinstance(one.path, URIRef)}
    data = around(facts, sorted(nodes | ways, key=str))
    for one in wrong:
        data.add(one)
    return data


def _coverage(facts: Facts, shapes: Graph, ontology: Graph) -> tuple[Coverage, ...]:
    by_name = {str(shape): shape for shape in targeted(shapes)}
    return tuple(_counted(one, by_name[one.shape], facts, shapes, ontology) for one in coverage(Graph(), shapes))


def _counted(one: Coverage, shape: Node, facts: Facts, shapes: Graph, ontology: Graph) -> Coverage:
    focus = united(list(focuses(shape, shapes, facts)))(THIS)
    defined = [sparql(node) for node in focus_nodes(shape, ontology, shapes) if not isinstance(node, BNode)]
    known = _count(facts, f"{among(sorted(defined))(THIS)} {{ {focus} }}") if defined else 0
    return replace(one, focus=_count(facts, focus) - known, definitions=known)


def _count(facts: Facts, focus: str) -> int:
    (row,) = facts.rows(query("count", focus=focus))
    return int(row["n"].value)


def _only(shapes: Graph, kept: Mapping[Node, str]) -> Graph:
    """Return the shapes with no target but those of some of them."""
    copy = Graph(bind_namespaces="none") + shapes
    for shape in targeted(shapes) - set(kept):
        for term in TARGETS:
            copy.remove((shape, term, None))
        copy.remove((shape, RDF.type, None))  # a class that is a shape targets its instances
        copy.add((shape, RDF.type, SH.PropertyShape if (shape, SH.path, None) in shapes else SH.NodeShape))
    return copy


def _placed(finding: Finding, facts: Facts) -> Finding:
    """Return a finding with the label and the places of its node, which the triples it comes from do not tell."""
    data = around(facts, [finding.focus])
    return replace(finding, label=label(data, finding.focus), evidence=places(data, finding.focus))


def _declined(shape: Node, reason: str, shapes: Graph) -> Finding:
    name = text(shapes, shape, SH.name, "fr") or curie(shape)
    return Finding(
        shape=shape if isinstance(shape, URIRef) else None,
        component=DECLINED,
        severity=Severity.INFO,
        focus=shape,
        messages={
            "fr": f"La forme « {name} » a été vérifiée par pySHACL, plus lent : {reason}.",
            "en": f"The shape “{name}” was checked by pySHACL, which is slower: {reason}.",
        },
        title="Formes vérifiées par pySHACL",
    )
