"""From a node, or a place that evidence cites, back to its documents: what it is, where it is written, the words."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode, Store
from rdflib import DCTERMS, FOAF, PROV, RDFS

from graph.asking.lookup import find
from graph.curies import expand
from graph.errors import GraphError
from graph.explaining.cited import Cited, Shelf, cited
from graph.explaining.worded import facts, kind, name
from graph.places import counted, place
from ontology.iris import BASE, PREFIXES

_FROM: Final = NamedNode(str(PROV.wasDerivedFrom))
_SHA256: Final = f"{PREFIXES['mlg']}sha256"
_FRAGMENTS: Final = ("row=", "char=", "page=", "/")
_NEAR: Final = 10


@dataclass(frozen=True, kw_only=True)
class Proof:
    """One piece of evidence: its IRI, its place in words, its file (title, issuer, date, licence), what is there."""

    iri: str
    place: str
    title: str
    issuer: str
    date: str
    licence: str
    cited: Cited


@dataclass(frozen=True, kw_only=True)
class Linked:
    """Another node: its IRI, its name, and what links it."""

    iri: str
    label: str
    link: str


@dataclass(frozen=True, kw_only=True)
class Explanation:
    """A node in words and its evidence; `supported` for a place, `near` (one step away) where there is no evidence."""

    iri: str
    kind: str
    label: str
    facts: tuple[tuple[str, str], ...] = ()
    proofs: tuple[Proof, ...] = ()
    near: tuple[Linked, ...] = ()
    supported: tuple[Linked, ...] = ()


def explain(store: Store, text: str, *, documents: Path | None = None, data: Path | None = None) -> Explanation:
    """Explain a node by IRI, short name, code or name, or an evidence IRI; GraphError when nothing is meant by it."""
    shelf, iri = Shelf(documents=documents, data=data), expand(text.strip().strip("<>"))
    for folder in (documents, data):
        if folder is not None and not folder.is_dir():
            raise GraphError(f"{folder} : ce dossier n'existe pas", kind="unreadable")
    if iri.startswith(f"{BASE}id/") and iri.partition("#")[2].startswith(_FRAGMENTS):
        return _place(store, iri, shelf)
    node = _meant(store, text.strip().strip("<>"))
    found = {one.value for one in _named(quad.object for quad in store.quads_for_pattern(node, _FROM, None))}
    return Explanation(
        iri=node.value,
        kind=kind(store, node),
        label=name(store, node),
        facts=tuple(facts(store, node)),
        proofs=tuple(_proof(store, one, shelf) for one in sorted(found, key=counted)),
        near=() if found else tuple(_near(store, node)),
    )


def _meant(store: Store, text: str) -> NamedNode:
    try:
        return find(store, "noeud", text)
    except GraphError as error:  # it speaks of an option, which we do not have
        raise GraphError(error.message.removeprefix("--noeud "), kind=error.kind, remedy=error.remedy) from None


def _place(store: Store, iri: str, shelf: Shelf) -> Explanation:
    """Explain a place: its file must be known to the graph, some fact need not be drawn from it."""
    file = _node(iri.partition("#")[0])
    if not any(store.quads_for_pattern(file, None, None)):
        problem = f"{place(file.value)} n'est pas un document ni un fichier du graphe"
        raise GraphError(problem, kind="usage", remedy="la liste : maillage query sources-du-graphe")
    facts_of = {quad.subject for quad in store.quads_for_pattern(None, _FROM, _node(iri))}
    supported = [Linked(iri=one.value, label=name(store, one), link=kind(store, one)) for one in _named(facts_of)]
    proof = _proof(store, iri, shelf)
    what = kind(store, file)
    return Explanation(iri=iri, kind=what, label=proof.place, proofs=(proof,), supported=tuple(supported))


def _proof(store: Store, iri: str, shelf: Shelf) -> Proof:
    file = _node(iri.partition("#")[0])
    return Proof(
        iri=iri,
        place=place(iri),
        title=_said(store, file, DCTERMS.title, RDFS.label),
        issuer=_said(store, file, DCTERMS.publisher),
        date=_said(store, file, DCTERMS.issued),
        licence=_said(store, file, DCTERMS.license),
        cited=cited(iri, _said(store, file, _SHA256), shelf),
    )


def _said(store: Store, node: NamedNode, *terms: str) -> str:
    """Return the first value of the first term that has one: a text, or the name of what it points to."""
    for term in terms:
        found = [quad.object for quad in store.quads_for_pattern(node, NamedNode(str(term)), None)]
        words = [one.value for one in found if isinstance(one, Literal)]
        words += [_called(store, one) for one in found if isinstance(one, NamedNode)]
        if words:
            return min(words)
    return ""


def _called(store: Store, node: NamedNode) -> str:
    """Return the name of an issuer, or the IRI of a licence, which the graph does not name."""
    named = any(any(store.quads_for_pattern(node, NamedNode(str(term)), None)) for term in (RDFS.label, FOAF.name))
    return name(store, node) if named else node.value


def _near(store: Store, node: NamedNode) -> Iterable[Linked]:
    """Yield the nodes one step away that have evidence of their own, a few of them."""
    out = [(quad.object, quad.predicate) for quad in store.quads_for_pattern(node, None, None)]
    back = [(quad.subject, quad.predicate) for quad in store.quads_for_pattern(None, None, node)]
    links = {(one.value, term.value) for one, term in [*out, *back] if isinstance(one, NamedNode)}
    proved = [(iri, term) for iri, term in sorted(links) if any(store.quads_for_pattern(_node(iri), _FROM, None))]
    for iri, term in proved[:_NEAR]:
        yield Linked(iri=iri, label=name(store, _node(iri)), link=name(store, _node(term)))


def _named(nodes: Iterable[object]) -> list[NamedNode]:
    return sorted((one for one in nodes if isinstance(one, NamedNode)), key=lambda one: one.value)


def _node(iri: str) -> NamedNode:
    try:
        return NamedNode(iri)
    except ValueError:
        raise GraphError(f"« {iri} » n'est pas un IRI", kind="usage") from None
