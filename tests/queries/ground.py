"""The small true territory of `territoire.ttl` and `listes.ttl` with the real code lists, in Oxigraph and in rdflib."""

from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import rdflib

from graph.asking.parameters import resolve
from queries import Question, bound, questions

ROOT = Path(__file__).parents[2]
TERRITORY = Path(__file__).with_name("territoire.ttl")
LISTS = Path(__file__).with_name("listes.ttl")
VOCABULARY = sorted((ROOT / "ontology" / "vocab").glob("*.ttl"))
BASE = "https://w3id.org/maillage/"


def fill(store: ox.Store, *more: Path) -> ox.Store:
    """Load the territory and the code lists as a build does: one named graph each, and their union by default."""
    files = [
        (TERRITORY, "id/source/fixture/1"),
        (LISTS, "id/source/fixture/2"),
        *((path, "def") for path in VOCABULARY),
    ]
    for path, name in [*files, *((path, path.stem) for path in more)]:
        for graph in (ox.NamedNode(BASE + name), ox.DefaultGraph()):
            store.load(path=str(path), format=ox.RdfFormat.TURTLE, to_graph=graph)
    return store


def memory() -> rdflib.Graph:
    """Return the same triples in rdflib."""
    graph = rdflib.Graph()
    for path in [TERRITORY, LISTS, *VOCABULARY]:
        graph.parse(path)
    return graph


def rows(store: ox.Store, text: str) -> list[tuple[ox.NamedNode | ox.BlankNode | ox.Literal | None, ...]]:
    """Return the solutions of a SELECT."""
    solutions = store.query(text)
    assert isinstance(solutions, ox.QuerySolutions)
    return [tuple(solution) for solution in solutions]


def filled(question: Question, store: ox.Store, *, optional: bool) -> str:
    """Return the text of a question with the examples of its header as the user's values."""
    given = {p.name: [p.example] for p in question.parameters if optional or p.required}
    return bound(question, resolve(question, given, store))


def value(term: object) -> object:
    """Return what both engines must agree on: IRIs, texts with their language, numbers by value."""
    if isinstance(term, (ox.Literal, rdflib.Literal)):
        text = term.value if isinstance(term, ox.Literal) else str(term)
        datatype = term.datatype.value if isinstance(term, ox.Literal) else str(term.datatype)
        return Decimal(text) if datatype.endswith(("#integer", "#decimal")) else (text, term.language)
    return term.value if isinstance(term, ox.NamedNode) else term and str(term)


def ask(store: ox.Store, name: str, *columns: str, **given: str) -> list[tuple[str, ...]]:
    """Return some columns of an answer, as text; numbers in plain form."""
    question = questions()[name]
    text = bound(question, resolve(question, {key: [value] for key, value in given.items()}, store))
    places = [question.columns.index(column) for column in columns]
    return [tuple(plain(row[place]) for place in places) for row in rows(store, text)]


def plain(term: object) -> str:
    if isinstance(term, ox.Literal) and term.datatype.value.endswith(("decimal", "integer")):
        return format(Decimal(term.value).normalize(), "f")
    return "" if term is None else getattr(term, "value", "")
