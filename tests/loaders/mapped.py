"""Files mapped together, in memory, as a build does: what the tests of several sources ask their questions to."""

from pathlib import Path

from rdflib import Graph, URIRef

from loaders.compiler import COLUMN, compile_mapping
from loaders.context import context
from loaders.declaration import declared
from loaders.edition import Edition, digest
from loaders.edition import edition as of_file
from loaders.load import prepare, rows, variables
from loaders.mapping import parse
from loaders.reference import read
from ontology.iris import mint

SOURCES = declared()


def sample(name: str, file: str) -> Edition:
    """Return a sample of a source as an edition of it."""
    source = SOURCES[name]
    return of_file(source, source.folder / file)


def typed(tmp_path: Path, name: str, content: str) -> Edition:
    """Write a file named `source__date` and return it as an edition of that date."""
    word, _, date = name.partition("__")
    source = SOURCES[word.replace("_", "-")]
    path = tmp_path / f"{name}.{'json' if content.startswith(('[', '{')) else 'csv'}"
    path.write_text(content, encoding="utf-8")
    iri, day = str(mint("source", source.name, path.name)), date.replace("_", "-") or None
    return Edition(source=source, path=path, name=path.name, iri=iri, sha256=digest(path), published=day)


def mapped(tmp_path: Path, *editions: Edition) -> Graph:
    """Map editions in the world that they make together."""
    return read(text(tmp_path, *editions))


def text(tmp_path: Path, *editions: Edition) -> str:
    """Map editions to N-Triples."""
    ready = [(one, prepare(one, tmp_path)) for one in editions]
    world = context(ready)
    compiled = [compile_mapping(parse(one.source.mapping), variables(one.source)) for one, _ in ready]
    found = [c.triples(rows(one, cleaned, world)).collect() for c, (one, cleaned) in zip(compiled, ready, strict=True)]
    return "".join("".join(frame[COLUMN]) for frame in found)


def about(graph: Graph, subject: str, predicate: URIRef) -> list[str]:
    """Return what a node says by a property: the end of each value, sorted."""
    return sorted(str(one).rpartition("/")[2] for one in graph.objects(URIRef(subject), predicate))
