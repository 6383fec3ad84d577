"""Validation: the verdict of the shapes in two languages, with source lines, and what a green one would hide."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, Literal, TypeAlias

import pyoxigraph as ox
from rdflib import RDF, SH, Graph

from graph.errors import GraphError
from graph.reading import add
from graph.store import size, union
from graph.validation.assembling import Judged, assembled
from graph.validation.compiled.loading import loaded
from graph.validation.compiled.validation import judged as judged_compiled
from graph.validation.coverage import coverage
from graph.validation.findings import Validation
from graph.validation.inputs import inputs
from graph.validation.judge import judge
from graph.validation.lines import locator
from graph.verify import Checked, check_records
from ontology.iris import BASE

DEFINITIONS: Final = ox.NamedNode(BASE + "def")
"""The graph of a store that holds the ontology and the code lists."""

MAX_TRIPLES: Final = 2_000_000
"""What pySHACL is asked to check: a few minutes and about 3 GB; above that, validate territory by territory."""

COMPILED_FROM: Final = 100_000
"""Files of fewer triples go to pySHACL, which keeps their numbers and dates as they were written.

Shapes that hold SPARQL are compiled whatever the size: decision 6 says what pySHACL makes of them.
"""

Engine: TypeAlias = Literal["auto", "compiled", "pyshacl"]
"""What runs the shapes: both find the same; auto compiles them for a store and for large files."""


def validate(
    data: Graph, shapes: Graph, *, ontology: Graph | None = None, strict: bool = False, partial: bool = False
) -> Validation:
    """Check `data` against `shapes`; neither graph is changed.

    `ontology` is the part of `data` that declares terms and code lists: it does not count as something checked.
    A shape that matched no node is an error unless it is declared optional (or the data `partial`); when `strict`, an
    optional shape too. If no shape matched any node, it is an error always.
    """
    known = ontology if ontology is not None else Graph()
    return assembled(judged(data, shapes, known), shapes, known, strict=strict, partial=partial)


def judged(data: Graph, shapes: Graph, ontology: Graph) -> Judged:
    """Return what pySHACL finds in a graph."""
    return Judged(
        report=judge(data, shapes),
        data=data,
        terms=data,
        about=lambda _: data,
        used=frozenset(map(str, {*data.predicates(), *data.objects(None, RDF.type)})),
        coverage=coverage(data, shapes, ontology),
        triples=len(data),
    )


def validate_files(
    paths: Sequence[Path],
    shapes: Sequence[Path] = (),
    *,
    ontology: Sequence[Path] = (),
    strict: bool = False,
    partial: bool = False,
    engine: Engine = "auto",
) -> Validation:
    """Check RDF files against our shapes and checks, or the shapes of other files; our ontology is known to them."""
    given = inputs(paths, shapes, ontology)
    triples = len(given.data)
    data = given.data + given.ontology
    worth_compiling = triples > COMPILED_FROM or any((None, term, None) in given.shapes for term in (SH.select, SH.ask))
    store = loaded(data) if engine == "compiled" or (engine == "auto" and worth_compiling) else None
    if store is not None:
        found = judged_compiled(store, given.shapes, given.ontology, lambda: data)
    else:
        found = judged(data, given.shapes, given.ontology)
    checked = Checked() if shapes else _checked(store or loaded(data))
    return assembled(
        *(replace(found, triples=triples), given.shapes, given.ontology),
        strict=strict,
        partial=partial,
        more=(*given.notes, *checked.findings),
        checks=checked.ran,
        locate=locator(given.files),
    )


def validate_store(
    path: Path,
    shapes: Sequence[Path] = (),
    *,
    ontology: Sequence[Path] = (),
    strict: bool = False,
    partial: bool = False,
    limit: int = MAX_TRIPLES,
    engine: Engine = "auto",
) -> Validation:
    """Check the union of the graphs of an Oxigraph store against our shapes and checks, or the shapes of files.

    pySHACL, when it is asked for or when a shape is declined, is not given more than `limit` triples: kind `limit`.
    """
    try:
        store = ox.Store.read_only(str(path))
    except (OSError, RuntimeError) as error:  # Oxigraph tells a damaged file by a RuntimeError
        remedy = "relancez : maillage build"
        raise GraphError(f"{path} : graphe illisible ({error})", kind="unreadable", remedy=remedy) from error
    given = inputs((), shapes, ontology)
    if engine == "pyshacl":
        found = judged(_whole(store, str(path), limit), given.shapes, given.ontology)
    else:
        found = judged_compiled(store, given.shapes, given.ontology, lambda: _whole(store, str(path), limit))
    checked = Checked() if shapes else check_records(path)
    return assembled(
        *(found, given.shapes, given.ontology),
        strict=strict,
        partial=partial,
        more=checked.findings,
        checks=checked.ran,
        locate=locator(given.files),
    )


def _checked(store: ox.Store) -> Checked:
    """Run the checks across records on a store in memory: each is run by a process of its own, from the disk."""
    with TemporaryDirectory(prefix="maillage-") as folder:
        copy = ox.Store(folder)
        copy.bulk_extend(store)
        copy.flush()
        del copy  # Oxigraph locks the folder
        return check_records(Path(folder))


def _whole(store: ox.Store, origin: str, limit: int) -> Graph:
    """Return the union of the graphs of a store, for pySHACL."""
    if (triples := size(store)) > limit:
        message = f"{origin} : {triples} triplets, au-delà des {limit} que pySHACL vérifie en un temps raisonnable"
        raise GraphError(message, kind="limit", remedy="validez un territoire à la fois, ou --engine compiled")
    data = Graph(bind_namespaces="none")
    add(data, union(store), origin)
    return data
