"""`maillage dossier`: lay the empty tables of a document, check those that were filled."""

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.console import Console

from graph import store as stores
from graph.cli.arguments import Parser, out, verb
from graph.dossiers.check import check
from graph.dossiers.empty import Commune, commune, new
from graph.errors import FINDINGS
from graph.wording import count


def declare(verbs: Any) -> None:
    """Add the words of this verb to the command line."""
    made = verb(
        verbs,
        "dossier",
        "poser les tables vides d'un document, ou vérifier celles qu'on a remplies",
        "dossier new Béthune mon-dossier/ && maillage dossier check mon-dossier/",
    )
    actions = made.add_subparsers(dest="action", metavar="ACTION", title="actions", parser_class=Parser, required=True)
    new = verb(actions, "new", "poser un dossier vide, sans rien écraser", "dossier new Béthune mon-dossier/")
    new.add_argument("commune", metavar="COMMUNE", help="code Insee ou nom")
    new.add_argument("folder", type=Path, metavar="DIR", help="où le poser")
    out(new)
    check = verb(actions, "check", "dire, phrase par phrase, ce qui ne va pas", "dossier check mon-dossier/")
    check.add_argument("folder", type=Path, metavar="DIR", help="un dossier, ou un répertoire qui en contient")
    check.add_argument("--documents", type=Path, metavar="DOSSIER", help="où sont les textes, pour relire les passages")


def run(given: Namespace, _: Sequence[str], messages: Console) -> int:
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
    return FINDINGS if done.problems else 0
