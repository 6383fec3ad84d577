"""The words of the shapes themselves: a slip in a shape makes it check nothing, and SHACL says nothing of it."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import Final

from rdflib import OWL, RDF, RDFS, SH, Graph, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from graph.names import curie
from graph.validation.findings import UNKNOWN_IN_SHAPE, Finding, Severity
from graph.validation.holders import holder
from graph.validation.known import CLASS_POINTERS, PROPERTY_POINTERS, allowed, declared, suggestion
from graph.validation.optional import OPTIONAL, excused
from graph.validation.published import shacl
from graph.validation.querywords import spoken_in_queries

_REFERENCES: Final = (SH.node, SH.property, SH["not"], SH.qualifiedValueShape)
_LISTS: Final = (SH["and"], SH["or"], SH.xone)
_PATH_LISTS: Final = (SH.path, SH.alternativePath)
_NOT_RUN: Final = {
    SH.js: Severity.VIOLATION, SH.expression: Severity.VIOLATION, SH.target: Severity.VIOLATION, SH.rule: Severity.INFO
}  # fmt: skip
_TITLE: Final = "Mots inconnus ou sans effet dans les formes"


def unknown_words(shapes: Graph, ontology: Graph, data: Graph, used: frozenset[str], *, partial: bool) -> list[Finding]:
    """Return what the shapes say in vain: words of SHACL, shapes, classes, properties that do not exist, or do nothing.

    `used` are the classes and properties that the data bear, `data` what the data declare themselves. A class or a
    property declared optional, or that only an optional shape speaks of, is a note; so are all on `partial` data.
    """
    found = [
        *_of_shacl(shapes),
        *_not_run(shapes),
        *_of_shapes(shapes),
        *_of_data(shapes, declared(ontology, data), used, partial=partial),
    ]
    return sorted(found, key=lambda one: one.key)


def _of_shacl(shapes: Graph) -> Iterator[Finding]:
    """Yield the terms of the namespace of SHACL that are not SHACL's: `sh:minCout` constrains nothing."""
    for subject, term, value in shapes:
        for word in (term, value):
            if isinstance(word, URIRef) and str(word).startswith(str(SH)) and str(word) not in shacl():
                names = sorted(one.removeprefix(str(SH)) for one in shacl())
                close = get_close_matches(word.removeprefix(str(SH)), names, n=1, cutoff=0.7)
                yield _finding(
                    holder(subject, shapes), word, "n'est pas un mot de SHACL", "is not a word of SHACL", close
                )


def _not_run(shapes: Graph) -> Iterator[Finding]:
    """Yield the constraints, targets and rules that neither engine runs: SHACL Core and SHACL-SPARQL alone are."""
    for term, severity in _NOT_RUN.items():
        for shape in shapes.subjects(term):
            french = "n'est pas exécuté : rien au-delà de SHACL Core et de SHACL-SPARQL ne l'est"
            english = "is not run: nothing beyond SHACL Core and SHACL-SPARQL is"
            yield _finding(holder(shape, shapes), term, french, english, severity=severity)


def _of_shapes(shapes: Graph) -> Iterator[Finding]:
    """Yield the shapes that others refer to and that nothing describes: any node conforms to them."""
    single = ((one, ref) for term in _REFERENCES for one, ref in shapes.subject_objects(term))
    listed = (
        (one, ref) for term in _LISTS for one, head in shapes.subject_objects(term) for ref in Collection(shapes, head)
    )
    for one, ref in (*single, *listed):
        if isinstance(ref, URIRef) and (ref, None, None) not in shapes:
            yield _finding(
                holder(one, shapes), ref, "est une forme que rien ne décrit", "is a shape that nothing describes"
            )


def _of_data(shapes: Graph, words: frozenset[str], used: frozenset[str], *, partial: bool) -> Iterator[Finding]:
    """Yield the classes and properties that a shape speaks of, that nothing declares, and that no data use."""
    seen: set[tuple[Node, URIRef]] = set()
    for shape, term in _spoken_of(shapes):
        owner = holder(shape, shapes)
        if (
            isinstance(term, URIRef)
            and not allowed(term, words)
            and str(term) not in used
            and (owner, term) not in seen
        ):
            seen.add((owner, term))
            mild = partial or (term, OPTIONAL, None) in shapes or excused(owner, shapes)
            near = suggestion(term, words | used)
            hint = [curie(near)] if near is not None else []
            yield _finding(
                *(owner, term, "n'est déclaré ni employé nulle part", "is neither declared nor used anywhere", hint),
                severity=Severity.INFO if mild else Severity.VIOLATION,
            )


def _spoken_of(shapes: Graph) -> Iterator[tuple[Node, Node]]:
    for term in (*CLASS_POINTERS, *PROPERTY_POINTERS):
        yield from shapes.subject_objects(term)
    for term in _PATH_LISTS:
        for one, head in shapes.subject_objects(term):
            if (head, RDF.first, None) in shapes:
                yield from ((one, member) for member in Collection(shapes, head))
    yield from spoken_in_queries(shapes)
    for one in shapes.subjects(RDF.type, SH.NodeShape):
        kinds = set(shapes.objects(one, RDF.type))
        if not kinds.isdisjoint({RDFS.Class, OWL.Class}):
            yield one, one


def _finding(
    owner: Node,
    word: URIRef,
    french: str,
    english: str,
    close: Iterable[str] = (),
    *,
    severity: Severity = Severity.VIOLATION,
) -> Finding:
    near = ", ".join(close)
    return Finding(
        shape=owner if isinstance(owner, URIRef) else None,
        component=UNKNOWN_IN_SHAPE,
        severity=severity,
        focus=owner,
        value=word,
        messages={
            "fr": f"{curie(word)} {french}." + (f" Vouliez-vous dire {near} ?" if near else ""),
            "en": f"{curie(word)} {english}." + (f" Did you mean {near}?" if near else ""),
        },
        title=_TITLE,
    )
