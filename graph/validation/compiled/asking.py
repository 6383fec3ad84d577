"""Queries of shapes run for each focus node, with variables bound beforehand; joins do it for most, all at once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

import pyoxigraph as ox
from rdflib import Graph

from graph.errors import GraphError
from graph.validation.compiled.errors import DeclinedError
from graph.validation.compiled.facts import Facts
from graph.validation.compiled.paths import Path
from graph.validation.compiled.targets import Focus
from graph.validation.compiled.templating import query
from graph.validation.compiled.terms import OxTerm, stored
from graph.validation.compiled.texts import GIVEN, bound

SHAPES: Final = ox.NamedNode("urn:x-maillage:formes")
"""The graph that holds the shapes, for the queries that look at them."""
_MOST: Final = 200_000
"""A store of more triples is not copied to be asked together with its shapes."""

Row = Mapping[str, OxTerm | None]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A query with its prefixes, and the terms of its parameters; an ASK is asked of each value of a path.

    `name` is that of the shape; `shapes` is the shapes graph when the query looks at it.
    """

    name: str
    text: str
    asks: bool = False
    path: Path | None = None
    terms: Mapping[str, OxTerm] = field(default_factory=dict)
    shapes: Graph | None = None


def answers(asked: Asked, focus: Focus, facts: Facts) -> Iterator[Row]:
    """Yield what breaks a constraint: `this`, `value`, `path` where they are known, and what the query found."""
    pattern = "" if asked.path is None else asked.path.walk("?this", "?value")
    names = "?this ?value" if asked.asks and pattern else "?this"
    where = _beside(facts, asked.shapes) if asked.shapes is not None else facts
    for node in facts.rows(query("select", variables=names, body=f"{focus('?this')} {pattern if asked.asks else ''}")):
        this, value = node["this"], node["value"] if asked.asks and pattern else node["this"]
        terms = {**asked.terms, "this": this, **({"value": value} if asked.asks else {})}
        found = _run(bound(asked.text, terms), terms, where)
        if found is False:
            yield {**asked.terms, "this": this, "value": value}
        elif found is not True:
            alone = None if asked.path is not None else this
            yield from (_row(one, this, alone, asked.name) for one in found)


def _run(text: str, terms: Mapping[str, OxTerm], facts: Facts) -> bool | list[Row]:
    """Return an answer read to its end: Oxigraph's own may not outlive its thread, and an error would keep it."""
    given = {ox.NamedNode(GIVEN + name): (lambda term=term: term) for name, term in terms.items()}
    try:
        found = facts.store.query(text, use_default_graph_as_union=not facts.united, custom_functions=given)
        if isinstance(found, ox.QueryBoolean):
            return bool(found)
        assert isinstance(found, ox.QuerySolutions)
        return [{name.value: one[name] for name in found.variables} for one in found]
    except (SyntaxError, RuntimeError) as error:
        words = " ".join(str(error).split())[:120]
        raise DeclinedError(f"Oxigraph n'exécute pas une contrainte SPARQL ({words})") from error


def _row(row: Row, this: OxTerm, alone: OxTerm | None, name: str) -> Row:
    if isinstance(failed := row.get("failure"), ox.Literal) and failed.value in {"true", "1"}:
        raise GraphError(f"formes SHACL : {name} : la contrainte SPARQL déclare un échec (?failure)", kind="unreadable")
    return {**row, "this": row.get("this") or this, "value": row.get("value") or alone}


def _beside(facts: Facts, shapes: Graph) -> Facts:
    """Return the facts of a copy in memory of the data, with the shapes in a graph of their own."""

    def copied() -> Facts:
        if sum(facts.properties.values()) > _MOST:
            raise DeclinedError(f"$shapesGraph sur plus de {_MOST} triplets")
        store = ox.Store()
        store.bulk_extend(ox.Quad(one.subject, one.predicate, one.object) for one in facts.quads(None, None, None))
        store.bulk_extend(ox.Quad(stored(s), stored(p), stored(o), SHAPES) for s, p, o in shapes)  # type: ignore[arg-type]
        return Facts(store)

    return facts.once("beside", copied)
