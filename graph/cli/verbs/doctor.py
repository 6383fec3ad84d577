"""`maillage doctor`: what of the installation is right, to be watched, or wrong."""

from argparse import Namespace
from collections.abc import Sequence
from typing import Any

from rich.console import Console

from graph.cli.arguments import out, verb
from graph.cli.printing import say
from graph.doctor import facts
from graph.errors import FINDINGS


def declare(verbs: Any) -> None:
    """Add the words of this verb to the command line."""
    out(verb(verbs, "doctor", "vérifier l'installation : versions, dossier, navigateur, réseau (inutile)", "doctor"))


def run(given: Namespace, _: Sequence[str], __: Console) -> int:
    """Say what of the installation is right, to be watched, or wrong."""
    found = facts(given.out)
    say(f"{mark} {text}" for mark, text in found)
    return FINDINGS if any(mark == "erreur" for mark, _ in found) else 0
