"""`maillage sources`: what is declared and what the last build made of it; download it; check a file of it."""

import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.console import Console

from graph import state as states
from graph.checking.check import check
from graph.checking.checked import exit_code
from graph.chosen import chosen
from graph.cli import checking, fetching
from graph.cli.arguments import Parser, out, verb
from graph.cli.declared import catalogue, kinds
from graph.errors import GraphError
from graph.fetching.fetch import Fetched, Fetcher, wanted
from graph.fetching.rules import Limits
from loaders import declared

_MEGA = 1000**2


def declare(verbs: Any) -> None:
    """Add the words of this verb to the command line."""
    made = verb(verbs, "sources", "lister les sources, télécharger leurs fichiers, en vérifier un", "sources fetch rne")
    made.add_argument(
        "--kinds", action="store_true", help="lister plutôt les sortes de cellules qu'une déclaration peut employer"
    )
    out(made)
    actions = made.add_subparsers(dest="action", metavar="ACTION", title="actions", parser_class=Parser)
    _fetch(actions)
    _check(actions)


def _fetch(actions: Any) -> None:
    made = verb(
        actions, "fetch", "télécharger les fichiers dont l'adresse est stable", "sources fetch rne --to officiel"
    )
    made.add_argument("names", nargs="*", metavar="NOM", help="ces sources seulement (« rne » vaut toutes les rne-*)")
    made.add_argument(
        "--to", type=Path, default=Path("officiel"), metavar="DOSSIER", help="où les poser (par défaut : officiel)"
    )
    made.add_argument("--dry-run", action="store_true", help="dire ce qui serait téléchargé, sans le faire")
    made.add_argument(
        "--max-size", type=int, default=500, metavar="MO", help="taille au plus d'un fichier, en Mo (par défaut : 500)"
    )


def _check(actions: Any) -> None:
    made = verb(
        actions,
        "check",
        "dire de quelle source et de quelle génération est un fichier, et ce qui s'y perdrait",
        "sources check officiel/elus-maires.csv",
    )
    made.add_argument("files", nargs="+", type=Path, metavar="FICHIER", help="tels qu'ils ont été publiés")
    made.add_argument("--source", metavar="NOM", help="le lire comme cette source, quel que soit son nom")
    made.add_argument("-f", "--format", choices=("text", "json"), default="text", help="forme de la réponse")


def run(given: Namespace, _: Sequence[str], messages: Console) -> int:
    """List, download or check, as the user asks."""
    if given.action == "fetch":
        return _fetched(given, messages)
    return _checked(given) if given.action == "check" else _listed(given)


def _listed(given: Namespace) -> int:
    state = states.read(given.out)
    shown = kinds() if given.kinds else catalogue(declared(), state.lines if state else ())
    Console(width=None if sys.stdout.isatty() else 160).print(shown)
    return 0


def _checked(given: Namespace) -> int:
    if given.source and given.source not in declared():
        chosen([given.source])  # raises, unless it names a family
        raise GraphError(f"{given.source} nomme plusieurs sources", kind="usage", remedy="donnez-en une seule")
    done = [one for path in given.files for one in check(path, only=given.source)]
    sys.stdout.write(checking.as_json(done) if given.format == "json" else checking.as_text(done))
    return exit_code(done)


def _fetched(given: Namespace, messages: Console) -> int:
    sources = chosen(given.names)
    fetcher = Fetcher(folder=given.to, sources=sources, limits=Limits(size=given.max_size * _MEGA))
    what = wanted(sources.values())
    for source in sources.values():
        if not source.addresses and not source.name.startswith("dossiers-"):
            messages.print(fetching.elsewhere(source), markup=False)
    if given.dry_run:
        for one in what:
            known = fetcher.known(one.address)
            print(fetching.planned(one, known[0] if known else None))
        return 0
    done: list[Fetched] = []
    with fetching.bars(messages) as follow:
        for each in fetcher.fetch(what, follow):
            done.append(each)
            messages.print(fetching.told(each), markup=False)
    drifted = [one for each in done for one in each.checked if one.findings]
    sys.stdout.write(checking.as_text(drifted) if drifted else "")
    messages.print(fetching.closing(done, str(given.to)), markup=False)
    return max([exit_code(drifted), *(each.error.exit_code for each in done if each.error)])
