"""What is wrong with the dossiers under a folder, told to the person who filled them: one sentence a problem."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from graph.dossiers.document import declaration, places, text_of
from graph.dossiers.links import Defined, defined, links
from graph.dossiers.rows import Filled, filled
from graph.errors import GraphError
from loaders.edition import DOSSIERS

DECLARATION: Final = "dossier.toml"


@dataclass(frozen=True, kw_only=True)
class Checked:
    """How many dossiers and rows were read, what is wrong, and what could not be looked at."""

    dossiers: int
    rows: int
    problems: tuple[str, ...]
    notes: tuple[str, ...]


def check(folder: Path, documents: Path | None = None) -> Checked:
    """Check every dossier under a folder; a text is looked for in `documents`, then beside its `dossier.toml`."""
    if documents is not None and not documents.is_dir():
        raise GraphError(f"{documents} : ce dossier n'existe pas", kind="unreadable")
    places_of = sorted(path.parent for path in folder.rglob(DECLARATION))
    if not places_of:
        remedy = f"pour en poser un : maillage dossier new COMMUNE {folder}"
        raise GraphError(f"{folder} : aucun dossier.toml ici", kind="unreadable", remedy=remedy)
    dossiers = [filled(place, _prefix(place, folder)) for place in places_of]
    known = defined([*dossiers, *_embedded(folder)])
    problems = [problem for one in dossiers for problem in _problems(one, known, documents)]
    notes = [note for one in dossiers for note in _notes(one, documents)]
    rows = sum(len(one.rows) for one in dossiers)
    return Checked(dossiers=len(dossiers), rows=rows, problems=tuple(dict.fromkeys(problems)), notes=tuple(notes))


def _problems(one: Filled, known: Defined, documents: Path | None) -> Iterator[str]:
    card, wrong = declaration(one)
    yield from wrong
    yield from one.problems
    yield from links(one, known)
    text, wrong = text_of(one, card, documents)
    yield from wrong
    yield from places(one, text)


def _notes(one: Filled, documents: Path | None) -> Iterator[str]:
    card, _ = declaration(one)
    text, wrong = text_of(one, card, documents)
    if text is None and not wrong and card.get("fichier"):
        yield f"{one.prefix}{card['fichier']} n'est pas là : les passages n'ont pas été relus (--documents DOSSIER)"


def _embedded(folder: Path) -> list[Filled]:
    """Return the dossiers shipped with Maillage, whose actors and programmes are everyone's, unless checked here."""
    if DOSSIERS.resolve() in (folder.resolve(), *folder.resolve().parents):
        return []
    return [filled(path.parent, "") for path in sorted(DOSSIERS.glob(f"*/{DECLARATION}"))]


def _prefix(place: Path, folder: Path) -> str:
    return "" if place == folder else f"{place.relative_to(folder).as_posix()}/"
