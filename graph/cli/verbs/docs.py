"""`maillage docs`: the page of the ontology, in French and English; and the redirections of its addresses."""

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.console import Console

from graph import store as stores
from graph.cli.arguments import out, target, verb
from graph.cli.printing import write
from graph.documenting.page import page
from graph.documenting.published import PAGE
from graph.documenting.redirects import htaccess
from graph.publishing.removals import listed, removed


def declare(verbs: Any) -> None:
    """Add the words of this verb to the command line."""
    made = verb(
        verbs,
        "docs",
        "écrire la documentation de l'ontologie, en français et en anglais",
        "docs -o ontologie.html",
    )
    made.add_argument(
        "--redirects",
        metavar="ADRESSE",
        help="écrire plutôt le .htaccess de w3id.org, pour un paquet publié à cette adresse",
    )
    target(made, f"la page à écrire (par défaut : <out>/{PAGE})")
    out(made)


def run(given: Namespace, _: Sequence[str], messages: Console) -> int:
    """Write the page, with examples from the graph when there is one; or the rules, to be read before they are used."""
    if given.redirects is not None:
        write(htaccess(given.redirects), given.output, messages)
        return 0
    if stores.path(given.out).is_dir():
        store = stores.open_store(given.out)
        gone = removed(store, listed(given.out))
        text = page(store, gone.nodes, gone.names)
    else:
        messages.print("aucun graphe ici : la page n'a pas d'exemples (maillage build)", markup=False)
        text = page()
    write(text, given.output or str(Path(given.out) / PAGE), messages)
    return 0
