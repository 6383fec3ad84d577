"""`maillage validate`: the graph that was built, or a user's files, against SHACL shapes."""

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.console import Console

from graph import store as stores
from graph.cli.arguments import fail_on, out, target, verb
from graph.cli.printing import write
from graph.cli.telling import reached
from graph.errors import FINDINGS
from graph.reporting.report import REPORTS
from graph.reporting.report import render as render_report
from graph.validation.findings import Severity
from graph.validation.validate import validate_files, validate_store


def declare(verbs: Any) -> None:
    """Add the words of this verb to the command line."""
    made = verb(
        verbs,
        "validate",
        "valider le graphe construit, ou des fichiers RDF, avec SHACL",
        "validate donnees.ttl --shapes formes.ttl",
    )
    made.add_argument(
        "files",
        nargs="*",
        type=Path,
        metavar="FICHIER",
        help="Turtle, N-Triples, TriG, JSON-LD ; sans fichier : le graphe",
    )
    made.add_argument("--shapes", type=Path, metavar="FICHIER", help="d'autres formes que celles de Maillage")
    made.add_argument("-f", "--format", choices=REPORTS, default="text", help="forme du rapport")
    fail_on(made)
    made.add_argument("--strict", action="store_true", help="une forme qui n'a rien vérifié est une erreur")
    made.add_argument(
        "--engine",
        choices=("auto", "compiled", "pyshacl"),
        default="auto",
        help="ce qui exécute les formes (par défaut, auto : compilées en SPARQL sur un graphe construit)",
    )
    target(made, "où écrire le rapport")
    out(made)


def run(given: Namespace, _: Sequence[str], messages: Console) -> int:
    """Validate files, or the graph that was built; 1 when there are findings at `--fail-on` or above."""
    if given.files:
        done = validate_files(given.files, given.shapes, strict=given.strict, engine=given.engine)
    else:
        stores.open_store(given.out)
        done = validate_store(stores.path(given.out), strict=given.strict, engine=given.engine)
    write(render_report(done, given.format), given.output, messages)
    counts = {str(word): done.count(word) for word in Severity}
    return FINDINGS if reached(counts, given.fail_on) else 0
