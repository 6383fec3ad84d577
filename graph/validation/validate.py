"""Validation: the verdict of the shapes in two languages, with source lines, and what a green one would hide."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final, Literal, TypeAlias

import pyoxigraph as ox
from rdflib import SH, Graph

from graph.errors import GraphError
from graph.reading import add, read
from graph.store import size, union
from graph.validation.compiled.loading import loaded
from graph.validation.compiled.validation import validate as validate_compiled
from graph.validation.coverage import coverage, targeted
from graph.validation.findings import Validation
from graph.validation.shacl import DATATYPE, record, run
from graph.validation.suspicion import ill_formed_literals, unknown_terms, unused_shapes
from ontology.files import shapes as our_shapes
from ontology.files import vocabulary
from ontology.iris import BASE

DEFINITIONS: Final = ox.NamedNode(BASE + "def")
"""The graph of a store that holds the ontology and the code lists."""

MAX_TRIPLES: Final = 2_000_000
"""What pySHACL is asked to check: a few minutes and about 3 GB; above that, validate territory by territory."""

COMPILED_FROM: Final = 100_000
"""Files of fewer triples go to pySHACL, which keeps their numbers and dates as they were written."""

Engine: TypeAlias = Literal["auto", "compiled", "pyshacl"]
"""What runs the shapes: both find the same; auto compiles them for a store and for large files."""


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


def validate_files(
    paths: Sequence[Path], shapes_path: Path | None = None, *, strict: bool = False, engine: Engine = "auto"
) -> Validation:
    """Check RDF files against our shapes, or those of a file; our ontology and code lists are known to the data."""
    data = read(paths)
    triples = len(data)
    shapes = _shapes(shapes_path)
    ontology = vocabulary()
    data += ontology
    if engine == "compiled" or (engine == "auto" and triples > COMPILED_FROM):
        found = validate_compiled(loaded(data), shapes, ontology, lambda: data, strict=strict)
        return replace(found, triples=triples)
    return replace(validate(data, shapes, ontology=ontology, strict=strict), triples=triples)


def validate_store(
    path: Path, *, strict: bool = False, limit: int = MAX_TRIPLES, engine: Engine = "auto"
) -> Validation:
    """Check the union of the graphs of an Oxigraph store against our shapes.

    pySHACL, when it is asked for or when a shape is declined, is not given more than `limit` triples: kind `limit`.
    """
    try:
        store = ox.Store.read_only(str(path))
    except (OSError, RuntimeError) as error:  # Oxigraph tells a damaged file by a RuntimeError
        remedy = "relancez : maillage build"
        raise GraphError(f"{path} : graphe illisible ({error})", kind="unreadable", remedy=remedy) from error
    if engine != "pyshacl":
        return validate_compiled(
            store, our_shapes(), vocabulary(), lambda: _whole(store, str(path), limit), strict=strict
        )
    return validate(_whole(store, str(path), limit), our_shapes(), ontology=vocabulary(), strict=strict)


def _whole(store: ox.Store, origin: str, limit: int) -> Graph:
    """Return the union of the graphs of a store, for pySHACL."""
    if (triples := size(store)) > limit:
        message = f"{origin} : {triples} triplets, au-delà des {limit} que pySHACL vérifie en un temps raisonnable"
        raise GraphError(message, kind="limit", remedy="validez un territoire à la fois, ou --engine compiled")
    data = Graph(bind_namespaces="none")
    add(data, union(store), origin)
    return data


def _shapes(path: Path | None) -> Graph:
    if path is None:
        return our_shapes()
    shapes = read([path])
    if not targeted(shapes) and (None, SH.path, None) not in shapes:
        raise GraphError(f"{path} : aucune forme SHACL dans ce fichier", kind="usage")
    return shapes
