"""Reads RDF files that nobody vouches for: no network, no entity, a limit of size, and errors of one line."""

import codecs
import logging
import re
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, TypeAlias

import pyoxigraph as ox
from rdflib import XSD, BNode, Graph, Literal, URIRef

from graph.broken import broken, missing, refuse_broken_xml
from graph.errors import GraphError

MAX_BYTES: Final = 200_000_000
FORMATS: Final = {
    ".ttl": ("Turtle", ox.RdfFormat.TURTLE),
    ".nt": ("N-Triples", ox.RdfFormat.N_TRIPLES),
    ".nq": ("N-Quads", ox.RdfFormat.N_QUADS),
    ".trig": ("TriG", ox.RdfFormat.TRIG),
    ".jsonld": ("JSON-LD", ox.RdfFormat.JSON_LD),
    ".json": ("JSON-LD", ox.RdfFormat.JSON_LD),
    ".rdf": ("RDF/XML", ox.RdfFormat.RDF_XML),
    ".owl": ("RDF/XML", ox.RdfFormat.RDF_XML),
    ".xml": ("RDF/XML", ox.RdfFormat.RDF_XML),
}
_PLAIN: Final = str(XSD.string)
_ENTITY: Final = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)

OxTerm: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
OxStatement: TypeAlias = ox.Quad | ox.Triple
Term: TypeAlias = URIRef | BNode | Literal


def read(paths: Iterable[Path], *, blank: str = "") -> Graph:
    """Return the union of RDF files, named graphs included; a broken, missing or dangerous file is a GraphError.

    Blank nodes are numbered after `blank` in the order of the files: always the same, and apart from other graphs'.
    """
    graph = Graph(bind_namespaces="none")
    for number, path in enumerate(paths):
        add(graph, _statements(path), str(path), blank=f"{blank}{number}n" if blank else "")
    return graph


def add(graph: Graph, statements: Iterable[OxStatement], origin: str, *, blank: str = "") -> None:
    """Add Oxigraph statements to a graph, lexical forms untouched; a statement about a statement is refused."""
    seen: dict[object, Term] = {}
    with quiet():
        for one in statements:
            subject, predicate, value = (
                _term(x, seen, origin, blank) for x in (one.subject, one.predicate, one.object)
            )
            graph.add((subject, predicate, value))


@contextmanager
def quiet() -> Iterator[None]:
    """Keep rdflib from shouting a traceback for each ill-formed literal: they are findings, told as such."""
    logger = logging.getLogger("rdflib.term")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings(action="ignore"):
            yield
    finally:
        logger.setLevel(level)


def _term(term: OxTerm, seen: dict[object, Term], origin: str, blank: str) -> Term:
    if (known := seen.get(term)) is not None:
        return known
    match term:
        case ox.NamedNode():
            made: Term = URIRef(term.value)
        case ox.BlankNode():
            made = BNode(f"{blank}{len(seen)}" if blank else term.value)
        case ox.Literal():
            datatype = None if term.language or term.datatype.value == _PLAIN else URIRef(term.datatype.value)
            made = Literal(term.value, lang=term.language, datatype=datatype, normalize=False)
        case _:
            raise GraphError(f"{origin} : les triplets cités (RDF-star) ne sont pas acceptés", kind="unreadable")
    seen[term] = made
    return made


def stream(path: Path) -> Iterator[ox.Quad]:
    """Yield the statements of one file of any size, in memory that does not grow with it; errors are as for `read`."""
    return _statements(path, most=None)


def _statements(path: Path, *, most: int | None = MAX_BYTES) -> Iterator[ox.Quad]:
    """Yield the statements of one file, turning every way to fail into one line that names the file."""
    name, syntax = _syntax(path)
    try:
        base = path.resolve().as_uri()
        if most is None and syntax is not ox.RdfFormat.RDF_XML and path.is_file():
            yield from ox.parse(path=str(path), format=syntax, base_iri=base, rename_blank_nodes=True)
            return
        data = _bytes(path)
        if syntax is ox.RdfFormat.RDF_XML:
            _refuse_entities(path, data)
            refuse_broken_xml(path, data)
        yield from ox.parse(data, syntax, base_iri=base, rename_blank_nodes=True)
    except SyntaxError as error:
        raise broken(path, name, error) from error
    except OSError as error:
        raise GraphError(f"{path} : fichier illisible ({error.strerror or error})", kind="unreadable") from error
    except ValueError as error:
        if isinstance(error, GraphError):
            raise
        raise GraphError(f"{path} : ce n'est pas du {name} en UTF-8", kind="unreadable") from error


def _syntax(path: Path) -> tuple[str, ox.RdfFormat]:
    try:
        return FORMATS[path.suffix.lower()]
    except KeyError:
        known = ", ".join(sorted(FORMATS))
        raise GraphError(f"{path} : format inconnu", kind="usage", remedy=f"extensions lues : {known}") from None


def _bytes(path: Path) -> bytes:
    if not path.is_file():
        raise missing(path)
    if (size := path.stat().st_size) > MAX_BYTES:
        message = f"{path} : {size // 1_000_000} Mo, au-delà des {MAX_BYTES // 1_000_000} Mo acceptés"
        raise GraphError(message, kind="limit", remedy="coupez le fichier, ou chargez-le comme une source")
    return path.read_bytes().removeprefix(codecs.BOM_UTF8)


def _refuse_entities(path: Path, data: bytes) -> None:
    if _ENTITY.search(data) or b"\0" in data:  # UTF-16 would hide the words
        raise GraphError(
            f"{path} : le RDF/XML avec DOCTYPE ou ENTITY est refusé (bombes d'entités, lecture de fichiers)",
            kind="refused",
            remedy="convertissez le fichier en Turtle",
        )
