"""A sheet before it is written: facts, figures, tables with numbered evidence, the picture, the sources."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from pyoxigraph import NamedNode, Store
from rdflib import DCTERMS

from graph import store as stores
from graph.asking.answers import Answer
from graph.asking.evidence import COLUMN, with_evidence
from graph.asking.formats.cells import columns, heading, number, shown
from graph.asking.lookup import find
from graph.asking.query import Limits, ask
from graph.drawing import view as views
from graph.drawing.entities import Figure
from graph.drawing.network import entity_of
from graph.drawing.page import Page
from graph.drawing.projection import declared as projection
from graph.places import place
from graph.sheets.chart import Chart, charted
from graph.sheets.declared import Part, parts
from graph.sheets.sources import Numbered, Sources
from queries import questions

_AROUND: Final = 26
_TILES: Final = 4
_PROOFS: Final = 3
_PLACE_COLUMNS: Final = frozenset({"preuve", "une_preuve", "nombre_de_preuves", "nombre_de_flux", COLUMN})


@dataclass(frozen=True, kw_only=True)
class Row:
    """The cells of a row, in words, and where it is written: number of the source, place in it."""

    cells: tuple[str, ...]
    proofs: tuple[tuple[int, str], ...]


@dataclass(frozen=True, kw_only=True)
class Table:
    """One part of a sheet: its title, its question and command, headings, rows, how many rows are left out."""

    title: str
    question: str
    command: str
    headings: tuple[str, ...]
    numeric: frozenset[int]
    rows: tuple[Row, ...]
    others: int


@dataclass(frozen=True, kw_only=True)
class Tile:
    """A figure that stands at the top: what it is, its value, its period, the numbers of its sources."""

    label: str
    value: str
    period: str
    sources: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """All that a sheet says; `empty` are the titles of the parts for which the graph knows nothing."""

    title: str
    kind: str
    iri: str
    facts: tuple[tuple[str, str], ...]
    tiles: tuple[Tile, ...]
    tables: tuple[Table, ...]
    empty: tuple[str, ...]
    page: Page
    chart: Chart | None
    sources: tuple[Numbered, ...]

    @property
    def until(self) -> str:
        """Return the date of the latest source cited, as published: a year, a month or a day."""
        return max((one.date for one in self.sources), default="")


def sheet(out: Path, text: str) -> Sheet:
    """Return the sheet of a node given by IRI, short name, code or name; GraphError when nothing is meant by it."""
    store = stores.open_store(out)
    node = find(store, "noeud", text)
    page = views.ego(store, node.value, budget=_AROUND)
    one = entity_of(page.network, page.network.graph["drawn"].get(node.value, node.value))
    territory = NamedNode(one.iri)
    sources = Sources(store)
    made = [(part, _table(out, store, part, territory, sources)) for part in parts(one.kind)]
    return Sheet(
        title=one.label,
        kind=projection().kind(one.kind).one,
        iri=one.iri,
        facts=one.facts,
        tiles=tuple(_tiles(one.figures, sources)),
        tables=tuple(table for _, table in made if table.rows),
        empty=tuple(part.titre for part, table in made if not table.rows),
        page=page,
        chart=charted(out, one.kind, one.iri),
        sources=sources.numbered,
    )


def _table(out: Path, store: Store, part: Part, node: NamedNode, sources: Sources) -> Table:
    question = questions()[part.question]
    who = _body(store, node) if part.corps else node
    answer = ask(stores.path(out), question, {part.parametre: [who.value]}, Limits(rows=10_000))
    told = with_evidence(store, replace(answer, rows=answer.rows[: part.lignes]), words=False)
    kept = _kept(told, part)
    return Table(
        title=part.titre,
        question=question.summary,
        command=f'maillage query {question.name} --{part.parametre} "{who.value}"',
        headings=tuple(heading(told.variables[i]) for i in kept),
        numeric=frozenset(at for at, i in enumerate(kept) if any(number(row[i]) is not None for row in told.rows)),
        rows=tuple(
            Row(cells=tuple(shown(row[i]) for i in kept), proofs=_proofs(told, row, sources)) for row in told.rows
        ),
        others=len(answer.rows) - len(told.rows),
    )


def _kept(answer: Answer, part: Part) -> list[int]:
    """Return the columns shown: those declared, else those a person reads and that are not empty."""
    if part.colonnes:
        return [answer.variables.index(name) for name in part.colonnes]
    told = [i for i in columns(answer) if answer.variables[i] not in _PLACE_COLUMNS]
    return [i for i in told if any(row[i] is not None and shown(row[i]) != "0" for row in answer.rows)]


def _proofs(answer: Answer, row: Iterable[object], sources: Sources) -> tuple[tuple[int, str], ...]:
    cells = dict(zip(answer.variables, row, strict=True))
    cell = cells.get(COLUMN)
    places = str(getattr(cell, "value", "")).split()
    return tuple((sources.number(iri), spot(iri)) for iri in places[:_PROOFS])


def spot(iri: str) -> str:
    """Return the place in its file that an evidence IRI cites, short: « l. 116 », « car. 12655–12735 »."""
    _, _, words = place(iri).rpartition(", ")
    if "#" not in iri:
        return ""
    words = words.replace("caractères ", "car. ").replace("lignes ", "l. ").replace("ligne ", "l. ")
    return words.replace(" à ", "–").replace("enregistrement ", "")


def _tiles(figures: Iterable[Figure], sources: Sources) -> Iterator[Tile]:
    for figure in list(figures)[:_TILES]:
        numbers = tuple(dict.fromkeys(sources.of_file(one.file) for one in figure.sources))
        yield Tile(label=figure.label, value=figure.value, period=figure.period, sources=numbers)


def _body(store: Store, territory: NamedNode) -> NamedNode:
    """Return the body that governs a territory, else the node itself."""
    found = [quad.subject for quad in store.quads_for_pattern(None, NamedNode(str(DCTERMS.spatial)), territory)]
    bodies = sorted({one.value for one in found if isinstance(one, NamedNode) and "/collectivite/" in one.value})
    return NamedNode(bodies[0]) if bodies else territory
