"""The validation of a store by compiled shapes: the same findings and the same report as pySHACL's."""

from collections.abc import Callable
from typing import Final

import pyoxigraph as ox
from rdflib import SH, Graph, URIRef
from rdflib.term import Node

from graph.names import curie, text
from graph.reading import quiet
from graph.validation.aiming import aimed_by
from graph.validation.assembling import Judged, assembled
from graph.validation.compiled.covering import covered
from graph.validation.compiled.facts import Facts
from graph.validation.compiled.report import write
from graph.validation.compiled.run import Outcome, run
from graph.validation.compiled.soundness import refuse_unsound
from graph.validation.compiled.surroundings import around, undeclared, used
from graph.validation.findings import FORMES, Finding, Severity, Validation
from graph.validation.judge import judge, merge, new_report

DECLINED: Final = FORMES.FormeNonCompilee


def validate(
    store: ox.Store, shapes: Graph, ontology: Graph, whole: Callable[[], Graph], *, strict: bool = False
) -> Validation:
    """Check the union of the graphs of a store; `whole` gives it to pySHACL, for the shapes that are declined."""
    with quiet():
        return assembled(judged(store, shapes, ontology, whole), shapes, ontology, strict=strict)


def judged(store: ox.Store, shapes: Graph, ontology: Graph, whole: Callable[[], Graph]) -> Judged:
    """Return what the compiled shapes find in a store, and what pySHACL finds for those that are declined."""
    refuse_unsound(shapes)
    facts = Facts(store)
    with quiet():
        outcome = run(facts, shapes)
        report = new_report()
        write(outcome.results, shapes, report)
        if outcome.declined:
            merge(report, judge(whole(), aimed_by(shapes, outcome.declined)))
        return Judged(
            report=report,
            data=_surroundings(facts, outcome, report),
            terms=undeclared(facts, shapes, ontology),
            about=lambda node: around(facts, [node]),
            used=used(facts),
            coverage=covered(facts, shapes, ontology),
            triples=sum(facts.properties.values()),
            notes=tuple(_declined(shape, reason, shapes) for shape, reason in outcome.declined.items()),
        )


def _surroundings(facts: Facts, outcome: Outcome, report: Graph) -> Graph:
    """Return what is said of the nodes reported, and the ill-formed literals."""
    wrong = outcome.judge.ill_formed()
    nodes = {*report.objects(None, SH.focusNode), *(one[0] for one in wrong)}
    ways = {one.path for one in outcome.results if isinstance(one.path, URIRef)}
    data = around(facts, sorted(nodes | ways, key=str))
    for one in wrong:
        data.add(one)
    return data


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
