"""People who asked not to be published: a list beside the build, honoured at every export, in every format."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import polars as pl
import pyoxigraph as ox
from rdflib import FOAF, ORG, RDFS, SKOS

from graph.asking.lookup import folded
from graph.curies import expand
from graph.errors import GraphError

NAME: Final = "retraits.csv"
COLUMNS: Final = ("personne", "nom", "prenom", "commune")
"""An IRI (or `personne:…`), or a family name, a given name and, to tell namesakes apart, a commune (code or name)."""

_QUERY: Final = Path(__file__).parents[1] / "sparql" / "personnes-et-communes.rq"
_DEFAULT: Final = ox.DefaultGraph()
_NAMES: Final = tuple(ox.NamedNode(str(one)) for one in (RDFS.label, FOAF.familyName, FOAF.givenName))
_NOTE: Final = f"<{SKOS.note}>"


@dataclass(frozen=True)
class Removal:
    """A line of the list, and where it is written."""

    place: str
    personne: str
    nom: str
    prenom: str
    commune: str


@dataclass(frozen=True)
class Removed:
    """The nodes that are not published, the people's own and their mandates, and the names by which notes tell them."""

    nodes: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    unknown: tuple[str, ...] = ()

    def keep(self, quads: pl.DataFrame) -> pl.DataFrame:
        """Return the quads that are not about, do not point to, and in a note do not name, anybody removed."""
        if not self.nodes:
            return quads
        nodes = pl.DataFrame({"node": [f"<{iri}>" for iri in sorted(self.nodes)]})
        left = quads.join(nodes, left_on="s", right_on="node", how="anti")
        left = left.join(nodes, left_on="o", right_on="node", how="anti")
        named = pl.col("o").str.to_lowercase().str.contains_any(sorted(self.names))
        return left.filter(~((pl.col("p") == _NOTE) & named))

    def spoken_of(self, triples: pl.DataFrame) -> Iterator[str]:
        """Yield the subjects whose other texts hold the name of somebody removed: a namesake, a street, or them."""
        if self.names:
            texts = triples.filter(pl.col("o").str.starts_with('"'))
            named = pl.col("o").str.to_lowercase().str.contains_any(sorted(self.names))
            yield from texts.filter(named)["s"].unique().sort()


def listed(out: Path) -> tuple[Removal, ...]:
    """Read `retraits.csv` of a build folder; no file removes nobody, a line that names nobody is bad usage."""
    path = out / NAME
    if not path.is_file():
        return ()
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            text = stream.read()
    except (OSError, UnicodeDecodeError) as error:
        raise GraphError(f"{path} : illisible ({error})", kind="unreadable", remedy="attendu : CSV en UTF-8") from error
    rows = csv.DictReader(text.splitlines(), delimiter=";" if ";" in text.partition("\n")[0] else ",")
    unknown = sorted(set(rows.fieldnames or ()) - set(COLUMNS))
    if unknown:
        message = f"{path} : colonne inconnue : {', '.join(unknown)}"
        raise GraphError(message, kind="usage", remedy=f"colonnes : {', '.join(COLUMNS)}")
    return tuple(_removal(f"{path}, ligne {rows.line_num}", row) for row in rows)


def removed(store: ox.Store, wanted: Iterable[Removal]) -> Removed:
    """Find who a list names; a line that names nobody of the graph is told in `unknown`, since people also leave it."""
    found: dict[str, set[str]] = {}
    people = _people(store) if (lines := tuple(wanted)) else {}
    unknown = []
    for line in lines:
        who = [line.personne] if line.personne in people else [iri for iri in people if _is(line, people[iri])]
        found |= {iri: set(_names(store, iri)) for iri in who}
        if not who:
            unknown.append(f"{line.place} : personne de ce nom dans le graphe, rien à retirer")
    mandates = {node for iri in found for node in _mandates(store, iri)}
    names = {name.lower() for several in found.values() for name in several}
    return Removed(frozenset(found) | mandates, frozenset(names), tuple(unknown))


def _removal(place: str, row: Mapping[str, str | None]) -> Removal:
    cells = {name: (row.get(name) or "").strip() for name in COLUMNS}
    if not cells["personne"] and not (cells["nom"] and cells["prenom"]):
        remedy = "donnez l'IRI de la personne, ou son nom et son prénom"
        raise GraphError(f"{place} : cette ligne ne nomme personne", kind="usage", remedy=remedy)
    return Removal(place, expand(cells["personne"]), cells["nom"], cells["prenom"], cells["commune"])


def _people(store: ox.Store) -> dict[str, list[tuple[str, str, str, str]]]:
    """Return every person: family name, given name, and one code and name of a commune a line."""
    found = store.query(_QUERY.read_text(encoding="utf-8"))
    assert isinstance(found, ox.QuerySolutions)
    people: dict[str, list[tuple[str, str, str, str]]] = {}
    for row in found:
        family, given, code, name = (_text(row[one]) for one in ("nom", "prenom", "code", "commune"))
        people.setdefault(_text(row["personne"]), []).append((family, given, code, name))
    return people


def _is(line: Removal, known: Iterable[tuple[str, str, str, str]]) -> bool:
    if line.personne:
        return False
    wanted = folded(line.nom), folded(line.prenom)
    places = {"", *(folded(text) for _, _, code, name in known for text in (code, name))}
    return any((folded(family), folded(given)) == wanted for family, given, _, _ in known) and (
        folded(line.commune) in places
    )


def _names(store: ox.Store, person: str) -> Iterator[str]:
    node = ox.NamedNode(person)
    label, family, given = (
        next((_text(one.object) for one in store.quads_for_pattern(node, way, None, _DEFAULT)), "") for way in _NAMES
    )
    yield from filter(None, (label, f"{given} {family}".strip(), f"{family} {given}".strip()))


def _mandates(store: ox.Store, person: str) -> Iterator[str]:
    """Yield the mandates of a person: their addresses hold the name."""
    for quad in store.quads_for_pattern(None, ox.NamedNode(str(ORG.member)), ox.NamedNode(person), _DEFAULT):
        if isinstance(quad.subject, ox.NamedNode):
            yield quad.subject.value


def _text(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else ""
