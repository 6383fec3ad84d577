"""The command line: reads the words, calls one function, prints; data on stdout, everything else on stderr."""

import sys
from argparse import Namespace
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from rich.console import Console

from graph.cli import commands, dossiers
from graph.cli.arguments import parser
from graph.errors import GraphError
from loaders import SourceError
from ontology import OntologyError
from queries import QueryError

USAGE: Final = 2
INTERRUPTED: Final = 130
_VERBS: Final[Mapping[str, Callable[[Namespace, Sequence[str], Console], int]]] = {
    "build": commands.build,
    "validate": commands.validate,
    "query": commands.query,
    "explain": commands.explain,
    "view": commands.view,
    "export": commands.export,
    "dossier": dossiers.dossier,
    "sources": commands.sources,
    "doctor": commands.doctor,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; a user's mistake is one line, our own bug keeps its traceback."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]  # a Windows console is not UTF-8
    made = parser()
    given, rest = made.parse_known_args(arguments)
    if given.command is None:
        made.print_help()
        return 0
    if rest and given.command != "query":
        made.error(f"unrecognized arguments: {' '.join(rest)}")
    messages = Console(stderr=True, highlight=False, soft_wrap=True)
    try:
        return _VERBS[given.command](given, rest, messages)
    except (GraphError, SourceError, QueryError, OntologyError) as error:
        if given.debug:
            raise
        messages.print(f"maillage : {error}", markup=False)
        return error.exit_code if isinstance(error, GraphError) else USAGE
    except KeyboardInterrupt:
        messages.print("maillage : interrompu ; le graphe précédent est intact", markup=False)
        return INTERRUPTED
    except BrokenPipeError:
        return 0
