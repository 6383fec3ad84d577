"""The links that names justify, written into a graph of their own, so that they are never taken for published ones."""

from collections.abc import Iterator
from typing import Any, Final

import polars as pl
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store
from rdflib import PROV, SKOS

from ontology.iris import BASE
from ontology.terms import MLG

GRAPH: Final = BASE + "rapprochements"
"""The named graph of the links; what it says of a flow is marked « [déduit] » and has the evidence of that flow."""

_SIDES: Final = {"financeur": "financeur", "beneficiaire": "bénéficiaire"}
_EVIDENCE: Final = NamedNode(str(PROV.wasDerivedFrom))
_NOTE: Final = NamedNode(str(SKOS.note))


def link(store: Store, rows: pl.DataFrame) -> int:
    """Add the links of `flux sens nom organisme motif` to a store; return how many statements its graph then holds."""
    made = [quad for row in rows.iter_rows(named=True) for quad in _quads(store, row)]
    store.extend(made)
    return sum(1 for _ in store.quads_for_pattern(None, None, None, NamedNode(GRAPH)))


def _quads(store: Store, row: dict[str, Any]) -> Iterator[Quad]:
    flow, side = NamedNode(row["flux"]), row["sens"]
    note = f"[déduit] {_SIDES[side]} reconnu à son nom, « {row['nom']} » ({row['motif']})"
    proofs = [one.object for one in store.quads_for_pattern(flow, _EVIDENCE, None, DefaultGraph())]
    for graph in (NamedNode(GRAPH), DefaultGraph()):
        yield Quad(flow, NamedNode(str(MLG[side])), NamedNode(row["organisme"]), graph)
        yield Quad(flow, _NOTE, Literal(note, language="fr"), graph)
        for proof in proofs:
            yield Quad(flow, _EVIDENCE, proof, graph)
