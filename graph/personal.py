"""No personal data beyond the allow-list leave the house: its shapes, run on what is about to be written."""

from pathlib import Path
from typing import Final

import polars as pl
import pyoxigraph as ox
from rdflib import RDF, RDFS, SH, Graph
from rdflib.term import Node

from graph.errors import GraphError
from graph.reading import add, read
from graph.validation.coverage import targeted
from graph.validation.shacl import run
from ontology.files import turtle_files

NAME: Final = "donnees-personnelles.ttl"

# Constraints that cannot tell apart two nodes with as many values of each kind for each property.
_BLIND_TO_VALUES: Final = frozenset(
    {SH.closed, SH.ignoredProperties, SH.property, SH.path, SH.alternativePath, SH.minCount, SH.maxCount, SH.nodeKind}
    | {SH.targetClass, SH.targetSubjectsOf, SH.severity, SH.message, SH.name, SH.description, SH.order}
    | {RDF.type, RDF.first, RDF.rest, RDFS.label, RDFS.comment, RDFS.isDefinedBy, RDFS.seeAlso}
)


def shapes_file() -> Path:
    """Return the file of the shapes that say what may be published about people."""
    return next(path for path in turtle_files("shapes") if path.name == NAME)


def refuse_personal_data(quads: pl.LazyFrame, shape: Path) -> None:
    """Raise, kind `refused`, when a node breaks one of the shapes of a file; they judge nodes by their own properties.

    `quads` has columns `g s p o` in N-Triples syntax; of alike nodes, one is enough for a shape blind to values.
    """
    shapes = read([shape])
    seen = pl.concat([_seen(one, shapes, quads) for one in sorted(targeted(shapes), key=str)]).unique()
    line = pl.format("{} {} {} .\n", "s", "p", "o").alias("line")
    about = quads.join(seen, on="s", how="semi").select(line).collect(engine="streaming")
    data = Graph(bind_namespaces="none")
    add(data, ox.parse("".join(about["line"]), ox.RdfFormat.N_TRIPLES), "export")
    findings, _ = run(data, shapes)
    if findings:
        first = min(findings, key=lambda one: one.key)
        message = f"donnée personnelle refusée à l'export : {first.message} ({first.focus})"
        raise GraphError(message, kind="refused", remedy="corrigez la source, puis relancez : maillage build")


def _seen(shape: Node, shapes: Graph, quads: pl.LazyFrame) -> pl.LazyFrame:
    """Return the subjects to look at for one shape: its targets, by class or by a property they bear."""
    classes = [f"<{one}>" for one in shapes.objects(shape, SH.targetClass)]
    bearers = [f"<{one}>" for one in shapes.objects(shape, SH.targetSubjectsOf)]
    typed = (pl.col("p") == f"<{RDF.type}>") & pl.col("o").is_in(classes)
    targets = quads.filter(typed | pl.col("p").is_in(bearers)).select("s").unique()
    if not _terms(shape, shapes) <= _BLIND_TO_VALUES:
        return targets
    return _representatives(quads.join(targets, on="s", how="semi").select("s", "p", "o").unique())


def _terms(shape: Node, shapes: Graph) -> set[Node]:
    """Return every term that a shape is made of, those of the shapes it refers to included."""
    nodes, waiting = set[Node](), [shape]
    while waiting:
        if (node := waiting.pop()) not in nodes:
            nodes.add(node)
            waiting += shapes.objects(node)
    return {term for node in nodes for term in shapes.predicates(node)}


def _representatives(about: pl.LazyFrame) -> pl.LazyFrame:
    """Return one subject for each distinct list of (property, kind of value): 600,000 people are a few lists.

    Types count whole, since they are what the shapes target.
    """
    kind = pl.when(pl.col("p") == f"<{RDF.type}>").then(pl.col("o")).otherwise(pl.col("o").str.slice(0, 1))
    lists = about.group_by("s").agg(pl.concat_str("p", kind).sort().str.join(" ").alias("list"))
    return lists.group_by("list").agg(pl.col("s").min()).select("s")
