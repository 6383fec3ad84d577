"""`maillage sheet`: the dossier of a commune, a body, a programme, a project or a person, on paper."""

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.console import Console

from graph.cli.arguments import out, target, verb
from graph.cli.printing import write
from graph.sheets.sheet import sheet
from graph.sheets.writing import FORMS, as_html, as_markdown


def declare(verbs: Any) -> None:
    """Add the words of this verb to the command line."""
    made = verb(
        verbs,
        "sheet",
        "écrire la fiche d'une commune, d'un organisme, d'un programme, d'un projet ou d'un élu, prête à imprimer",
        "sheet Béthune -o bethune.html",
    )
    made.add_argument("node", metavar="NŒUD", help="par son nom, son code, son SIREN ou son IRI")
    made.add_argument("-f", "--format", choices=FORMS, help="deviné de l'extension de -o (.html, .md), sinon html")
    target(made, "la fiche à écrire (par défaut : <out>/fiche-<nom>.html)")
    out(made)


def run(given: Namespace, _: Sequence[str], messages: Console) -> int:
    """Write the sheet of one node."""
    made = sheet(given.out, given.node)
    markdown = given.format == "markdown" or (not given.format and (given.output or "").endswith(".md"))
    name = f"fiche-{made.iri.rpartition('/')[2]}.{'md' if markdown else 'html'}"
    write(as_markdown(made) if markdown else as_html(made), given.output or str(Path(given.out) / name), messages)
    return 0
