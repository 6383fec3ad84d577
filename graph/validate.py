"""Validation: pySHACL's verdict, told in two languages with source lines, and what a green verdict would hide."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import pyoxigraph as ox
from rdflib import SH, Graph

from graph.coverage import coverage, targeted
from graph.errors import GraphError
from graph.findings import Validation
from graph.reading import add, read
from graph.shacl import DATATYPE, record, run
from graph.suspicion import ill_formed_literals, unknown_terms, unused_shapes
from ontology.files import shapes as our_shapes
from ontology.files import vocabulary
from ontology.iris import BASE

DEFINITIONS: Final = ox.NamedNode(BASE + "def")
"""The graph of a store that holds the ontology and the code lists."""

MAX_TRIPLES: Final = 2_000_000
"""What pySHACL is asked to check: a few minutes and about 3 GB; above that, validate territory by territory."""


def validate(data: Graph, shapes: Graph, *, ontology: Graph | None = None, strict: bool = False) -> Validation:
    """Check `data` against `shapes`; neither graph is changed.

    `ontology` is the part of `data` that declares terms and code lists: it does not count as something checked.
    A shape that matched no node is a note, an error when `strict`; if no shape matched any node, an error always.
    """
    known = ontology if ontology is not None else Graph()
    findings, report = run(data, shapes)
    covered = coverage(data, shapes, known)
    ill_typed = frozenset((one.focus, one.value) for one in findings if one.component == DATATYPE)
    extra = [
        *ill_formed_literals(data, ill_typed),
        *unknown_terms(data, shapes, known),
        *unused_shapes(covered, strict=strict),
    ]
    for finding in extra:
        record(report, finding, data)
    everything = tuple(sorted((*findings, *extra), key=lambda one: one.key))
    return Validation(findings=everything, coverage=covered, triples=len(data), report=report)


def validate_files(paths: Sequence[Path], shapes_path: Path | None = None, *, strict: bool = False) -> Validation:
    """Check RDF files against our shapes, or those of a file; our ontology and code lists are known to the data."""
    data = read(paths)
    triples = len(data)
    shapes = _shapes(shapes_path)
    ontology = vocabulary()
    data += ontology
    return replace(validate(data, shapes, ontology=ontology, strict=strict), triples=triples)


def validate_store(path: Path, *, strict: bool = False, limit: int = MAX_TRIPLES) -> Validation:
    """Check the union of the graphs of an Oxigraph store against our shapes; above `limit` quads, kind `limit`."""
    try:
        store = ox.Store.read_only(str(path))
    except (OSError, RuntimeError) as error:  # Oxigraph tells a damaged file by a RuntimeError
        remedy = "relancez : maillage build"
        raise GraphError(f"{path} : graphe illisible ({error})", kind="unreadable", remedy=remedy) from error
    if len(store) > limit:
        message = f"{path} : {len(store)} triplets, au-delà des {limit} que pySHACL vérifie en un temps raisonnable"
        raise GraphError(message, kind="limit", remedy="validez un territoire à la fois")
    data = Graph(bind_namespaces="none")
    add(data, store, str(path))
    return validate(data, our_shapes(), ontology=vocabulary(), strict=strict)


def _shapes(path: Path | None) -> Graph:
    if path is None:
        return our_shapes()
    shapes = read([path])
    if not targeted(shapes) and (None, SH.path, None) not in shapes:
        raise GraphError(f"{path} : aucune forme SHACL dans ce fichier", kind="usage")
    return shapes
