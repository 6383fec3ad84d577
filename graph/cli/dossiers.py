"""The verbs of a dossier: lay an empty one, check those that were filled; returns the exit code."""

from argparse import Namespace
from collections.abc import Sequence

from rich.console import Console

from graph import store as stores
from graph.dossiers.check import check
from graph.dossiers.empty import Commune, commune, new
from graph.wording import count

_FINDINGS = 1


def dossier(given: Namespace, _: Sequence[str], messages: Console) -> int:
    """Lay or check, as the user asks."""
    return _new(given, messages) if given.action == "new" else _check(given, messages)


def _new(given: Namespace, messages: Console) -> int:
    """Lay the template of a commune, and say what to do next."""
    place: Commune = commune(given.commune, stores.open_store(given.out) if stores.path(given.out).is_dir() else None)
    if not place.known:
        messages.print(f"commune {place.code} : absente des données embarquées, vérifiez ce code", markup=False)
    laid = new(place, given.folder)
    for path in laid.kept:
        print(f"gardé : {path} était déjà là")
    print(f"{count(len(laid.written), 'fichier posé', 'fichiers posés')} dans {given.folder} pour {place.nom}")
    print(f"ensuite : remplir {given.folder / 'dossier.xlsx'}, puis maillage dossier check {given.folder}")
    return 0


def _check(given: Namespace, messages: Console) -> int:
    """Print one sentence a problem; 1 when there is any."""
    done = check(given.folder, given.documents)
    for problem in done.problems:
        print(problem)
    for note in done.notes:
        messages.print(note, markup=False)
    read = f"{count(done.rows, 'ligne lue', 'lignes lues')} dans {count(done.dossiers, 'dossier', 'dossiers')}"
    found = count(len(done.problems), "problème", "problèmes") if done.problems else "rien à corriger"
    messages.print(f"{read} : {found}", markup=False)
    return _FINDINGS if done.problems else 0
