"""The Turtle files of the package, and the graphs they make: parsed on demand, in the order of their names."""

from pathlib import Path
from typing import Final, Literal, TypeAlias

from rdflib import Graph

Kind: TypeAlias = Literal["ontology", "vocab", "shapes", "alignments"]

_ROOT: Final = Path(__file__).parent


def turtle_files(kind: Kind) -> tuple[Path, ...]:
    """Return the files of the terms, the code lists, the shapes or the alignments, sorted by name."""
    return tuple(sorted((_ROOT if kind == "ontology" else _ROOT / kind).glob("*.ttl")))


def vocabulary() -> Graph:
    """Return the terms and the code lists: what a graph must hold to be validated."""
    return _parse(*turtle_files("ontology"), *turtle_files("vocab"))


def shapes() -> Graph:
    """Return the SHACL shapes of every theme."""
    return _parse(*turtle_files("shapes"))


def alignments() -> Graph:
    """Return the links to other vocabularies, which no other file depends on."""
    return _parse(*turtle_files("alignments"))


def _parse(*paths: Path) -> Graph:
    graph = Graph(bind_namespaces="none")
    for path in paths:
        graph.parse(path, format="turtle")
    return graph
