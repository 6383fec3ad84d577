"""Findings that no shape makes: ill-formed literals, terms nobody declares, shapes that had nothing to look at."""

from collections.abc import Callable, Iterator, Sequence

from rdflib import Graph, Literal, URIRef
from rdflib.term import Node

from graph.names import called, curie, shown
from graph.places import proofs
from graph.validation.findings import ILL_FORMED, NO_TARGET, NOTHING_CHECKED, UNKNOWN_TERM, Coverage, Finding, Severity
from graph.validation.known import Unknown, unknown
from graph.validation.lexical import ill_formed


def ill_formed_literals(data: Graph, already: frozenset[tuple[Node, Node | None]]) -> Iterator[Finding]:
    """Yield the literals whose text does not fit their datatype, those `already` found by a shape left out."""
    for focus, term, value in data:
        if isinstance(value, Literal) and ill_formed(value) and (focus, value) not in already:
            kind, name = curie(value.datatype or URIRef("")), curie(term)
            yield Finding(
                shape=None,
                component=ILL_FORMED,
                severity=Severity.VIOLATION,
                focus=focus,
                path=name,
                value=value,
                messages={
                    "fr": f"« {shown(value)} » n'est pas une valeur {kind} bien formée ({name}).",
                    "en": f"“{shown(value)}” is not a well-formed {kind} ({name}).",
                },
                title="Valeurs mal formées",
                label=called(data, focus),
                proofs=proofs(data, focus),
            )


def unknown_terms(data: Graph, shapes: Graph, ontology: Graph, about: Callable[[Node], Graph]) -> Iterator[Finding]:
    """Yield one finding for each class or property of the data that no ontology, shape or list declares.

    `about` gives the label and the places of the first node that uses it.
    """
    for one in unknown(data, ontology, shapes):
        around = about(one.example)
        yield Finding(
            shape=None,
            component=UNKNOWN_TERM,
            severity=Severity.INFO if one.optional else Severity.VIOLATION,
            focus=one.example,
            path="rdf:type" if one.is_class else None,
            value=one.term,
            messages={"fr": _french(one), "en": _english(one)},
            title="Classes et propriétés inconnues",
            label=called(around, one.example),
            proofs=proofs(around, one.example),
        )


def unused_shapes(coverage: Sequence[Coverage], *, strict: bool, partial: bool) -> Iterator[Finding]:
    """Yield the shapes that matched no node and had to, and one violation when no shape matched any.

    An optional shape is in the coverage and is no finding, unless `strict`; on `partial` data, none is a violation.
    """
    severity = Severity.INFO if partial else Severity.VIOLATION
    for one in coverage:
        if one.idle and (strict or not one.optional):
            french = f"La forme « {one.title} » n'a rien vérifié : elle vise {one.target}, et il n'y en a pas."
            english = f"The shape “{one.title}” checked nothing: no node of the graph is its target."
            yield _note(one.shape, NO_TARGET, severity, french, english)
    if not any(one.focus for one in coverage):
        french = "Rien n'a été vérifié : aucune forme ne vise un nœud de ces données."
        english = "Nothing was checked: no shape targets any node."
        yield _note(None, NOTHING_CHECKED, Severity.VIOLATION, french, english)


def _note(shape: str | None, rule: URIRef, severity: Severity, french: str, english: str) -> Finding:
    iri = URIRef(shape) if shape is not None and ":" in shape else None
    return Finding(
        shape=iri,
        component=rule,
        severity=severity,
        focus=iri or rule,
        messages={"fr": french, "en": english},
        title="Formes qui n'ont rien vérifié",
    )


def _french(one: Unknown) -> str:
    what, who = ("classe", "nœud") if one.is_class else ("propriété", "triplet")
    users = f"{one.count} {who}{'s' if one.count > 1 else ''}"
    hint = f" Vouliez-vous dire {curie(one.suggestion)} ?" if one.suggestion is not None else ""
    return f"La {what} {curie(one.term)} ({users}) n'est déclarée nulle part : aucune forme ne la vérifie.{hint}"


def _english(one: Unknown) -> str:
    what = "class" if one.is_class else "property"
    hint = f" Did you mean {curie(one.suggestion)}?" if one.suggestion is not None else ""
    return f"The {what} {curie(one.term)} (used {one.count} times) is declared nowhere: no shape checks it.{hint}"
