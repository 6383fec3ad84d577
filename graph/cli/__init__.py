"""The command line: reads the words, calls one function, prints; data on stdout, everything else on stderr."""

import sys
from collections.abc import Sequence
from typing import Final

from rich.console import Console

from graph.cli.verbs import VERBS, parser
from graph.errors import EXIT_CODES, GraphError
from loaders import SourceError
from ontology import OntologyError
from queries import QueryError

INTERRUPTED: Final = 130


def _exit_code(error: ValueError) -> int:
    """Return the code of an error: a source that cannot be read is an input, anything else unnamed is bad usage."""
    if isinstance(error, GraphError):
        return error.exit_code
    return EXIT_CODES["unreadable" if isinstance(error, SourceError) else "usage"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; a user's mistake is one line, our own bug keeps its traceback."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]  # a Windows console is not UTF-8
    made = parser()
    given, rest = made.parse_known_args(arguments)
    if given.command is None:
        made.print_help()
        return 0
    if rest and given.command not in {"query", "view"}:  # their questions have options of their own
        made.error(f"unrecognized arguments: {' '.join(rest)}")
    messages = Console(stderr=True, highlight=False, soft_wrap=True)
    try:
        return VERBS[given.command].run(given, rest, messages)
    except (GraphError, SourceError, QueryError, OntologyError) as error:
        if given.debug:
            raise
        messages.print(f"maillage : {error}", markup=False)
        return _exit_code(error)
    except KeyboardInterrupt:
        messages.print("maillage : interrompu ; le graphe précédent est intact", markup=False)
        return INTERRUPTED
    except BrokenPipeError:
        return 0
