"""`maillage verify`: a published bundle, checked by itself."""

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.console import Console

from graph.cli.arguments import verb
from graph.publishing.verification.verify import verify
from graph.wording import count

_FINDINGS = 1


def declare(verbs: Any) -> None:
    """Add the words of this verb to the command line."""
    made = verb(
        verbs,
        "verify",
        "vérifier un lot : empreintes, comptes, formes, catalogue, liens, données personnelles",
        "verify publication/",
    )
    made.add_argument("folder", type=Path, metavar="DOSSIER", help="le lot, tel que maillage export l'a écrit")


def run(given: Namespace, _: Sequence[str], messages: Console) -> int:
    """Print one line a problem; 1 when there is any."""
    found = 0
    for problem in verify(given.folder):
        print(problem)
        found += 1
    said = count(found, "problème", "problèmes") if found else "tout est en ordre"
    messages.print(f"{given.folder} : {said}", markup=False)
    return _FINDINGS if found else 0
