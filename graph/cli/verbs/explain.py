"""`maillage explain`: where a fact is written, down to its line or its sentence."""

import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.console import Console

from graph import store as stores
from graph.cli.arguments import out, target, verb
from graph.cli.explaining import as_json, as_text
from graph.cli.printing import write
from graph.explaining.explain import explain as explaining


def declare(verbs: Any) -> None:
    """Add the words of this verb to the command line."""
    made = verb(
        verbs,
        "explain",
        "dire d'où vient un fait : le document, l'endroit, et la phrase quand le texte est là",
        "explain flux:bethune-beffroi --documents textes/",
    )
    made.add_argument(
        "node", metavar="NŒUD", help="un fait ou une chose, par IRI, nom court, code ou nom ; ou l'IRI d'une preuve"
    )
    made.add_argument("--documents", type=Path, metavar="DOSSIER", help="où sont les textes des documents")
    made.add_argument("--data", type=Path, metavar="DOSSIER", help="où sont les fichiers officiels")
    made.add_argument("-f", "--format", choices=("text", "json"), default="text", help="forme de la réponse")
    target(made, "où écrire la réponse")
    out(made)


def run(given: Namespace, _: Sequence[str], messages: Console) -> int:
    """Tell what a node is and where it is written; in bold on a terminal."""
    told = explaining(stores.open_store(given.out), given.node, documents=given.documents, data=given.data)
    colour = sys.stdout.isatty() and not given.output and not Console().no_color
    write(as_json(told) if given.format == "json" else as_text(told, colour=colour), given.output, messages)
    return 0
