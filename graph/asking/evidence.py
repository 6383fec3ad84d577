"""An answer with its evidence: for each row, the places that the facts it shows were drawn from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode, QuerySolutions, Store, Triple
from rdflib import PROV

from graph.asking.answers import Answer, Row
from graph.places import counted, in_order, place
from queries import bound, read

COLUMN: Final = "preuves"
FOR_MACHINES: Final = frozenset({"csv", "tsv", "json", "jsonl", "xml"})
"""Formats that take whole evidence IRIs, separated by a space; the others, and `excel-fr`, take words."""

_QUERY: Final = Path(__file__).parents[1] / "sparql" / "preuves-des-noeuds.rq"
_FROM: Final = NamedNode(str(PROV.wasDerivedFrom))
_BETWEEN: Final = " ; "


@dataclass(frozen=True, kw_only=True)
class Origin:
    """Where a node comes from: the IRIs of places, and its rank: 1 a fact, 2 a project or the like, 3 the rest."""

    rank: int
    places: tuple[str, ...]


def with_evidence(store: Store, answer: Answer, *, words: bool) -> Answer:
    """Return the answer with a last column `preuves`, in words or as IRIs; a graph gets its own triples of evidence.

    A row that shows a flow, a figure, a mandate, or an evidence IRI, gives the places of those; else those of its
    projects, programmes and equipment; else those of any node it names. A yes or no is returned as it is. In words,
    a column of evidence IRIs alone gives way to the new one.
    """
    if answer.form == "graph":
        return replace(answer, triples=(*answer.triples, *_added(store, answer.triples)))
    if answer.form == "ask" or COLUMN in answer.variables:
        return answer
    known = origins(store, (term for row in answer.rows for term in row))
    kept = [i for i in range(len(answer.variables)) if not (words and _only_places(answer, i, known))]
    rows = tuple((*(row[i] for i in kept), _cell(row, known, words=words)) for row in answer.rows)
    return replace(answer, variables=(*(answer.variables[i] for i in kept), COLUMN), rows=rows)


def origins(store: Store, terms: Iterable[object]) -> Mapping[str, Origin]:
    """Return the origin of each node that has one, by IRI, in one query for all of them."""
    nodes = sorted({term for term in terms if isinstance(term, NamedNode)}, key=lambda node: node.value)
    if not nodes:
        return {}
    found = store.query(bound(read(_QUERY), {"noeud": nodes}), use_default_graph_as_union=True)
    assert isinstance(found, QuerySolutions)
    ranks: dict[str, int] = {}
    places: dict[str, set[str]] = {}
    for node, proof, rank in found:
        assert isinstance(node, NamedNode)
        assert isinstance(proof, NamedNode)
        assert isinstance(rank, Literal)
        ranks[node.value] = min(int(rank.value), ranks.get(node.value, int(rank.value)))
        places.setdefault(node.value, set()).add(proof.value)
    return {iri: Origin(rank=ranks[iri], places=tuple(sorted(places[iri], key=counted))) for iri in sorted(places)}


def _cell(row: Row, known: Mapping[str, Origin], *, words: bool) -> Literal | None:
    found = [known[term.value] for term in row if isinstance(term, NamedNode) and term.value in known]
    best = min((one.rank for one in found), default=0)
    places = sorted({iri for one in found if one.rank == best for iri in one.places}, key=counted)
    if not places:
        return None
    return Literal(_BETWEEN.join(in_order(map(_words, places))) if words else " ".join(places))


def _only_places(answer: Answer, column: int, known: Mapping[str, Origin]) -> bool:
    """Tell whether a column holds nothing but evidence IRIs, which `preuves` says in words."""
    values = [term.value for row in answer.rows if (term := row[column]) is not None]
    return bool(values) and all(iri in known and known[iri].places == (iri,) for iri in values)


def _words(iri: str) -> str:
    """Say a place as a table does: « bilan.txt, caractères 12655–12735 »."""
    return place(iri).replace(" à ", "–") if "#char=" in iri else place(iri)


def _added(store: Store, triples: Iterable[Triple]) -> list[Triple]:
    """Return the triples of evidence of the nodes of a graph that it does not already hold."""
    held = list(triples)
    nodes = [term for one in held for term in (one.subject, one.object)]
    known = origins(store, nodes)
    made = [Triple(NamedNode(iri), _FROM, NamedNode(p)) for iri, one in known.items() for p in one.places if iri != p]
    return [one for one in made if one not in set(held)]
