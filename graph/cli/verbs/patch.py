"""`maillage patch`: an RDF Patch applied to an edition of a graph, exactly or not at all."""

import tempfile
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.console import Console

from graph.changes.listed import listed
from graph.changes.patch import patched
from graph.cli.arguments import verb
from graph.whole import whole


def declare(verbs: Any) -> None:
    """Add the words of this verb to the command line."""
    made = verb(
        verbs,
        "patch",
        "appliquer un correctif RDF Patch : l'ancienne édition devient la nouvelle",
        "patch publication-2025/ correctif.rdfp -o graphe-2026.nt",
    )
    made.add_argument(
        "old", type=Path, metavar="ANCIEN", help="une publication, un graphe construit, ou un fichier RDF"
    )
    made.add_argument("patch", type=Path, metavar="CORRECTIF", help="ce qu'a écrit maillage diff -f rdf-patch")
    made.add_argument(
        "-o", "--output", type=Path, required=True, metavar="FICHIER", help="les N-Triples triés à écrire"
    )


def run(given: Namespace, _: Sequence[str], messages: Console) -> int:
    """Write the new edition whole; a patch made for another edition is refused, and nothing is written."""
    with tempfile.TemporaryDirectory(prefix="maillage-") as folder:
        old = listed(given.old, Path(folder))
        with old.open("rb") as lines, whole(given.output) as stream:
            stream.writelines(patched(lines, given.patch))
    messages.print(f"écrit : {given.output}", markup=False)
    return 0
