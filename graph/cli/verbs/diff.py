"""`maillage diff`: what changed between two editions of a graph, in words or as a patch."""

import io
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from rich.console import Console

from graph.changes.compare import compare
from graph.changes.page import FORMS, written
from graph.changes.patch import PATCHES
from graph.cli.arguments import target, verb
from graph.cli.printing import write
from graph.whole import whole

_GUESSED: Final = {
    ".md": "markdown", ".html": "html", ".json": "json", ".rdfp": "rdf-patch", ".ru": "sparql-update",
}  # fmt: skip


def declare(verbs: Any) -> None:
    """Add the words of this verb to the command line."""
    made = verb(
        verbs,
        "diff",
        "dire ce qui a changé entre deux éditions d'un graphe",
        "diff publication-2025/ publication-2026/ -o changements.html",
    )
    for name in ("old", "new"):
        said = "l'édition ancienne" if name == "old" else "la nouvelle"
        made.add_argument(
            name, type=Path, metavar="ANCIEN" if name == "old" else "NOUVEAU",
            help=f"{said} : une publication, le dossier d'un graphe construit, ou un fichier RDF",
        )  # fmt: skip
    made.add_argument(
        "-f", "--format", choices=(*FORMS, *PATCHES), help="deviné de l'extension de -o (.md, .html, .json, .rdfp, .ru)"
    )
    target(made, "où l'écrire")


def run(given: Namespace, _: Sequence[str], messages: Console) -> int:
    """Compare, and write sentences or a patch."""
    form = given.format or _GUESSED.get(Path(given.output or "").suffix, "texte")
    if form not in PATCHES:
        made = compare(given.old, given.new)
        write(written(made, form, old=str(given.old), new=str(given.new)), given.output, messages)
    elif given.output and given.output != "-":
        with whole(Path(given.output)) as stream:
            compare(given.old, given.new, patch=stream, form=form)
        messages.print(f"écrit : {given.output}", markup=False)
    else:
        text = io.BytesIO()
        compare(given.old, given.new, patch=text, form=form)
        write(text.getvalue().decode(), None, messages)
    return 0
