"""What a release says of itself, read in the graph and in its counts: editions, dates, version, places."""

import hashlib
import os
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from graph.errors import GraphError
from graph.publishing.census import Census
from graph.publishing.covered import measured, named, places
from graph.publishing.licences import OURS
from graph.publishing.release import Box, Cited, Release
from graph.publishing.selection import Selection
from ontology.iris import BASE

NAME: Final = "maillage"
_QUERY: Final = Path(__file__).parents[1] / "sparql" / "editions-publiees.rq"
_EPOCH: Final = date(1970, 1, 1)
_DIGITS: Final = 8
_TITLE: Final = "Qui décide, qui finance quoi, où et dans quel programme"
_DESCRIPTION: Final = (
    "Données liées (RDF) : collectivités, élus et mandats, équipements, programmes, projets, flux financiers et "
    "chiffres clés, chaque fait relié à la ligne du fichier ou à l'endroit du document qui le prouve."
)


def editions(store: ox.Store, triples: Mapping[str, int]) -> tuple[Cited, ...]:
    """Return the editions and documents that named graphs are, by IRI; `triples` counts the quads of each graph."""
    found = store.query(_QUERY.read_text(encoding="utf-8"))
    assert isinstance(found, ox.QuerySolutions)
    cited = (_cited(row, triples) for row in found)
    return tuple(one for one in cited if one.iri in triples)


def release(
    store: ox.Store,
    out: Path,
    census: Census,
    cited: tuple[Cited, ...],
    *,
    content: str,
    box: Box | None,
    selection: Selection | None,
    previous: str | None,
) -> Release:
    """Return what is said of a release; `content` decides its version: the hashes of its sorted statements."""
    day = modified(cited)
    about = places(store, census, selection)
    subject = selection.title if selection else named(about)
    where = named(about) if selection else measured(about, census)
    return Release(
        out=out,
        name=f"{NAME}-{selection.slug}" if selection else NAME,
        title=f"{_TITLE} : {subject}" if subject else _TITLE,
        description=f"{_DESCRIPTION} Territoire : {where}." if where else _DESCRIPTION,
        version=f"{day:%Y.%m.%d}-{hashlib.sha256(content.encode()).hexdigest()[:_DIGITS]}",
        modified=day,
        base=BASE,
        licence=OURS,
        editions=cited,
        triples=census.triples,
        subjects=census.subjects,
        classes=census.classes,
        properties=census.properties,
        box=box,
        places=about,
        theme=selection.theme if selection else None,
        previous=previous,
        links=census.links,
    )


def modified(cited: Iterable[Cited]) -> date:
    """Return the day of SOURCE_DATE_EPOCH, else the first day that the newest edition may be of; never today."""
    if epoch := os.environ.get("SOURCE_DATE_EPOCH"):
        try:
            return datetime.fromtimestamp(int(epoch), UTC).date()
        except (ValueError, OverflowError, OSError):
            message = f"SOURCE_DATE_EPOCH = {epoch!r} n'est pas un nombre de secondes"
            raise GraphError(message, kind="usage", remedy="effacez cette variable ou corrigez-la") from None
    return max((_first_day(one.issued) for one in cited if one.issued), default=_EPOCH)


def _cited(row: ox.QuerySolution, triples: Mapping[str, int]) -> Cited:
    def text(name: str) -> str | None:
        term = row[name]
        return None if term is None else term.value

    iri = text("edition") or ""
    return Cited(
        iri=iri,
        source=text("serie"),
        title=text("titre") or iri,
        publisher=text("producteur") or "",
        publisher_name=text("nom") or text("producteur") or "",
        licence=text("licence"),
        sha256=text("empreinte") or "",
        issued=text("date"),
        landing_page=text("page"),
        triples=triples.get(iri, 0),
    )


def _first_day(issued: str) -> date:
    """Return the first day of a year, a month, or the day itself."""
    year, month, day = (*(int(part) for part in issued[:10].split("-")), 1, 1)[:3]
    return date(year, month, day)
