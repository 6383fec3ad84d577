"""No personal data beyond the allow-list leave the house: its shapes, run on what is about to be written."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import polars as pl
import pyoxigraph as ox
from rdflib import RDF, RDFS, SH, Graph
from rdflib.term import Node

from graph.errors import GraphError
from graph.reading import add, read
from graph.validation.coverage import targeted
from graph.validation.findings import Finding
from graph.validation.shacl import run
from ontology.files import turtle_files

NAME: Final = "donnees-personnelles.ttl"

# Constraints that cannot tell apart two nodes with as many values of each kind, alike for each pattern, by property.
_BLIND_TO_VALUES: Final = frozenset(
    {SH.closed, SH.ignoredProperties, SH.property, SH.path, SH.alternativePath, SH.minCount, SH.maxCount, SH.nodeKind}
    | {SH.targetClass, SH.targetSubjectsOf, SH.severity, SH.message, SH.name, SH.description, SH.order}
    | {SH.pattern, SH["not"]}
    | {RDF.type, RDF.first, RDF.rest, RDFS.label, RDFS.comment, RDFS.isDefinedBy, RDFS.seeAlso}
)


def shapes_file() -> Path:
    """Return the file of the shapes that say what may be published about people."""
    return next(path for path in turtle_files("shapes") if path.name == NAME)


def refuse_personal_data(slices: Iterable[pl.DataFrame], shape: Path) -> None:
    """Raise, kind `refused`, when a node breaks one of the shapes of a file; they judge nodes by their own properties.

    `slices` have columns `s p o` in N-Triples syntax and hold whole subjects; of alike nodes one is enough.
    """
    if found := personal_data(slices, shape):
        first = found[0]
        message = f"donnée personnelle refusée à l'export : {first.message} ({first.focus})"
        raise GraphError(message, kind="refused", remedy="corrigez la source, puis relancez : maillage build")


def personal_data(slices: Iterable[pl.DataFrame], shape: Path) -> list[Finding]:
    """Return what the shapes of a file find in slices of whole subjects, in the order of findings."""
    shapes = read([shape])
    rules = [_rule(one, shapes) for one in sorted(targeted(shapes), key=str)]
    data = Graph(bind_namespaces="none")
    for triples in slices:
        chosen = pl.concat([rule.subjects(triples) for rule in rules]).unique()
        about = triples.join(chosen, on="s", how="semi")
        text = about.select(pl.format("{} {} {} .\n", "s", "p", "o").str.join("")).item()
        add(data, ox.parse(text or "", ox.RdfFormat.N_TRIPLES), "export")
    findings, _ = run(data, shapes)
    return sorted(findings, key=lambda one: one.key)


@dataclass(frozen=True)
class _Rule:
    """A shape: its targets by class or by a property they bear, its patterns, and the lists it has already seen.

    `patterns` is None for a shape that looks at values in other ways: it must see every node.
    """

    classes: tuple[str, ...]
    bearers: tuple[str, ...]
    patterns: tuple[str, ...] | None
    seen: set[str] = field(default_factory=set)

    def subjects(self, triples: pl.DataFrame) -> pl.DataFrame:
        """Return the subjects of a slice that this shape must look at, one column `s`."""
        typed = (pl.col("p") == f"<{RDF.type}>") & pl.col("o").is_in(self.classes)
        targets = triples.filter(typed | pl.col("p").is_in(self.bearers)).select("s").unique()
        if self.patterns is None:
            return targets
        lists = self._lists(triples.join(targets, on="s", how="semi"), self.patterns)
        fresh = lists.filter(~pl.col("list").is_in(list(self.seen)))
        self.seen.update(fresh["list"])
        return fresh.select("s")

    @staticmethod
    def _lists(about: pl.DataFrame, patterns: tuple[str, ...]) -> pl.DataFrame:
        """Return one subject for each distinct list of (property, kind of value): 600,000 people are a few lists.

        Types count whole, since they are what the shapes target.
        """
        text = pl.col("o").str.strip_chars_start('"').str.replace(r'"[^"]*$', "")
        marks = [pl.when(text.str.contains(pattern)).then(pl.lit("!")).otherwise(pl.lit("-")) for pattern in patterns]
        kind = pl.concat_str(pl.col("o").str.slice(0, 1), *marks)
        said = pl.when(pl.col("p") == f"<{RDF.type}>").then(pl.col("o")).otherwise(kind)
        lists = about.group_by("s").agg(pl.concat_str("p", said, separator=" ").sort().str.join(" ").alias("list"))
        return lists.group_by("list").agg(pl.col("s").min())


def _rule(shape: Node, shapes: Graph) -> _Rule:
    classes = tuple(sorted(f"<{one}>" for one in shapes.objects(shape, SH.targetClass)))
    bearers = tuple(sorted(f"<{one}>" for one in shapes.objects(shape, SH.targetSubjectsOf)))
    nodes = _nodes(shape, shapes)
    blind = {term for node in nodes for term in shapes.predicates(node)} <= _BLIND_TO_VALUES
    patterns = tuple(sorted(str(text) for node in nodes for text in shapes.objects(node, SH.pattern)))
    return _Rule(classes, bearers, patterns if blind and all(map(_readable, patterns)) else None)


def _nodes(shape: Node, shapes: Graph) -> set[Node]:
    """Return every node that a shape is made of, the shapes it refers to included."""
    nodes, waiting = set[Node](), [shape]
    while waiting:
        if (node := waiting.pop()) not in nodes:
            nodes.add(node)
            waiting += shapes.objects(node)
    return nodes


def _readable(pattern: str) -> bool:
    """Tell whether Polars reads a pattern as SHACL does: without look-around or back-reference, which it refuses."""
    try:
        pl.Series([""]).str.contains(pattern)
    except pl.exceptions.ComputeError:
        return False
    return True
