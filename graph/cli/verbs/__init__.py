"""The verbs of `maillage`, one module each: its words (`declare`) and what it does (`run`)."""

from argparse import Namespace
from collections.abc import Mapping, Sequence
from typing import Any, Final, Protocol

from rich.console import Console

from graph.cli.arguments import CODES, Parser
from graph.cli.verbs import (
    build,
    diff,
    docs,
    doctor,
    dossier,
    explain,
    export,
    network,
    patch,
    query,
    sheet,
    sources,
    validate,
    verify,
    view,
)


class Verb(Protocol):
    """A verb: `declare` adds its parser, `run` does it and returns the exit code."""

    def declare(self, verbs: Any, /) -> None:
        """Add the words of this verb to the command line."""

    def run(self, given: Namespace, rest: Sequence[str], messages: Console, /) -> int:
        """Do it: data on stdout, remarks on `messages`; return the exit code."""


VERBS: Final[Mapping[str, Verb]] = {
    "build": build,
    "validate": validate,
    "query": query,
    "explain": explain,
    "view": view,
    "sheet": sheet,
    "export": export,
    "verify": verify,
    "network": network,
    "diff": diff,
    "patch": patch,
    "docs": docs,
    "dossier": dossier,
    "sources": sources,
    "doctor": doctor,
}
"""In the order of the help."""


def parser() -> Parser:
    """Return the parser of `maillage`; the chosen verb is in `command`."""
    main = Parser(
        prog="maillage",
        description="Qui décide, qui finance quoi, où, sous quel programme : le graphe d'un territoire et ses preuves.",
        epilog=f"exemple : maillage build && maillage query communes-d-un-epci --epci CABBALR\n{CODES}",
    )
    main.add_argument("--debug", action="store_true", help="montrer la trace complète d'une erreur")
    verbs = main.add_subparsers(dest="command", metavar="COMMANDE", title="commandes", parser_class=Parser)
    for one in VERBS.values():
        one.declare(verbs)
    return main
