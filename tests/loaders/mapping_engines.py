"""The three ways to evaluate a mapping that the tests compare: compiled, rdflib, Oxigraph."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

import polars as pl
import pyoxigraph as ox
from rdflib import XSD, Graph, Literal, URIRef
from rdflib.term import Identifier

from loaders.compiler import COLUMN, compile_mapping
from loaders.iri_functions import ARITY
from loaders.mapping import parse
from loaders.reference import evaluate, read, terms
from loaders.terms import TermType
from ontology.iris import IRI_FUNCTIONS, mint, reference, territoire

Row: TypeAlias = Mapping[str, str | None]
Types: TypeAlias = Mapping[str, TermType]

PREFIXES = f"""PREFIX iri: <{IRI_FUNCTIONS}>
PREFIX xsd: <{XSD}>
PREFIX ex: <http://example.org/>
"""


def write(folder: Path, where: str, template: str = "ex:s ex:v ?v") -> Path:
    """Write a mapping; the first line of `where` is line 7 of the file."""
    path = folder / "mapping.rq"
    text = f"#+ summary: Essai.\n{PREFIXES}CONSTRUCT {{ {template} }}\nWHERE {{\n{where}\n}}\n"
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


def table(rows: Sequence[Row], variables: Types) -> pl.LazyFrame:
    return pl.LazyFrame(list(rows), schema=dict.fromkeys(variables, pl.String))


def compiled_lines(path: Path, rows: Sequence[Row], variables: Types) -> str:
    lines = compile_mapping(parse(path), variables).triples(table(rows, variables)).collect(engine="streaming")
    return "".join(lines[COLUMN])


def compiled(path: Path, rows: Sequence[Row], variables: Types) -> Graph:
    return read(compiled_lines(path, rows, variables))


def by_rdflib(path: Path, rows: Iterable[Row], variables: Types) -> Graph:
    return evaluate(path, [terms(row, variables) for row in rows])


def by_oxigraph(path: Path, row: Row, variables: Types) -> Iterable[Identifier]:
    """Yield the objects, the row pasted as VALUES: an implementation that shares no code with the others."""
    bound = terms(row, variables)
    values = " ".join(bound[name].n3() if name in bound else "UNDEF" for name in variables)
    block = f"VALUES ({' '.join('?' + name for name in variables)}) {{ ({values}) }}"
    query = path.read_text(encoding="utf-8").replace("WHERE {", f"WHERE {{ {block}")
    functions = {ox.NamedNode(IRI_FUNCTIONS[name]): oxigraph_function(name) for name in ARITY}
    triples = ox.Store().query(query, custom_functions=functions)
    assert isinstance(triples, ox.QueryTriples)
    for triple in triples:
        assert isinstance(triple.object, ox.NamedNode | ox.Literal)
        yield rdf(triple.object)


def oxigraph_function(name: str) -> Callable[..., ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None]:
    functions = {"reference": reference, "territoire": territoire}

    def call(*arguments: ox.Literal) -> ox.NamedNode | None:
        texts = [argument.value for argument in arguments]
        try:
            made = functions[name](*texts) if name in functions else mint(name, *texts)
        except ValueError:
            return None
        return ox.NamedNode(made) if made else None

    return call


def rdf(term: ox.NamedNode | ox.Literal) -> Identifier:
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    datatype = None if term.language or term.datatype.value == str(XSD.string) else term.datatype.value
    return Literal(term.value, lang=term.language, datatype=datatype, normalize=False)
