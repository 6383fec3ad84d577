"""Every source, by its samples: compiled = evaluated by rdflib = recorded; every row accounted for."""

import io
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Graph

from graph import export
from loaders import Source, declared
from loaders.clean import count
from loaders.compiler import COLUMN, compile_mapping
from loaders.context import context
from loaders.document import Document
from loaders.edition import Edition, digest, published
from loaders.load import Context, prepare, rows, variables
from loaders.mapping import parse
from loaders.newest import newest
from loaders.reference import evaluate, read, terms
from loaders.terms import verbatim
from ontology.iris import mint

SOURCES = declared()
SAMPLES = [
    (source, path)
    for source in SOURCES.values()
    for path in sorted(source.folder.glob("sample*"))
    if path.suffix != ".ttl"
]
NAMES = [f"{source.name}/{path.name}" for source, path in SAMPLES]


def edition(source: Source, path: Path) -> Edition:
    in_document = source.evidence.fragment == "char"
    document = Document(titre="Exemple", emetteur="commune:62119", fichier="exemple.txt", sha256="0" * 64)
    iri = mint("document", document.fichier) if in_document else mint("source", source.name, path.name)
    return Edition(
        source=source,
        path=path,
        name=path.name,
        iri=str(iri),
        sha256=digest(path),
        published=published(path.name),
        latest=not path.stem.endswith("2019"),
        document=document if in_document else None,
    )


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Context:
    """The movements, communes and people of all samples: the small world in which each of them is mapped.

    Each speaks for itself: what a newer source would have said better is the business of `test_newest.py`.
    """
    work = tmp_path_factory.mktemp("lecture")
    editions = [edition(source, path) for source, path in SAMPLES]
    return replace(context((one, prepare(one, work)) for one in editions), newest=newest(()))


def triples(graph: Graph) -> set[str]:
    return {f"{s.n3()} {p.n3()} {o.n3()}" for s, p, o in graph}


def recorded(path: Path) -> Graph:
    with verbatim():
        return Graph().parse(path, format="turtle")


def turtle(ntriples: str) -> bytes:
    """Write what is recorded as the project exports it, to be read by people."""
    store, stream = ox.Store(), io.BytesIO()
    store.load(ntriples.encode(), ox.RdfFormat.N_TRIPLES)
    export.write(store, stream)
    return stream.getvalue()


@pytest.mark.parametrize(("source", "path"), SAMPLES, ids=NAMES)
def test_a_mapping_means_the_same_compiled_evaluated_by_rdflib_and_recorded(
    source: Source, path: Path, world: Context, tmp_path: Path, *, record: bool
) -> None:
    one = edition(source, path)
    types = variables(source)
    frame = rows(one, prepare(one, tmp_path), world)
    compiled = compile_mapping(parse(source.mapping), types).triples(frame).collect()
    text = "".join(compiled[COLUMN])
    written, golden = read(text), path.with_name(f"{path.stem}.ttl")
    evaluated = evaluate(source.mapping, (terms(row, types) for row in frame.collect().to_dicts()))
    if record:
        golden.write_bytes(turtle(text))

    assert source.person is None or all(compiled[COLUMN])  # nobody is lost on the way to being identified
    assert triples(written) == triples(evaluated)
    assert triples(written) == triples(recorded(golden))
    assert triples(written)


@pytest.mark.parametrize(("source", "path"), SAMPLES, ids=NAMES)
def test_every_row_of_a_sample_is_mapped(source: Source, path: Path, tmp_path: Path) -> None:
    counts = count(prepare(edition(source, path), tmp_path))

    assert counts.read == counts.accepted > 0
    assert counts.rejected == counts.cells == 0


@pytest.mark.parametrize("name", SOURCES)
def test_every_source_has_a_sample(name: str) -> None:
    assert any(source.name == name for source, _ in SAMPLES)
