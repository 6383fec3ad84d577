"""`maillage sources`: what is declared, and what the last build made of it."""

import sys
from argparse import Namespace
from collections.abc import Sequence
from typing import Any

from rich.console import Console

from graph import state as states
from graph.cli.arguments import out, verb
from graph.cli.telling import catalogue, kinds
from loaders import declared


def declare(verbs: Any) -> None:
    """Add the words of this verb to the command line."""
    made = verb(verbs, "sources", "lister ce qui est déclaré : producteur, licence, édition, état", "sources")
    made.add_argument(
        "--kinds", action="store_true", help="lister plutôt les sortes de cellules qu'une déclaration peut employer"
    )
    out(made)


def run(given: Namespace, _: Sequence[str], __: Console) -> int:
    """List the declared sources and the state of each, or the kinds of cells."""
    state = states.read(given.out)
    table = kinds() if given.kinds else catalogue(declared(), state.lines if state else ())
    Console(width=None if sys.stdout.isatty() else 200).print(table)
    return 0
